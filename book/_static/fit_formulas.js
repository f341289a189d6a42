// A formula wider than its column is made smaller, down to three fifths; what is wider still scrolls by itself (book.css).
// One in a line of text that is too wide for the column gets a line of its own for that.

const SMALLEST = 0.6;

/** Set one formula as large as its column allows. */
function fit(formula) {
  formula.dataset.size ??= formula.style.fontSize; // MathJax's own: it matches the letters of the text
  formula.style.fontSize = formula.dataset.size;
  const share = formula.clientWidth / formula.scrollWidth;
  if (!formula.clientWidth || share >= 1) return;
  const size = parseFloat(getComputedStyle(formula).fontSize);
  // one part in a hundred less, since letters are rounded to pixels
  formula.style.fontSize = `${size * Math.max(share * 0.99, SMALLEST)}px`;
}

/** Give a formula in a line of text a line of its own where it is wider than the column. */
function setApart(formula) {
  formula.classList.remove("formula-apart");
  const column = formula.closest("p, li, dd, td, figcaption, summary") ?? formula.parentElement;
  if (!column.clientWidth || formula.offsetWidth <= column.clientWidth) return;
  formula.classList.add("formula-apart");
  fit(formula);
}

/** Keep every displayed formula fitted: columns change with the window, and folds have no width until they open. */
function keepFitted() {
  const widths = new WeakMap();
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      if (widths.get(target) === contentRect.width) continue;
      widths.set(target, contentRect.width);
      fit(target);
    }
  });
  const formulas = document.querySelectorAll("mjx-container[display='true']");
  formulas.forEach((formula) => observer.observe(formula));
  const inText = document.querySelectorAll(".bd-article mjx-container:not([display])");
  const setAll = () => inText.forEach(setApart);
  setAll();
  // a letter whose font comes later is wider then
  document.fonts.addEventListener("loadingdone", () => (formulas.forEach(fit), setAll()));
  new ResizeObserver(setAll).observe(document.querySelector(".bd-article") ?? document.body);
  document.addEventListener("toggle", setAll, true);
}

/** MathJax is loaded later than this script, and typesets after the page is read. */
function whenTypeset(act) {
  const ready = window.MathJax?.startup?.promise;
  if (ready) ready.then(act);
  else setTimeout(() => whenTypeset(act), 100);
}

document.addEventListener("DOMContentLoaded", () => {
  if (document.querySelector(".math")) whenTypeset(keepFitted);
});
