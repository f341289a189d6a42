/* The text beside the drawing: what is said of the claim or the part one looks at, and what the signs mean. */
"use strict";

(() => {
  const { counted } = window.claimGraph;

  /** Make an element of the page. */
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "boolean") element.toggleAttribute(name, value);
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** An icon of a status, as on the badges of the book. */
  function icon(status) {
    const holder = el("span", { "aria-hidden": "true" });
    holder.innerHTML = `<svg class="claim-icon" viewBox="0 0 16 16"><path d="${status.path}" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
    return holder.firstChild;
  }

  /** Formulas are typeset one panel after another; before MathJax is there, it will do the whole page. */
  let typesetting = Promise.resolve();
  function typeset(element) {
    if (!window.MathJax?.startup?.promise) return;
    typesetting = typesetting
      .then(() => window.MathJax.startup.promise)
      .then(() => element.isConnected && window.MathJax.typesetPromise([element]))
      .catch((error) => console.error(error));
  }

  /** Links to claims, with their titles for whoever points at them. */
  function links(ids, record) {
    const made = ids.flatMap((id) => [", ", el("a", { href: `#focus=${id}`, title: record.claims.get(id).title }, id)]);
    return made.length ? made.slice(1) : ["nothing"];
  }

  /** What is said of a claim: its title, status and statement as the book writes them, and every link. */
  function aboutClaim(id, record, focused) {
    const text = document.getElementById(`graph-about-${id}`).content.cloneNode(true);
    if (!focused) text.querySelector("ul").prepend(el("li", {}, el("p", {}, el("a", { href: `#focus=${id}` }, "Focus on this claim"))));
    const up = record.above.get(id);
    const down = record.below.get(id);
    return [
      text,
      el("p", { class: "graph-rests" }, el("strong", {}, `Rests on ${up.length || ""} `), ...links(up, record)),
      el("p", { class: "graph-used" }, el("strong", {}, `Used by ${down.length || ""} `), ...links(down, record)),
    ];
  }

  /** What is said of a part: how strong its statements are, which parts it rests on and which rest on it. */
  function aboutPart(box) {
    const list = (items) => (items.length ? el("ul", {}, ...items.map((item) => el("li", {}, item))) : "no other part");
    return [
      el("p", { class: "graph-title" }, box.title),
      el("p", { class: "graph-status" }, `${box.said.join(", ")}.`),
      el("div", {}, el("strong", {}, "Rests on "), list(box.restsOn)),
      el("div", {}, el("strong", {}, "Used by "), list(box.usedBy)),
      el("ul", {}, el("li", {}, el("a", { href: box.href }, "Open this part")), el("li", {}, el("a", { href: `#links-${box.id}` }, "Its table"))),
    ];
  }

  /** The panel; `show(box)` fills it. */
  function panel(record) {
    const element = el("section", { class: "graph-panel", "aria-label": "Details" });
    let shown = null;
    const show = (box, focused) => {
      const key = box ? `${box.wide ? "part" : "claim"} ${box.id} ${focused}` : "";
      if (key === shown) return;
      shown = key;
      window.MathJax?.typesetClear?.([element]);
      element.replaceChildren(...(box ? (box.wide ? aboutPart(box) : aboutClaim(box.id, record, focused)) : [hint()]));
      element.scrollTop = 0;
      if (box) typeset(element);
    };
    return { element, show };
  }

  function hint() {
    return el("p", { class: "graph-hint" }, "Point at a box, or move to it with the keyboard, to read about it here.");
  }

  /** Statuses and how often each occurs. */
  function tallied(pairs) {
    return pairs.flatMap(([status, count]) => [" ", el("span", { class: `graph-count-of claim-${status.key}` }, icon(status), ` ${counted(status, count)}`)]);
  }

  const KEYS = [
    ["Tab", "to the drawing and out of it"],
    ["↑", "to what a box rests on"],
    ["↓", "to what uses it"],
    ["← →", "to its neighbours: the others that the last box rests on, or is used by; otherwise its row"],
    ["Home, End", "to the first and the last box"],
    ["Enter", "opens a part, or focuses on a claim"],
    ["Escape", "back to the view before"],
    ["+ − 0", "larger, smaller, as wide as the page"],
  ];

  /** What the signs and keys mean, in words. */
  function legend(record) {
    const statuses = [...record.statuses.values()].map((status) => el("li", { class: `graph-sample claim-${status.key}` }, icon(status), status.word));
    const keys = KEYS.flatMap(([key, text]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, text)]);
    return el(
      "div",
      { class: "graph-legend" },
      el("p", {}, "A box is a claim or a definition; its border, icon and word say its status:"),
      el("ul", { class: "graph-samples" }, ...statuses),
      el(
        "p",
        {},
        "What is rested on stands above; the arrow points to it. All lines to one box join. Looking at a box lights what it rests on with full lines and what uses it with broken ones. ",
        "A box with a faint ground belongs to another part; a thick border marks the claim in focus.",
      ),
      el("details", {}, el("summary", {}, "Keys"), el("dl", { id: "graph-keys" }, ...keys)),
    );
  }

  Object.assign(window.claimGraph, { el, panel, legend, tallied });
})();
