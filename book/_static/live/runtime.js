// Python in the reader's browser: one worker a page, started at the first run, ended when a run is interrupted.
//
//   const rt = Runtime.shared();
//   rt.addEventListener("progress", (e) => bar.value = e.detail.fraction);
//   const { text, latex, html, image, outputs, error } = await rt.run("1 + 1");
//
// `run` never rejects: what goes wrong is `error`, {kind, message, traceback}, with kind "syntax", "runtime",
// "network" (Python could not be fetched; running again tries again), "interrupted" or "missing" (a package).
import manifest from "./manifest.js";

export { manifest };

/** @typedef {{kind: string, message: string, traceback: string}} RunError */
/** @typedef {{text: string, latex: ?string, html: ?string, image: ?{src: string, alt: string},
 *             outputs: Array<object>, error: ?RunError}} RunResult */

const LOST = "The names defined on this page are gone; cells that use them will be run again.";

/** A result that holds nothing but an error, and what had been printed until then. */
function failure(kind, message, text = "") {
  const outputs = text ? [{ kind: "text", text }] : [];
  return { text, latex: null, html: null, image: null, outputs, error: { kind, message, traceback: "" } };
}

export class Runtime extends EventTarget {
  /** @type {?Runtime} */
  static #shared = null;

  /** The one runtime of this page. */
  static shared() {
    Runtime.#shared ??= new Runtime();
    return Runtime.#shared;
  }

  /** @type {"idle"|"loading"|"ready"|"running"|"failed"} */
  state = "idle";
  /** Grows whenever the names defined so far are lost; a cell that ran in another epoch has to run again. */
  epoch = 0;
  #worker = null;
  #jobs = [];
  #sequence = 0;

  /** Run code after everything that was asked for before; `onText` receives what is printed meanwhile. */
  run(code, { namespace = "page", onText = null } = {}) {
    return this.#ask({ kind: "run", code, namespace }, onText);
  }

  /** Return which of the cells before `index` have to run first; starts Python if it does not run yet. On failure a result with an error. */
  needed(sources, index) {
    return this.#ask({ kind: "needed", sources, index }, null);
  }

  /** Forget every name of every namespace, without loading anything again; ends what is running. */
  async reset() {
    if (this.state === "loading" || this.state === "running") {
      this.interrupt();
      return;
    }
    this.epoch += 1;
    if (this.#worker) await this.#ask({ kind: "forget" }, null);
  }

  /** End the running cell and what waits after it. The worker goes, and with it every name. */
  interrupt() {
    if (!this.#jobs.length && this.state !== "loading") return;
    const wasLoading = this.state === "loading";
    this.#end();
    this.#settle((job, first) =>
      failure(
        "interrupted",
        first && !wasLoading
          ? `Interrupted. ${LOST}`
          : wasLoading ? "Interrupted before Python was ready; nothing was run." : "Not run: an earlier cell was interrupted.",
        job.text,
      ),
    );
    this.#become("idle");
  }

  #ask(message, onText) {
    return new Promise((resolve) => {
      const job = { message: { ...message, id: ++this.#sequence }, resolve, onText, text: "" };
      this.#jobs.push(job);
      if (this.#jobs.length === 1) this.#send(job);
    });
  }

  /** One message at a time: a worker that is ended leaves nothing half done in its queue. */
  #send(job) {
    if (!this.#worker) this.#start();
    this.#worker.postMessage(job.message);
  }

  #start() {
    this.#become("loading");
    const worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.#receive({ kind: "failed", message: event.message || "the worker could not be fetched", fatal: this.state !== "loading" });
    };
    this.#worker = worker;
  }

  #receive(data) {
    const job = this.#jobs[0];
    if (data.kind === "progress") {
      this.#tell("progress", { text: data.text, fraction: data.fraction });
    } else if (data.kind === "ready") {
      if (this.state === "loading") {
        this.#tell("progress", { text: "Python is ready", fraction: 1 });
        this.#become("ready");
      }
    } else if (data.kind === "running") {
      this.#become("running");
    } else if (data.kind === "text" && job?.message.id === data.id) {
      job.text += data.text;
      job.onText?.(data.text);
    } else if (data.kind === "result" && job?.message.id === data.id) {
      this.#jobs.shift();
      if (!this.#jobs.length) this.#become("ready");
      else this.#send(this.#jobs[0]);
      job.resolve(data.result);
    } else if (data.kind === "failed") {
      this.#fail(data);
    }
  }

  #fail({ message, fatal }) {
    this.#end();
    const words = fatal
      ? `Python itself failed (${message}). ${LOST}`
      : `Python could not be loaded: ${message}. Check the connection and try again.`;
    this.#settle(() => failure(fatal ? "runtime" : "network", words));
    this.#become("failed");
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
    this.epoch += 1;
  }

  #settle(resultOf) {
    const jobs = this.#jobs;
    this.#jobs = [];
    jobs.forEach((job, k) => job.resolve(resultOf(job, k === 0)));
  }

  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.#tell("state", { state, epoch: this.epoch });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
