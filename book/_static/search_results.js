/* The search of the book: pages whose title has the words asked for come first, and an excerpt shows the text of the page,
   with its formulas readable, not the menus around it.  Both are refinements of Sphinx's own search (searchtools.js). */
{
  /** Commands of formulas that a line of plain text can show. */
  const SIGNS = {
    ge: "≥", le: "≤", ne: "≠", in: "∈", to: "→", cdot: "·", times: "×", wedge: "∧", vee: "∨", oplus: "⊕", sum: "Σ", prod: "Π",
    infty: "∞", alpha: "α", varepsilon: "ε", sigma: "σ", varphi: "φ", dots: "…", ldots: "…", log: "log", max: "max", min: "min",
  };
  const ELSEWHERE = ".headerlink, script, style, button, nav, .toc, .prev-next-area, .copybtn, details.cite-chapter, .live-bar";

  /** Return a formula as a line of text: `n \ge 2` becomes `n ≥ 2`. */
  const readable = formula => formula
    .replace(/^\\[([]|\\[)\]]$/g, "")
    .replace(/\\(?:mathrm|operatorname|mathbb|mathsf|text)\s*\{([^{}]*)\}/g, "$1")
    .replace(/\\([A-Za-z]+)\s?/g, (whole, name) => SIGNS[name] ?? "")
    .replace(/\\(.)/g, (whole, sign) => ("{}|%&#_".includes(sign) ? sign : " "))
    .replace(/(^|[^\\])[{}]/g, "$1");

  /** Return the text of a page, or of the part with this anchor, without what is on every page. */
  const pageText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const named = anchor ? page.getElementById(anchor.replace(/^#/, "")) : null;
    // the text that belongs to a name of the library is the one after it
    const part = named?.matches("dt") ? named.nextElementSibling : named;
    const main = part ?? page.querySelector("article.bd-article, article, [role=main]");
    if (!main) return "";
    main.querySelectorAll(ELSEWHERE).forEach(element => element.remove());
    main.querySelectorAll(".math").forEach(element => { element.textContent = readable(element.textContent.trim()); });
    return main.textContent.replace(/\s+/g, " ").trim();
  };

  /** Return how much the title of a result, and the kind of its page, add to its score: a chapter explains, a claim's page documents. */
  const titleScore = (title, file) => {
    const asked = (new URLSearchParams(location.search).get("q") ?? "").toLowerCase().trim();
    const shown = title.toLowerCase();
    const words = asked.split(/[^\p{L}\p{N}_]+/u).filter(Boolean);
    if (!words.length) return 0;
    if (shown.startsWith(`${asked}:`)) return 100; // the id of a claim
    const kind = file.startsWith("claims/") ? -20 : 0;
    if (shown.includes(asked)) return 60 + kind;
    return (words.every(word => shown.includes(word)) ? 30 : 0) + kind;
  };

  if (typeof Search !== "undefined" && typeof Scorer !== "undefined") {
    Search.htmlToText = pageText;
    Scorer.score = ([, title, , , score, file]) => score + titleScore(title, file);
  }
}
