// "Is it true?": a statement and assumptions, as text, go to prove() as data; the verdict comes back with its reasons.
import { addressOf, followAddress, toAddress } from "./address.js";
import { el, field, terms, typeset } from "./dom.js";
import { Desk, cost } from "./session.js";

const NAMES = ["statement", "assuming"];
/** Each example is asked like everything else: what it answers stands nowhere but in the library. */
const EXAMPLES = [
  ["A gated output is a unit with gated weights", "g*Sum(w[i]*x[i], (i, 1, n)) == Sum(g*w[i]*x[i], (i, 1, n))", ""],
  ["tanh is a logistic function", "tanh(x) == 2*logistic(2*x) - 1", ""],
  ["tanh, a factor forgotten", "tanh(x) == 2*logistic(x) - 1", ""],
  ["A gate that silences another by its activation", "g*H(s) == H(s + K*(g - 1))", "g in {0,1}; K > abs(s)"],
  ["The same, strictness lost", "g*H(s) == H(s + K*(g - 1))", "g in {0,1}; K >= abs(s)"],
  ["The product of two bits is a ReLU", "x*y == relu(x + y - 1)", "x, y in {0,1}"],
  ["Product of signs against AND", "sgn(x)*sgn(y) == 2*H(x)*H(y) - 1", ""],
  ["Softmax sums to 1", "Sum(softmax(i, x, n), (i, 1, n)) == 1", ""],
  ["An inequality of means", "(x + y)**2 >= 4*x*y", ""],
  ["Beyond the procedures", "2*x < exp(x)", ""],
  ["Not well formed", "f*g == x**", ""],
];
const VERDICTS = { proved: ["✓", "Proved"], refuted: ["✗", "Refuted"], undecided: ["?", "Undecided"] };

/** Return the text up to a place, the character there, and what follows; the place counts from 1. */
function aroundPlace(text, rule) {
  const found = /\(position (\d+)\)/.exec(rule);
  if (found === null) return null;
  const letters = Array.from(text);
  const k = Math.min(Number(found[1]), letters.length + 1) - 1;
  const here = letters[k] ?? "";
  return [letters.slice(0, k).join(""), here.trim() === "" ? "␣" : here, letters.slice(k + 1).join("")];
}

/** Show what symattn refuses: the rule, the place, the next step. */
function help({ argument, error, hint }, asked) {
  const where = argument === "assuming" ? "assuming" : "statement";
  const said = where === "assuming" ? "The assumptions" : "The statement";
  const place = aroundPlace(asked[where], error);
  return [
    el("div", { class: "playground-card playground-help" },
      el("p", { class: "playground-head" }, "Not yet a statement"),
      el("p", {}, argument === where ? `${said}: ${error}.` : `${argument}: ${error}.`),
      place === null ? null
        : el("p", { class: "playground-place" }, el("code", {}, place[0], el("mark", {}, place[1]), place[2])),
      hint ? el("p", {}, hint) : null),
  ];
}

/** Show a verdict: status in a word and a mark, the statement as it was understood, and why. */
function verdict(answer) {
  const [mark, word] = VERDICTS[answer.status];
  const formula = el("div", { class: "math playground-formula" });
  if (answer.latex) typeset(formula, answer.latex);
  const more = answer.more ? `, and ${answer.more} more` : "";
  const point = answer.point === null ? null
    : (answer.point.map(([name, value]) => `${name} = ${value}`).join(", ") || "no variables") + more;
  const checked = { true: "accepted by code that did not produce it", false: "NOT accepted when checked again: please report this" };
  return [
    el("div", { class: `playground-card playground-${answer.status}` },
      el("p", { class: "playground-head" }, el("span", { "aria-hidden": "true" }, `${mark} `), word),
      answer.latex ? formula : null,
      terms([
        ["understood as", el("code", {}, answer.statement)],
        ["for", answer.scope],
        ["counterexample", point === null ? null : el("span", { class: "playground-point" }, point)],
        ["left side there", answer.left],
        ["right side there", answer.right],
        ["wherever", answer.conditions],
        ["reason", answer.reason],
        ["method", answer.status === "undecided" ? null : answer.method],
        ["chosen because", answer.family ? `${answer.family}: ${answer.why}` : null],
        [answer.status === "refuted" ? "this point" : "certificate", answer.checked === null ? null : checked[answer.checked]],
        ["took", `${answer.seconds} s in your browser`],
      ])),
  ];
}

/** Return the elements of the tool. */
export function mountTruth() {
  const plain = { spellcheck: "false", autocapitalize: "off", autocomplete: "off" };
  const keys = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || event.target === assuming)) {
      event.preventDefault();
      desk.ask();
    }
  };
  const statement = el("textarea", { ...plain, rows: 2, keydown: keys }, EXAMPLES[0][1]);
  const assuming = el("input", { ...plain, type: "text", keydown: keys, placeholder: "x in {0,1}; n integer; K > abs(s)" });
  let asked = {};
  const question = () => {
    asked = { statement: statement.value, assuming: assuming.value };
    toAddress(asked);
    link.href = addressOf(asked);
    link.hidden = false;
    return { ask: "check", ...asked };
  };
  const desk = new Desk("Check", question, (answer) => (answer.kind === "help" ? help(answer, asked) : verdict(answer)));
  const link = el("a", { href: "#", hidden: true }, "Link to this statement");
  const fill = (values) => {
    statement.value = values.statement;
    assuming.value = values.assuming;
    desk.place.replaceChildren();
    link.hidden = true;
    requestAnimationFrame(() => statement.scrollIntoView({ block: "center" }));
  };
  const take = (text, assumed) => {
    if (!desk.free) return;
    statement.value = text;
    assuming.value = assumed;
    desk.ask();
    statement.scrollIntoView({ block: "nearest" });
  };
  const example = ([words, text, assumed]) =>
    el("li", {}, el("button", { type: "button", click: () => take(text, assumed) }, words));
  followAddress(NAMES, fill);
  return [
    field("Statement", statement),
    field("Assumptions, separated by ; (may be empty)", assuming),
    desk.line,
    el("p", { class: "playground-note" }, cost(), " Ctrl+Enter checks as well."),
    desk.place,
    el("p", { class: "playground-note" }, link),
    el("p", { class: "playground-label" }, "Examples:"),
    el("ul", { class: "playground-examples" }, EXAMPLES.map(example)),
  ];
}
