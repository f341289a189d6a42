// What Python compiled on one page is kept by the browser for the next pages and visits: starting takes less than half the time then.
// It is kept under the digests of the archives, and a browser that does not keep anything only loses time.
import manifest from "./manifest.js";

const STORE = "symattn-live";
const KEY = new URL(
  ["compiled", manifest.pyodide.version, ...manifest.archives.map(({ sha256 }) => sha256.slice(0, 16))].join("-"),
  self.location.href,
).href;
/** Packing takes a moment: it waits until the reader is likely to be reading. */
const IDLE_MS = 2500;
/** So many new modules are worth packing again. */
const WORTH_IT = 20;

let kept = 0;
let timer = 0;

/** Return the modules of an earlier page as an archive, or null. */
export async function keptModules() {
  try {
    const store = await self.caches.open(STORE);
    const answer = await store.match(KEY);
    if (!answer) return null;
    kept = Number(answer.headers.get("x-modules"));
    return await answer.arrayBuffer();
  } catch {
    return null;
  }
}

/** Keep the compiled modules, a while after the last run. */
export function keepModules({ python, folder }) {
  clearTimeout(timer);
  timer = setTimeout(() => keep(python, folder).catch(() => {}), IDLE_MS);
}

async function keep(python, folder) {
  const compiled = python.pyimport("compiled");
  const found = compiled.count(folder);
  if (found >= kept + WORTH_IT) {
    const content = compiled.packed(folder).toJs();
    const store = await self.caches.open(STORE);
    for (const request of await store.keys()) if (request.url !== KEY) await store.delete(request);
    await store.put(KEY, new Response(content, { headers: { "x-modules": String(found) } }));
    kept = found;
  }
  compiled.destroy();
}
