// "Weights or impossibility": a function of three variables, corner by corner, and the certificate that decides it.
import { addressOf, followAddress } from "./address.js";
import { CORNERS, activation, holds, point, side, value } from "./certificate.js";
import { downloads } from "./download.js";
import { choice, el, embedded, field, terms } from "./dom.js";
import { HEIGHT, WIDTH, doubleLevel, drawing, project } from "./drawing.js";
import { Desk } from "./session.js";

const NAMES = ["table", "inputs"];
const PRESETS = [
  ["AND", 128], ["OR", 254], ["majority", 232], ["x₁ or (x₂ and x₃)", 234],
  ["x₁ XOR x₂", 102], ["parity of three", 150], ["all alike", 129],
];
const ALPHABETS = [["01", "{0, 1}"], ["pm", "{-1, 1}"]];
const written = (numbers) => `(${numbers.join(", ")})`.replace(/-/g, "−");
const signed = (number) => String(number).replace("-", "−");
const variables = (text) => text.replace(/x([123])/g, (_, i) => `x${"₁₂₃"[i - 1]}`);

/** Return w.x + b with its numbers, such as 2x₁ + x₂ − 2. */
function asSum({ weights, bias }) {
  const parts = [...weights.map((w, i) => [w, `x${"₁₂₃"[i]}`]), [bias, ""]].filter(([number]) => number !== 0);
  if (parts.length === 0) return "0";
  return parts.map(([number, name], k) => {
    const size = Math.abs(number) === 1 && name ? name : `${Math.abs(number)}${name}`;
    return k === 0 ? `${number < 0 ? "−" : ""}${size}` : `${number < 0 ? "−" : "+"} ${size}`;
  }).join(" ");
}

/** Return one side of a relation: 2·(1, 0, 0) + (0, 1, 1) = (2, 1, 1). */
function sideText(table, certificate, wanted, inputs) {
  const { corners, sum, count } = side(table, certificate, wanted, inputs);
  const terms = corners.map(([k, m]) => `${m === 1 ? "" : `${m}·`}${written(point(k, inputs))}`);
  return `${terms.join(" + ")} = ${written(sum)}, ${count} point${count === 1 ? "" : "s"}`;
}

/** Say which plane is drawn, from twice its level. */
function planeText(double) {
  if (double === null) return "no plane: all values are the same";
  return `the plane w·x + b = ${signed(double % 2 === 0 ? double / 2 : `${double}/2`)}, halfway between the ones and the zeros`;
}

class Cube {
  #data = embedded("playground-tables");
  #table = 232;
  #inputs = "01";

