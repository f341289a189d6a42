// One cell of a page: its code, which can be edited, its buttons, the output of the book and, after a run, that of the reader's browser.
import { makeEditor } from "./editor.js";
import { discard, element, errorElement, outputElements, typeset } from "./output.js";

/** With these errors the cell showed nothing of its own: what the book shows stays. */
const BOOK_STAYS = new Set(["missing", "network", "interrupted"]);
const HINT = "live-editor-hint";

const button = (text, label, action) => {
  const made = element("button", { type: "button", className: "live-button", textContent: text });
  made.setAttribute("aria-label", label);
  made.addEventListener("click", action);
  return made;
};

export class Cell {
  /** @param {{run: Function, runAbove: Function, stop: Function}} actions what the page does for a cell */
  constructor(part, number, actions) {
    this.part = part;
    this.number = number;
    this.actions = actions;
    this.input = part.querySelector(".cell_input");
    /** The empty place of the buttons, which the page was made with. */
    this.bar = part.querySelector(":scope > .live-bar");
    this.highlighted = this.input.querySelector("pre");
    this.bookText = this.highlighted.textContent.replace(/\n$/, "");
    this.bookHTML = this.highlighted.innerHTML;
    this.bookOutput = part.querySelector(":scope > .cell_output, :scope > details > .cell_output");
    const fold = this.input.closest("details");
    /** The fold of a hidden input; the cell itself may stand in a folded solution. */
    this.fold = part.contains(fold) ? fold : null;
    this.area = null;
    this.live = null;
    this.liveText = null;
    /** The epoch of the runtime in which the present text ran without an error. */
    this.ranIn = null;
    this.ranText = null;
    this.#makeBar();
  }

  get text() {
    return this.area ? this.area.value : this.editedText ?? this.bookText;
  }

  get isEdited() {
    return this.text !== this.bookText;
  }

