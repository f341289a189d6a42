// Run by book/pdf.py on the typeset book, before it is printed: what is too wide is broken into lines or made smaller,
// and what should not be torn apart at the foot of a page is marked for print.css.

/** Height of the text on A4 in pixels of the browser (print.css: 297 - 23 - 22 mm). */
const TEXT_HEIGHT = 952;
/** A formula that would shrink below this share of its size is broken into lines, if it is a sum. */
const SMALLEST = 0.7;
/** Pieces up to these shares of a page stay whole; larger ones would leave too much of it empty. */
const WHOLE = { ".chapter div.claim": 0.36, ".claim-content > :not(.claim-details)": 0.5, ".cell_input, .cell_output pre": 0.42 };

/** Set the formulas, after the faces of the text are there: what is measured before has another height. */
async function setFormulas() {
  await Promise.all([...document.fonts].map((face) => face.load()));
  await MathJax.startup.promise;
  await MathJax.typesetPromise();
  await document.fonts.ready;
}

/** Split the TeX of a sum before each + and - that is inside no group; the first piece has no sign in front. */
function summands(tex) {
  const pieces = [];
  let depth = 0, start = 0, written = false;
  for (const { 0: token, index } of tex.matchAll(/\\(?:left|begin\b|right|end\b)|\\[a-zA-Z]+|\\.|[{}+\-]|[^\s]/g)) {
    if (token === "{" || token === "\\left" || token === "\\begin") depth += 1;
    else if (token === "}" || token === "\\right" || token === "\\end") depth -= 1;
    else if (depth === 0 && written && (token === "+" || token === "-")) {
      pieces.push(tex.slice(start, index).trim());
      start = index;
    }
    written ||= !/^\\(displaystyle|left)$/.test(token);
  }
  return [...pieces, tex.slice(start).trim()];
}

/** Return the sum in lines, each at most as long as its share of the letters allows. */
function inLines(tex, lines) {
  const limit = tex.length / lines;
  const rows = [];
  for (const piece of summands(tex.replace(/\\displaystyle/g, ""))) {
    const last = rows.length - 1;
    if (last >= 0 && rows[last].length + piece.length <= limit) rows[last] += ` ${piece}`;
    else rows.push(piece);
  }
  return rows.length > 1 ? `\\begin{aligned} &${rows.join(" \\\\ &{} ")} \\end{aligned}` : null;
}

/** Break a formula that is a long sum into lines. */
function breakSum(formula, room, wide) {
  // the lines are not equally full: a few more than the widths ask for
  const tex = inLines(formula.math, Math.ceil((1.25 * wide) / room));
  if (!tex) return false;
  const broken = MathJax.tex2chtml(tex, { display: true });
  formula.typesetRoot.replaceWith(broken);
  formula.typesetRoot = broken;
  return true;
}

/** Make a formula smaller, or break it, if it is wider than its place; return whether it was. */
function fitFormula(formula) {
  const shown = formula.typesetRoot;
  const measure = (node) => [node.parentElement.clientWidth, node.querySelector("mjx-math").getBoundingClientRect().width];
  let [room, wide] = measure(shown);
  if (!room || wide <= room) return false;
  if (room / wide < SMALLEST && breakSum(formula, room, wide)) {
    MathJax.startup.document.updateDocument();
    [room, wide] = measure(formula.typesetRoot);
  }
  if (wide > room) {
    const size = parseFloat(getComputedStyle(formula.typesetRoot).fontSize);
    formula.typesetRoot.style.fontSize = `${Math.floor((1000 * size * room) / wide) / 1000 - 0.05}px`;
  }
  return true;
}

/** Make a table or a drawing smaller if it is wider than its place; return whether it was. */
function fitBlock(block) {
  if (block.parentElement.closest("table, svg, mjx-container")) return false;
  const room = block.parentElement.clientWidth;
  const wide = Math.max(block.scrollWidth || 0, block.getBoundingClientRect().width);
  if (!room || wide <= room + 1) return false;
  block.style.zoom = Math.max(0.5, room / wide);
  return true;
}

/** Fit everything, mark what stays whole, and return how many pieces were changed. */
function fitToPaper() {
  for (const image of document.querySelectorAll(".chapter img")) {
    image.classList.toggle("tall", image.naturalHeight > image.naturalWidth);
  }
  const displayed = [...MathJax.startup.document.math].filter((formula) => formula.display);
  const blocks = [...document.querySelectorAll(".chapter table, .chapter svg")];
  const fitted = displayed.filter(fitFormula).length + blocks.filter(fitBlock).length;
  for (const [pieces, share] of Object.entries(WHOLE)) {
    for (const piece of document.querySelectorAll(pieces)) {
      piece.classList.add(piece.getBoundingClientRect().height <= share * TEXT_HEIGHT ? "whole" : "long");
    }
  }
  return fitted;
}

/** A formula is one picture with its source as alternative text, instead of a hundred pieces without meaning. */
function nameFormulas() {
  for (const formula of MathJax.startup.document.math) {
    formula.typesetRoot.setAttribute("role", "img");
    formula.typesetRoot.setAttribute("aria-label", formula.math);
  }
}
