// Questions to symattn in the reader's browser: data in, data out, and every way it can fail in words.
import { Runtime, manifest } from "../live/runtime.js";
import { el } from "./dom.js";

const PROGRAM = new URL("./check.py", import.meta.url);
const NAMESPACE = "playground";
let program;

/**
 * Return data as the source of a Python string that holds them as JSON. In the JSON everything but ASCII is escaped, so
 * that the halves of a character are put together by who reads the JSON; what is then escaped once more are quotes and
 * backslashes, for which JSON and Python agree.
 */
export function asPythonText(data) {
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(JSON.stringify(data).replace(/[^\x20-\x7e]/g, escaped));
}

/** Return the program that answers; what is not there is asked for again next time. */
async function loadProgram() {
  if (program === undefined) {
    const response = await fetch(PROGRAM);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    program = await response.text();
  }
  return program;
}

/** Ask symattn. The answer has `kind` "verdict", "certificate", "help" (symattn refuses) or "failure". Never rejects. */
async function ask(question) {
  let code;
  try {
    code = await loadProgram();
  } catch (error) {
    const message = `A file of this page could not be loaded: ${error.message}. Check the connection and try again.`;
    return { kind: "failure", reason: "network", message, traceback: "" };
  }
  const result = await Runtime.shared().run(`${code}\nprint(answer(${asPythonText(question)}))`, { namespace: NAMESPACE });
  if (result.error === null) return JSON.parse(result.text);
  const { kind, message, traceback } = result.error;
  return { kind: "failure", reason: kind, message, traceback };
}

/** Return what the first question costs. */
export function cost() {
  const { host } = new URL(manifest.pyodide.index, import.meta.url);
  const where = host === location.host ? "this site" : `this site and ${host}`;
  return `The first check fetches Python, SymPy and symattn from ${where}, ${(manifest.bytes / 1e6).toFixed(0)} MB, and starts them, which takes some seconds; they stay until you leave the page. What you write stays in your browser.`;
}

/**
 * A line of buttons and news for one tool: a button that asks, one that interrupts, progress, and where the answer goes.
 * `question()` is what to ask; `show(answer)` returns what to show of an answer that is no failure.
 */
export class Desk {
  #question;
  #show;
  #asking = false;

  constructor(words, question, show) {
    this.#question = question;
    this.#show = show;
    this.button = el("button", { type: "button", class: "playground-main", click: () => this.ask() }, words);
    this.stop = el("button", { type: "button", hidden: true, click: () => Runtime.shared().interrupt() }, "Interrupt");
    this.bar = el("progress", { max: 1, value: 0, hidden: true, "aria-label": "Loading" });
    this.news = el("span", { role: "status" });
    this.bytes = el("span", { "aria-hidden": "true" });
    const said = el("span", { class: "playground-news" }, this.news, this.bytes);
    this.line = el("div", { class: "playground-line" }, this.button, this.stop, this.bar, said);
    this.place = el("div", { class: "playground-answer", role: "region", "aria-live": "polite", "aria-label": `Answer to: ${words}` });
    Runtime.shared().addEventListener("progress", ({ detail }) => this.#progress(detail));
    Runtime.shared().addEventListener("state", ({ detail }) => this.#state(detail.state));
  }

  /** Return whether a question can be asked; say so if the last one is not answered yet. */
  get free() {
    if (this.#asking) this.news.textContent = "The last question is not answered yet: wait, or interrupt it.";
    return !this.#asking;
  }

  async ask() {
    if (!this.free) return;
    this.#turn(true);
    const answer = await ask(this.#question());
    this.#turn(false);
    this.place.replaceChildren(...(answer.kind === "failure" ? this.#failure(answer) : this.#show(answer)));
  }

  #turn(asking) {
    this.#asking = asking;
    // not disabled: a button that is would lose the focus
    this.button.setAttribute("aria-disabled", String(asking));
    // the focus does not fall to the page when its button goes
    if (!asking && document.activeElement === this.stop) this.button.focus();
    this.stop.hidden = !asking;
    this.bar.hidden = true;
    this.news.textContent = asking ? "Asked." : "";
    this.bytes.textContent = "";
    // the last answer stays, paler, until there is a new one: nothing on the page moves meanwhile
    this.place.setAttribute("aria-busy", String(asking));
  }

  #progress({ text, fraction }) {
    if (!this.#asking) return;
    this.bar.hidden = false;
    this.bar.value = fraction;
    // the numbers change with every piece that arrives; announced is what stands before them
    const [said, ...numbers] = text.split(/(?=:)/);
    if (this.news.textContent !== said) this.news.textContent = said;
    this.bytes.textContent = numbers.join("");
  }

  #state(state) {
    if (!this.#asking || state !== "running") return;
    this.bar.hidden = true;
    this.bytes.textContent = "";
    this.news.textContent = "Thinking ...";
  }

  #failure({ reason, message, traceback }) {
    const head = { network: "No connection", interrupted: "Interrupted" }[reason] ?? "This should not happen";
    const known = reason === "network" || reason === "interrupted";
    const words = reason === "interrupted" ? "Nothing was decided. Python starts again with the next question, which takes some seconds." : message;
    const more = known ? null : el("p", {}, "Please report it, with the input and these lines.");
    const again = el("button", { type: "button", click: () => this.ask() }, reason === "network" ? "Retry" : "Ask again");
    return [
      el("div", { class: "playground-card playground-failed" },
        el("p", { class: "playground-head" }, head), el("p", {}, words), more,
        traceback && !known ? el("pre", {}, traceback) : null, el("p", {}, again)),
    ];
  }
}
