// What a run gave, as elements of the page: the same classes as the outputs that were made with the book, so that both look alike.

const TITLES = {
  syntax: "This is not Python",
  runtime: "An error stopped this cell",
  missing: "Not available here",
  network: "Python was not loaded",
  interrupted: "Interrupted",
};

/** Make an element with properties and children. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  const { dataset, ...rest } = properties;
  Object.assign(made, rest);
  Object.assign(made.dataset, dataset ?? {});
  made.append(...children);
  return made;
}

function textOutput(text) {
  const box = element("div", { className: "highlight" }, element("pre", { textContent: text }));
  return element("div", { className: "output text_plain highlight-myst-ansi notranslate" }, box);
}

/** One output, as an element. HTML and LaTeX come from objects that the reader's own code made. */
function outputElement(output) {
  switch (output.kind) {
    case "latex":
      return element("div", { className: "output text_latex math", textContent: `\\[${output.latex}\\]` });
    case "html":
      return element("div", { className: "output text_html", innerHTML: output.html });
    case "image":
      return element("img", { className: "output live-image", src: output.image.src, alt: output.image.alt });
    case "note":
      return element("p", { className: "live-output-note", textContent: output.text });
    default:
      return textOutput(output.text);
  }
}

/** An error: what happened in a sentence, then the place, and folded the way that led there. */
export function errorElement(error, retry = null) {
  const box = element("div", { className: `live-error live-error-${error.kind}` });
  box.append(element("p", { className: "live-error-title", textContent: TITLES[error.kind] ?? "Error" }));
  box.append(element("pre", { className: "live-message", textContent: error.message, tabIndex: 0 }));
  if (error.traceback) {
    const summary = element("summary", { textContent: "Traceback" });
    box.append(element("details", {}, summary, element("pre", { textContent: error.traceback, tabIndex: 0 })));
  }
  if (retry) {
    const button = element("button", { type: "button", className: "live-button", textContent: "Try again" });
    button.addEventListener("click", retry);
    box.append(button);
  }
  return box;
}

/** Elements for outputs in their order; `skipImage` leaves out an image that is shown elsewhere. */
export function outputElements(result, { skipImage = null } = {}) {
  return result.outputs.filter((output) => output.image !== skipImage || !skipImage).map(outputElement);
}

/** Let the page's MathJax typeset what is new; without MathJax the TeX source stays readable. */
export async function typeset(part) {
  const mathjax = window.MathJax;
  if (!mathjax?.typesetPromise) return;
  await mathjax.startup?.promise;
  await mathjax.typesetPromise([part]);
}

/** Take a part off the page, and its formulas off MathJax's list. */
export function discard(part) {
  window.MathJax?.typesetClear?.([part]);
  part.remove();
}
