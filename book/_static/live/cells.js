// The live cells of a page: they share one namespace, run one after another, and bring along the cells above that they need.
import { Cell } from "./cell.js";
import { manifest, Runtime } from "./runtime.js";
import { element } from "./output.js";

const seconds = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
const cellsAbove = (count) => `${count} ${count === 1 ? "cell" : "cells"} above`;

class Page {
  constructor(toolbar, parts) {
    this.runtime = Runtime.shared();
    this.status = toolbar.querySelector(".live-page-status");
    this.stopButton = toolbar.querySelector(".live-stop");
    const actions = {
      run: (cell) => this.run(cell),
      runAbove: (cell) => this.run(cell, { everything: true }),
      stop: () => this.stop(),
    };
    this.cells = parts.map((part, k) => new Cell(part, k + 1, actions));
    /** Everything the reader asked for and that is not over; the last one of the line is awaited by the next. */
    this.line = Promise.resolve();
    this.turn = 0;
    this.waiting = 0;
    /** The cell that shows how loading goes. */
    this.current = null;
    this.#wire(toolbar);
  }

  #wire(toolbar) {
    toolbar.querySelector(".live-run-all").addEventListener("click", () => this.runAll());
    toolbar.querySelector(".live-reset-all").addEventListener("click", () => this.reset());
    this.stopButton.addEventListener("click", () => this.stop());
    this.runtime.addEventListener("progress", ({ detail }) => {
      this.status.textContent = detail.text;
      this.current?.showProgress(detail);
    });
    this.runtime.addEventListener("state", ({ detail }) => this.#follow(detail.state));
    const hint = "Tab indents. Escape leaves the editor. Control and Enter, or Shift and Enter, run the cell.";
    toolbar.append(element("p", { id: "live-editor-hint", hidden: true, textContent: hint }));
  }

  #follow(state) {
    document.documentElement.dataset.liveState = state;
    if (!this.current) return;
    if (state === "loading") this.current.become("loading", "Loading Python");
    if (state === "ready" || state === "running") this.current.become("running", "Running");
  }

  /** Stand in line; what is asked for after an interrupt belongs to another turn. */
  #enqueue(task) {
    const turn = this.turn;
    this.waiting += 1;
    this.stopButton.disabled = false;
    this.line = this.line.then(async () => {
      if (turn === this.turn) await task(() => turn === this.turn);
      this.waiting -= 1;
      if (!this.waiting) this.stopButton.disabled = true;
    });
    return this.line;
  }

  /** Run a cell after those above it that it needs, or after everything above it. */
  run(cell, { everything = false } = {}) {
    if (cell.busy) return this.line;
    cell.become("waiting", "Waiting");
    return this.#enqueue(async (isMine) => {
      this.current = cell;
      const before = everything ? this.#above(cell) : await this.#needed(cell);
      if (!before) return;
      const failed = await this.#runBefore(before, cell, isMine);
      if (!isMine()) return;
      if (failed) {
        cell.become(null, `Not run: cell ${failed.number}, which it needs, stopped with an error.`);
        return;
      }
      const first = before.length ? `Ran the ${cellsAbove(before.length)} first. ` : "";
      await this.#runOne(cell, first);
      this.status.textContent = "";
    });
  }

  /** Run every cell of the page in order; a figure that cannot be drawn does not stop the others, any other error does. */
  runAll() {
    this.cells.forEach((cell) => cell.busy || cell.become("waiting", "Waiting"));
    return this.#enqueue(async (isMine) => {
      let missing = 0;
      for (const cell of this.cells) {
        if (!isMine()) return;
        this.status.textContent = `Running cell ${cell.number} of ${this.cells.length}`;
        const error = await this.#runOne(cell, "");
        if (!isMine()) return;
        if (error?.kind === "missing") missing += 1;
        else if (error) {
          this.#letGo();
          this.status.textContent = `Stopped at cell ${cell.number}: ${error.message.split("\n")[0]}`;
          return;
        }
      }
      const left = missing ? `; ${missing} need a package that could not be had` : "";
      this.status.textContent = `All ${this.cells.length} cells were run${left}.`;
    });
  }

  #above(cell) {
    return this.cells.slice(0, cell.number - 1).filter((other) => !this.#isFresh(other));
  }

  /** Return the cells to run before; null, and the reason under the cell, if Python could not be loaded to find out. */
  async #needed(cell) {
    const sources = this.cells.slice(0, cell.number).map((other) => other.text);
    const needed = await this.runtime.needed(sources, cell.number - 1);
    if (!Array.isArray(needed)) {
      await cell.show(needed, "");
      return null;
    }
    return needed.map((k) => this.cells[k]).filter((other) => !this.#isFresh(other));
  }

  /** Whether a cell ran as it stands, and its names are still there. */
  #isFresh(cell) {
    return cell.ranIn === this.runtime.epoch && cell.ranText === cell.text;
  }

  /** Run cells before another; return the first that failed. */
  async #runBefore(cells, target, isMine) {
    for (const [k, cell] of cells.entries()) {
      if (!isMine()) return null;
      target.become("waiting", `Running ${k + 1} of the ${cellsAbove(cells.length)}`);
      const error = await this.#runOne(cell, "");
      if (error && isMine()) return cell;
    }
    return null;
  }

  async #runOne(cell, words) {
    const { text } = cell;
    const start = performance.now();
    this.current = cell;
    cell.become("running", this.runtime.state === "loading" ? "Loading Python" : "Running");
    const result = await this.runtime.run(text, { onText: (part) => cell.showText(part) });
    this.current = null;
    const { error } = result;
    cell.ranIn = error ? null : this.runtime.epoch;
    cell.ranText = text;
    await cell.show(result, error ? words : `${words}Output from your browser, ${seconds(start)}`);
    return error;
  }

  /** End what runs and forget what waits. */
  stop() {
    this.turn += 1;
    this.runtime.interrupt();
    this.#letGo();
  }

  /** Nothing waits any more. */
  #letGo() {
    this.cells.filter((cell) => cell.busy).forEach((cell) => cell.become(null));
  }

  /** Every cell back to the book, and no names left. */
  async reset() {
    if (this.waiting) this.stop();
    await this.line;
    await this.runtime.reset();
    this.cells.forEach((cell) => cell.restore());
    this.status.textContent = "All cells are as in the book.";
  }
}

const toolbar = document.querySelector(".live-toolbar");
const parts = [...document.querySelectorAll(".bd-article div.cell")].filter((part) => part.querySelector(":scope > .live-bar"));
if (toolbar && parts.length) {
  toolbar.dataset.version = manifest.pyodide.version;
  window.symattnCells = new Page(toolbar, parts);
}
