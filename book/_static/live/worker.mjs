// The worker of a page: it brings Python (Pyodide) with SymPy and symattn, and runs one cell after another.
// Messages in:  {id, kind: "run", code, namespace} | {id, kind: "needed", sources, index} | {id, kind: "forget"}
// Messages out: {kind: "progress", text, fraction} | {kind: "ready"} | {kind: "text", id, text}
//               | {kind: "result", id, result} | {kind: "failed", message, fatal}
import { keptModules, keepModules } from "./compiled.js";
import manifest from "./manifest.js";

/** The Python side, beside this file. */
const OWN = ["runner.py", "dependencies.py", "compiled.py"];
const HERE = new URL(".", self.location.href);
/** Boot takes about as long to fetch as to start; the bar shows both in one. */
const FETCHED = 0.55;
/** A connection that brings nothing for this long is taken for lost. */
const STALLED_MS = 45_000;
const TEXT_EVERY_MS = 150;
const TEXT_AT_ONCE = 4000;

const progress = (text, fraction) => self.postMessage({ kind: "progress", text, fraction });

/** Count what arrives, so that the bar moves with the bytes, and give up when nothing does. */
class Download {
  constructor(total) {
    this.total = total;
    this.arrived = 0;
    this.controller = new AbortController();
    /** Rejects when something could not be fetched: Pyodide itself would wait for it for ever. */
    this.lost = new Promise((_, reject) => { this.lose = reject; });
    this.lost.catch(() => {});
    this.touch();
  }

  touch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const stalled = new Error(`nothing arrived for ${STALLED_MS / 1000} seconds`);
      this.controller.abort(stalled);
      this.lose(stalled);
    }, STALLED_MS);
  }

  /** fetch() with counting; Pyodide's own requests pass through it as well. */
  fetch = (resource, options = {}) => {
    const answer = this.#counted(resource, options);
    answer.catch(this.lose);
    return answer;
  };

  async #counted(resource, options) {
    const answer = await self.nativeFetch(resource, { signal: this.controller.signal, ...options });
    if (!answer.ok) throw new Error(`the server answered ${answer.status} for ${answer.url}`);
    if (!answer.body) return answer;
    const counter = new TransformStream({
      transform: (chunk, out) => {
        this.arrived += chunk.byteLength;
        this.touch();
        const megabytes = (this.arrived / 1e6).toFixed(1);
        const share = Math.min(1, this.arrived / this.total);
        progress(`Fetching Python: ${megabytes} of ${(this.total / 1e6).toFixed(1)} MB`, FETCHED * share);
        out.enqueue(chunk);
      },
    });
    return new Response(answer.body.pipeThrough(counter), { headers: answer.headers, status: answer.status });
  }

  end() {
    clearTimeout(this.timer);
  }
}

/** Start Pyodide from beside the page, or from the network where the build could not copy it. */
async function core() {
  const index = new URL(manifest.pyodide.index, HERE).href;
  const { loadPyodide } = await import(`${index}pyodide.mjs`);
  return loadPyodide({
    indexURL: index,
    packageBaseUrl: manifest.pyodide.packages,
    env: { HOME: "/home/reader", MPLBACKEND: "AGG", SYMPY_GROUND_TYPES: "python" },
  });
}

async function boot() {
  self.nativeFetch ??= self.fetch.bind(self);
  const download = new Download(manifest.bytes);
  self.fetch = download.fetch;
  progress("Fetching Python", 0);
  try {
    // all at once: the archives arrive while Python starts
    const archives = manifest.archives.map(async (archive) => {
      const answer = await download.fetch(new URL(archive.file, HERE));
      return { archive, content: await answer.arrayBuffer() };
    });
    const sources = OWN.map((name) => download.fetch(new URL(name, HERE)).then((answer) => answer.text()));
    const all = [core(), Promise.all(sources), Promise.all(archives), keptModules()];
    const parts = await Promise.race([Promise.all(all), download.lost]);
    download.end();
    return prepare(...parts);
  } finally {
    download.end();
    self.fetch = self.nativeFetch;
  }
}

/** Unpack the archives, import what nearly every cell needs, and make the runner. */
function prepare(python, sources, packed, compiled) {
  const folder = python.runPython("import site; site.getsitepackages()[0]");
  const modules = "/lib/live";
  packed.forEach(({ archive, content }, k) => {
    progress(`Unpacking ${archive.name}`, FETCHED + 0.04 * (k + 1));
    python.unpackArchive(content, "zip", { extractDir: archive.at ?? folder });
  });
  if (compiled) python.unpackArchive(compiled, "zip", { extractDir: folder });
  progress("Importing SymPy", 0.72);
  python.runPython("import importlib, sys; sys.dont_write_bytecode = False; importlib.invalidate_caches(); import sympy");
  progress("Importing symattn", 0.95);
  python.runPython("import symattn");
  python.FS.mkdirTree(modules);
  OWN.forEach((name, k) => python.FS.writeFile(`${modules}/${name}`, sources[k]));
  python.runPython(`sys.path.append("${modules}"); importlib.invalidate_caches(); import runner, dependencies, compiled`);
  const runner = python.runPython("runner.Runner()");
  return { python, runner, folder, needed: python.runPython("dependencies.needed_json") };
}

let booted = null;

/** Run a cell; if it asks for a package that the distribution has, load that and run it once more. */
async function run({ id, code, namespace }) {
  const { python, runner } = await booted;
  const tried = new Set();
  for (;;) {
    const result = JSON.parse(runner.run(code, namespace, textSender(id)));
    const wanted = result.error?.package;
    if (!wanted) return result;
    if (tried.has(wanted) || !(wanted in python.lockfile.packages)) return result;
    tried.add(wanted);
    const problem = await load(python, wanted);
    if (problem) {
      result.error.message = problem;
      return result;
    }
    runner.take_back();
  }
}

/** Load a package of the distribution; return what went wrong, or "". */
async function load(python, name) {
  const host = new URL(manifest.pyodide.packages).host;
  progress(`Fetching ${name} from ${host}`, 0.5);
  const quiet = () => {};
  await python.loadPackage(name, { messageCallback: quiet, errorCallback: quiet }).catch(quiet);
  if (name in python.loadedPackages) return "";
  return (
    `This cell needs ${name}, which is not part of this book: it is fetched from ${host} when a cell asks for it, ` +
    "and could not be fetched now. What the book shows stays as it was."
  );
}

/** Send what a cell prints while it runs, a few times a second, so that an interrupted cell has shown something. */
function textSender(id) {
  let waiting = "";
  let sent = -Infinity;
  return (text) => {
    waiting += text;
    if (performance.now() - sent < TEXT_EVERY_MS && waiting.length < TEXT_AT_ONCE) return;
    self.postMessage({ kind: "text", id, text: waiting });
    waiting = "";
    sent = performance.now();
  };
}

const TASKS = {
  run: (data) => {
    self.postMessage({ kind: "running", id: data.id });
    return run(data);
  },
  needed: async ({ sources, index }) => JSON.parse((await booted).needed(JSON.stringify(sources), index)),
  forget: async () => (await booted).runner.forget(),
};

self.onmessage = async ({ data }) => {
  try {
    booted ??= boot();
    await booted;
    self.postMessage({ kind: "ready" });
    self.postMessage({ kind: "result", id: data.id, result: await TASKS[data.kind](data) });
    keepModules(await booted);
  } catch (error) {
    // before Python runs this is the network; afterwards Python itself is broken, out of memory for instance
    const fatal = await Promise.resolve(booted).then(() => true, () => false);
    self.postMessage({ kind: "failed", message: String(error?.message ?? error), fatal });
  }
};