  constructor() {
    this.picture = el("div", { class: "playground-picture" });
    this.buttons = CORNERS.map((k) => this.#corner(k));
    this.box = el("div", { class: "playground-box", role: "group", "aria-label": "Corners of the cube" }, this.picture, this.buttons);
    this.number = el("input", { type: "number", min: 0, max: 255, change: () => this.#typed() });
    this.wrong = el("p", { class: "playground-wrong", role: "alert" });
    this.said = el("p", { class: "playground-head", role: "status" });
    this.facts = el("div", {});
    this.rows = el("tbody", {});
    this.last = el("th", { scope: "col" });
    this.link = el("a", { href: "#" }, "Link to this function");
    this.desk = new Desk("Check with symattn in your browser", () => ({ ask: "certify", table: this.#table, inputs: this.#inputs }), (answer) => this.#live(answer));
  }

  /** A corner is a button at its place in the drawing. */
  #corner(k) {
    const [x, y] = project([0, 1, 2].map((i) => (k >> i) & 1));
    const style = `left: ${(100 * x) / WIDTH}%; top: ${(100 * y) / HEIGHT}%`;
    const flip = () => this.show({ table: this.#table ^ (1 << k), inputs: this.#inputs });
    return el("button", { type: "button", class: "playground-corner", style, click: flip });
  }

  #typed() {
    const table = Number(this.number.value);
    if (this.number.value !== "" && Number.isInteger(table) && table >= 0 && table < 256) {
      this.show({ table, inputs: this.#inputs });
    } else {
      this.wrong.textContent = `A table of three variables is a whole number from 0 to 255, received ${this.number.value || "nothing"}: bit k is the value at corner k.`;
    }
  }

  /** Show a table over an alphabet. */
  show({ table, inputs }) {
    [this.#table, this.#inputs] = [table, inputs];
    const entry = this.#data.tables[table];
    const certificate = entry[inputs];
    const accepted = holds(table, certificate, inputs);
    this.number.value = table;
    this.wrong.textContent = "";
    this.desk.place.replaceChildren();
    this.link.href = addressOf({ table, inputs });
    this.picture.replaceChildren(drawing(table, certificate, inputs));
    this.#label(certificate);
    this.said.textContent = certificate.weights
      ? `Table ${table} is a threshold function.` : `Table ${table} is not a threshold function.`;
    this.facts.replaceChildren(terms(this.#facts(entry, certificate, accepted)));
    this.#points(certificate);
  }

  /** Give every corner its value, its name and, in a relation, its multiplier. */
  #label(certificate) {
    const multipliers = new Map(certificate.multipliers ?? []);
    this.buttons.forEach((button, k) => {
      const [bit, m] = [value(this.#table, k), multipliers.get(k)];
      const place = point(k, this.#inputs);
      button.setAttribute("aria-label", `x = (${place.join(",")}), value ${bit}${m ? `, ${m} times in the relation` : ""}`);
      button.className = `playground-corner playground-${bit ? "one" : "zero"}${m ? " playground-related" : ""}`;
      button.replaceChildren(
        String(bit), el("span", { class: "playground-at" }, `${place.join(",").replace(/-/g, "−")}${m > 1 ? ` ×${m}` : ""}`));
    });
  }

  #facts(entry, certificate, accepted) {
    const verdict = accepted ? "checked on this page: it holds" : "checked on this page: it does NOT hold, please report this";
    const [table, inputs] = [this.#table, this.#inputs];
    const because = certificate.weights
      ? [["gate", `H(${asSum(certificate)})`],
        ["drawn", planeText(doubleLevel(table, certificate, inputs))],
        ["the gate", verdict]]
      : [["ones", sideText(table, certificate, 1, inputs)], ["zeros", sideText(table, certificate, 0, inputs)],
        ["so", "w·x + b, at least 0 at each of these ones and below 0 at each of these zeros, would have the same sum over both"],
        ["drawn", "a diamond at the point that is the mean of both"], ["the relation", verdict]];
    return [
      ["formula", variables(entry.formula)],
      ["bits", `${table.toString(2).padStart(8, "0")}, corner 7 first`],
      ...because,
      ["symmetry", this.#kind(entry.least)],
    ];
  }

  /** Say how many functions are the same up to permutations and negations of the variables. */
  #kind(least) {
    const size = this.#data.sizes[least];
    return size === 1 ? "alone in its class" : `one of ${size} alike, up to permutations and negations of the variables; the least is table ${least}`;
  }

  /** Fill the table of the eight points. */
  #points(certificate) {
    const multipliers = new Map(certificate.multipliers ?? []);
    this.last.textContent = certificate.weights ? "w·x + b" : "times in the relation";
    this.rows.replaceChildren(...CORNERS.map((k) => el("tr", {},
      el("th", { scope: "row" }, written(point(k, this.#inputs))), el("td", {}, String(value(this.#table, k))),
      el("td", {}, certificate.weights ? signed(activation(certificate, k, this.#inputs)) : String(multipliers.get(k) ?? 0)))));
  }

  /** Show what symattn found just now, and whether it is what the page holds. */
  #live(answer) {
    if (answer.kind === "help") return [el("p", {}, `${answer.argument}: ${answer.error}. ${answer.hint}`)];
    const { table, inputs, separable, certificate } = answer;
    const here = this.#data.tables[table][inputs];
    const kept = ["weights", "bias", "multipliers"].every((key) => JSON.stringify(certificate[key]) === JSON.stringify(here[key]));
    const what = certificate.weights ? `H(${asSum(certificate)})` : `${sideText(table, certificate, 1, inputs)}; ${sideText(table, certificate, 0, inputs)}`;
    return [
      el("div", { class: `playground-card playground-${separable ? "proved" : "refuted"}` },
        el("p", { class: "playground-head" }, `Table ${table}: ${separable ? "a threshold function" : "not a threshold function"}`),
        el("p", {}, what),
        el("p", {}, `The certificate was ${answer.checked ? "accepted" : "NOT accepted"} by check_certificate, and is ${kept ? "the one" : "another than the one"} computed when this book was built.`)),
    ];
  }

  /** Return all 256 functions, a row for each. */
  #everything() {
    const heads = ["table", "formula", "threshold", "w1", "w2", "w3", "bias", "corners_and_multipliers", "least_of_class"];
    return [heads, ...this.#data.tables.map(({ formula, least, "01": found }, table) => [
      table, formula, found.weights ? "yes" : "no", ...(found.weights ?? ["", "", ""]), found.bias,
      (found.multipliers ?? []).map(([k, m]) => `${k}:${m}`).join(" "), least,
    ])];
  }

  /** Return the elements of the tool. */
  elements() {
    const preset = ([words, table]) => el("li", {}, el("button", { type: "button", click: () => this.show({ table, inputs: this.#inputs }) }, words));
    const alphabet = choice("Inputs", ALPHABETS, this.#inputs, (event) => this.show({ table: this.#table, inputs: event.target.value }));
    const select = alphabet.querySelector("select");
    this.show({ table: this.#table, inputs: this.#inputs });
    followAddress(NAMES, ({ table, inputs }) => {
      select.value = inputs === "pm" ? "pm" : "01";
      this.#inputs = select.value;
      this.number.value = table;
      this.#typed();
      requestAnimationFrame(() => this.box.scrollIntoView({ block: "center" }));
    });
    return [
      el("ul", { class: "playground-examples" }, PRESETS.map(preset)),
      el("div", { class: "playground-pair" },
        el("div", {}, this.box,
          el("div", { class: "playground-row" },
            field("Table, 0 to 255", this.number), alphabet),
          this.wrong),
        el("div", { class: "playground-said" }, this.said, this.facts,
          el("table", { class: "playground-points" },
            el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "x"), el("th", { scope: "col" }, "value"), this.last)), this.rows))),
      this.desk.line,
      this.desk.place,
      el("p", { class: "playground-note" }, this.link, " · ", downloads("All 256 functions", "functions-of-three-variables", this.#everything(), this.#data)),
    ];
  }
}

/** Return the elements of the tool. */
export function mountCube() {
  return new Cube().elements();
}
