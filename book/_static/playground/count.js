// "How many functions?": counts and bounds of a class, from the table that was computed when the book was built.
import { addressOf, followAddress } from "./address.js";
import { band } from "./band.js";
import { downloads } from "./download.js";
import { choice, el, embedded, field, terms } from "./dom.js";

const LABELS = {
  bias: "Bias", inputs: "Inputs", degree: "Degree", gate: "Values of the gates", gates: "How many gates",
  synapses: "Gated", output: "Second layer",
};
const LARGEST_WRITTEN = 40;

/** Return an integer with thin gaps between thousands; a very long one as its length. */
function grouped(text) {
  if (text.length > LARGEST_WRITTEN) return `a number of ${text.length} digits`;
  return text.replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

class Counts {
  #data = embedded("playground-capacities");
  #cls = "output-gating";
  #options = {};
  #k;

  constructor() {
    this.fields = el("div", { class: "playground-row" });
    this.slider = el("input", { type: "range", min: 0, max: this.#data.sizes.length - 1, step: 1, input: () => this.#moved() });
    this.shown = el("output", {});
    this.answer = el("div", {});
    this.news = el("p", { class: "playground-spoken", role: "status" });
    this.figure = el("figure", { class: "playground-band" });
    this.link = el("a", { href: "#" }, "Link to this class and n");
    this.#k = this.#data.sizes.indexOf(3);
    this.#choose(this.#cls, {});
    new ResizeObserver(() => this.#draw()).observe(this.figure);
  }

  /** Return the row of the table for the class and the options chosen. */
  get #row() {
    return this.#data.rows.find((row) => row.class === this.#cls
      && Object.entries(row.options).every(([name, value]) => String(value) === this.#options[name]));
  }

  /** Choose a class; options that are not given, or not known, take the first of their values. */
  #choose(cls, given) {
    this.#cls = cls in this.#data.classes ? cls : "output-gating";
    const words = this.#data.words[this.#cls];
    this.#options = Object.fromEntries(Object.entries(words).map(([name, values]) =>
      [name, given[name] in values ? given[name] : Object.keys(values)[0]]));
    this.#fields(words);
    this.#tell();
  }

  #fields(words) {
    const classes = Object.entries(this.#data.classes).map(([cls, { title }]) => [cls, title]);
    this.fields.replaceChildren(
      choice("Class of functions", classes, this.#cls, (event) => { this.#choose(event.target.value, this.#options); this.#focus(0); }),
      ...Object.entries(words).map(([name, values]) =>
        choice(LABELS[name], Object.entries(values), this.#options[name], (event) => {
          this.#options[name] = event.target.value;
          this.#tell();
        })));
  }

  /** The choices of another class are new elements; the focus stays where it was. */
  #focus(k) {
    this.fields.querySelectorAll("select")[k].focus();
  }

  #moved() {
    this.#k = Number(this.slider.value);
    this.#tell();
  }

  /** Say what is known of the choice, and draw it. */
  #tell() {
    const n = this.#data.sizes[this.#k];
    this.slider.value = this.#k;
    this.slider.setAttribute("aria-valuetext", `n = ${n}`);
    this.shown.textContent = `n = ${n}`;
    this.link.href = addressOf({ class: this.#cls, n, ...this.#options });
    const row = this.#row;
    this.news.textContent = row.refused ?? this.#sentence(row, n);
    this.answer.replaceChildren(row.refused
      ? el("p", { class: "playground-card playground-help" }, row.refused) : terms(this.#known(row, n)));
    this.#draw();
  }

  /** Return what is announced of a choice. */
  #sentence(row, n) {
    const [lower, upper] = row.bounds[this.#k];
    const found = row.counts[n];
    return `${this.#data.classes[this.#cls].title}, n = ${n}: between ${lower} and ${upper} bits${found ? `, exactly ${found[1]}` : ""}`;
  }

  #known(row, n) {
    const [lower, upper, lowerClaim, upperClaim, all] = row.bounds[this.#k];
    const found = row.counts[n];
    const others = all.filter((id) => id !== lowerClaim && id !== upperClaim);
    return [
      ["functions", found ? el("strong", { class: "playground-number" }, grouped(found[0])) : "no count is known here"],
      ["how", found ? found[2] : null],
      ["capacity", found ? `${found[1]} bits` : null],
      ["at least", el("span", {}, `${lower} bits, by `, this.#claim(lowerClaim))],
      ["at most", el("span", {}, `${upper} bits, by `, this.#claim(upperClaim))],
      ["resting on", others.length ? el("span", {}, others.flatMap((id, k) => [k ? ", " : "", this.#claim(id)])) : null],
    ];
  }

  #claim(id) {
    return el("a", { href: `claims/${id}.html`, title: this.#data.claims[id] }, el("code", {}, id));
  }

  #draw() {
    const row = this.#row;
    const width = Math.floor(this.figure.clientWidth);
    if (width === 0 || row.refused) {
      this.figure.hidden = Boolean(row.refused);
      return;
    }
    this.figure.hidden = false;
    this.figure.replaceChildren(
      band({
        width, label: this.#sentence(row, this.#data.sizes[this.#k]), sizes: this.#data.sizes, chosen: this.#k, values: row.values,
        bounds: row.bounds.map(([low, high]) => [Number(low), Number(high)]),
        counts: Object.entries(row.counts).map(([m, [, bits]]) => [Number(m), Number(bits)]),
      }),
      el("figcaption", {}, "Shaded: between the bounds, joined by straight lines between the n in the table. Dots: exact counts. Dashed: all functions of n variables."));
  }

  /** Return the whole table, a row for each class and n. */
  #everything() {
    const names = Object.keys(LABELS);
    const heads = ["class", ...names, "n", "count", "how", "lower_bits", "upper_bits", "lower_claim", "upper_claim", "claims"];
    const lines = this.#data.rows.filter((row) => !row.refused).flatMap((row) => row.bounds.map(([lower, upper, ...rest], k) => {
      const n = this.#data.sizes[k];
      const [count, , how] = row.counts[n] ?? [];
      const [lowerClaim, upperClaim, all] = rest;
      return [row.class, ...names.map((name) => row.options[name]), n, count, how, lower, upper, lowerClaim, upperClaim, all.join(" ")];
    }));
    return [heads, ...lines];
  }

  /** Return the elements of the tool. */
  elements() {
    followAddress(["class", "n", ...Object.keys(LABELS)], ({ class: cls, n, ...given }) => {
      const k = this.#data.sizes.indexOf(Number(n));
      if (k >= 0) this.#k = k;
      this.#choose(cls, given);
      requestAnimationFrame(() => this.fields.scrollIntoView({ block: "start" }));
    });
    const range = field(["Variables ", this.shown], this.slider, "playground-slider");
    return [
      this.fields, range, this.answer, this.news, this.figure,
      el("p", { class: "playground-note" }, `From the table computed when this book was built, commit ${this.#data.commit}, for n up to 20 and some larger n; nothing is computed here. `),
      el("p", { class: "playground-note" }, this.link, " · ", downloads("The whole table", "capacities", this.#everything(), this.#data)),
    ];
  }
}

/** Return the elements of the tool. */
export function mountCount() {
  return new Counts().elements();
}