  #makeBar() {
    const name = `cell ${this.number}`;
    this.runButton = button("Run", `Run ${name}`, () => (this.busy ? this.actions.stop() : this.actions.run(this)));
    this.editButton = button("Edit", `Edit ${name}`, () => this.toggleEditor());
    this.aboveButton = button("Run all above", `Run all above ${name} and ${name}`, () => this.actions.runAbove(this));
    this.resetButton = button("Reset", `Reset ${name} to the text of the book`, () => this.restore());
    this.aboveButton.hidden = this.number === 1;
    this.resetButton.hidden = true;
    this.status = element("span", { className: "live-status" });
    this.status.setAttribute("role", "status");
    this.progress = element("progress", { className: "live-progress", max: 1, value: 0, hidden: true });
    this.progress.setAttribute("aria-label", "Loading Python");
    this.bar.append(
      this.runButton, this.editButton, this.aboveButton, this.resetButton, this.progress, this.status,
    );
    this.bar.setAttribute("role", "group");
    this.bar.setAttribute("aria-label", `Code of ${name}`);
    this.part.classList.add("live-cell");
  }

  /** Open the editor, or close it and keep what was written. */
  toggleEditor() {
    if (this.area) {
      this.#closeEditor();
      return;
    }
    if (this.fold) this.fold.open = true;
    this.area = makeEditor(this.text, {
      label: `Code of cell ${this.number}`,
      hint: HINT,
      onRun: () => this.actions.run(this),
      onLeave: () => this.editButton.focus(),
      onChange: () => this.#showEdited(),
    });
    this.input.append(this.area);
    this.input.classList.add("live-editing");
    this.#nameEdit("Close editor");
    this.area.focus();
  }

  #closeEditor() {
    this.editedText = this.area.value;
    this.area.remove();
    this.area = null;
    this.input.classList.remove("live-editing");
    if (this.isEdited) this.highlighted.textContent = `${this.editedText}\n`;
    else this.highlighted.innerHTML = this.bookHTML;
    this.#nameEdit("Edit");
    this.#showEdited();
  }

  #nameEdit(text) {
    this.editButton.textContent = text;
    this.editButton.setAttribute("aria-label", `${text} ${text === "Edit" ? "cell" : "of cell"} ${this.number}`);
    this.editButton.setAttribute("aria-expanded", String(this.area !== null));
  }

  #showEdited() {
    this.part.classList.toggle("live-edited", this.isEdited);
    this.resetButton.hidden = !this.isEdited && !this.live;
  }

  /** Say what happens to this cell: "waiting", "loading", "running", or null when it is over. */
  become(state, words = "") {
    this.busy = state !== null;
    this.part.dataset.live = state ?? "idle";
    this.runButton.textContent = this.busy ? "Interrupt" : "Run";
    this.runButton.setAttribute("aria-label", `${this.runButton.textContent} cell ${this.number}`);
    this.progress.hidden = state !== "loading";
    if (this.progress.hidden) this.progress.value = 0; // the next try begins at the beginning
    this.status.textContent = words;
  }

  /** Move the bar while Python is loaded. */
  showProgress({ text, fraction }) {
    this.progress.value = fraction;
    this.status.textContent = text;
  }

  /** Show what a running cell has printed so far. */
  showText(text) {
    if (!this.liveText) {
      this.liveText = element("pre", {});
      const box = element("div", { className: "highlight" }, this.liveText);
      this.#freshOutput().append(element("div", { className: "output stream highlight-myst-ansi notranslate" }, box));
    }
    this.liveText.append(text);
  }

  #freshOutput() {
    if (this.live) discard(this.live);
    this.live = element("div", { className: "cell_output live-output" });
    (this.bookOutput ?? this.bar).after(this.live);
    return this.live;
  }

  /** Replace the output by that of a run. */
  async show(result, words) {
    this.liveText = null;
    const { error } = result;
    const output = this.#freshOutput();
    const stays = error !== null && BOOK_STAYS.has(error.kind);
    const drawn = this.#showBookOutput(stays, result);
    output.append(...outputElements(result, { skipImage: drawn }));
    if (error) output.append(errorElement(error, error.kind === "network" ? () => this.actions.run(this) : null));
    this.#showEdited();
    this.become(null, words);
    await typeset(output);
  }

  /** Hide the output of the book, or put the new image into its figure, which keeps its number and caption. Returns the image that is shown so. */
  #showBookOutput(stays, result) {
    if (!this.bookOutput) return null;
    this.#restoreImages();
    const images = this.#images();
    const drawn = images.length && !stays ? result.image : null;
    for (const image of drawn ? images : []) {
      image.dataset.bookSrc = image.getAttribute("src");
      image.dataset.bookAlt = image.alt;
      Object.assign(image, { src: drawn.src, alt: drawn.alt });
    }
    this.bookOutput.hidden = !stays && !drawn;
    return drawn;
  }

  /** The image of the book's figure, one for each theme. */
  #images() {
    return [...(this.bookOutput?.querySelectorAll("figure img") ?? [])];
  }

  #restoreImages() {
    for (const image of this.#images().filter((one) => one.dataset.bookSrc)) {
      image.setAttribute("src", image.dataset.bookSrc);
      image.alt = image.dataset.bookAlt;
      delete image.dataset.bookSrc;
      delete image.dataset.bookAlt;
    }
  }

  /** Back to the text and the output of the book. */
  restore() {
    const hadFocus = this.resetButton === document.activeElement;
    if (this.area) this.#closeEditor();
    this.editedText = null;
    this.highlighted.innerHTML = this.bookHTML;
    if (this.live) discard(this.live);
    this.live = this.liveText = null;
    this.#restoreImages();
    if (this.bookOutput) this.bookOutput.hidden = false;
    this.#showEdited();
    if (!this.busy) this.status.textContent = "";
    if (hadFocus) this.runButton.focus();
  }
}
