// Elements are made from names and texts; no text is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Set attributes: a function is a listener, true an attribute without a value, null and false none. */
function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

/** Return an HTML element with attributes and children (elements, texts, lists of them; null is none). */
export function el(tag, attributes = {}, ...children) {
  const element = dress(document.createElement(tag), attributes);
  element.append(...children.flat(Infinity).filter((child) => child !== null));
  return element;
}

/** Return an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  const element = dress(document.createElementNS(SVG, tag), attributes);
  element.append(...children.flat(Infinity).filter((child) => child !== null));
  return element;
}

let fields = 0;

/** Return a control below its label (a text, or a list of texts and elements). */
export function field(label, control, kind = "") {
  fields += 1;
  control.id = `playground-field-${fields}`;
  return el("div", { class: `playground-field ${kind}` }, el("label", { for: control.id }, label), control);
}

/** Return a labelled choice among [value, words] pairs. */
export function choice(label, pairs, value, changed) {
  const options = pairs.map(([key, words]) => el("option", { value: key, selected: key === value }, words));
  return field(label, el("select", { change: changed }, options));
}

/** Return what an executed cell of the page has left in an element of JSON, or null. */
export function embedded(id) {
  const element = document.getElementById(id);
  return element === null ? null : JSON.parse(element.textContent);
}

/** Return rows of terms and what is said of them; rows without text are left out. */
export function terms(rows) {
  const shown = rows.filter(([, text]) => text !== null && text !== "");
  return el("dl", { class: "playground-terms" }, shown.map(([term, text]) => [el("dt", {}, term), el("dd", {}, text)]));
}

/** Typeset a formula as a display; where MathJax is absent the source stays. */
export async function typeset(place, latex) {
  place.replaceChildren(`\\[${latex}\\]`);
  await window.MathJax?.startup?.promise;
  if (window.MathJax?.typesetPromise) await window.MathJax.typesetPromise([place]);
}
