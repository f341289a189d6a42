// A table wider than its column scrolls by itself; then it can be reached, and scrolled, by the keyboard.

/** Make the box of a table a stop of the keyboard while it scrolls, and no stop otherwise. */
function reach(box) {
  const scrolls = box.scrollWidth > box.clientWidth;
  if (!scrolls) return ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Table that scrolls sideways");
}

document.addEventListener("DOMContentLoaded", () => {
  // columns change with the window and with formulas that are set later, and folds have no width until they open
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) reach(target.closest(".pst-scrollable-table-container"));
  });
  for (const box of document.querySelectorAll(".pst-scrollable-table-container")) {
    observer.observe(box);
    for (const table of box.children) observer.observe(table);
  }
});
