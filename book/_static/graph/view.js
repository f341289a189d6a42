/* What is shown: a view is named by the page's address (#focus=SM-4a&descendants=1, #part=FA) and is a set of boxes with links.

   Three kinds: the overview (a box a part), one part, and one claim with what it rests on. Nothing here draws. */
"use strict";

(() => {
  const { inverted, closure } = window.claimGraph;
  const FEW = 12; // so many claims of other parts are shown without being asked for
  const MANY = 120; // a picture with more boxes is drawn only if it is asked for
  const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  /** The ledger's record with its links in both directions. */
  class Record {
    constructor(data) {
      this.parts = data.parts;
      this.shortcuts = data.shortcuts;
      this.statuses = new Map(data.statuses.map((status) => [status.key, status]));
      this.claims = new Map(data.claims.map((claim) => [claim.id, claim]));
      this.above = new Map(data.claims.map((claim) => [claim.id, claim.restsOn]));
      this.below = inverted(this.above);
    }

    /** The id written by a reader in whatever case, or nothing. */
    find(text) {
      const wanted = text.trim().toLowerCase();
      return [...this.claims.values()].find((claim) => claim.id.toLowerCase() === wanted || claim.title.toLowerCase() === wanted)?.id;
    }

    /** The claims whose id or title holds a text. */
    like(text) {
      const wanted = text.trim().toLowerCase();
      return [...this.claims.values()].filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(wanted));
    }

    /** What a screen reader says of a claim. */
    spoken(id) {
      const { title, status, restsOn } = this.claims.get(id);
      const users = this.below.get(id).length;
      const word = this.statuses.get(status).word;
      return `${id}, ${title}, ${word}, rests on ${plural(restsOn.length, "claim")}, used by ${plural(users, "claim")}`;
    }

    part(key) {
      return this.parts.find((part) => part.key === key);
    }
  }

  /** Read the address: {view, focus, part, descendants, depth, others} and, if it names nothing known, what is wrong in words. */
  function read(hash, record) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const state = { view: "overview", descendants: given.get("descendants") === "1", others: null, depth: null };
    const wrong = [];
    if (given.has("depth")) {
      const depth = given.get("depth") === "all" ? 0 : Number(given.get("depth") || NaN);
      if (Number.isInteger(depth) && (depth > 0 || given.get("depth") === "all")) state.depth = depth;
      else wrong.push(`The number of steps “${given.get("depth")}” is neither “all” nor a positive whole number; it is left out.`);
    }
    if (given.has("focus")) {
      const id = record.find(given.get("focus"));
      if (id) return { ...state, view: "focus", focus: id, wrong };
      wrong.push(`The ledger has no claim “${given.get("focus")}”. Shown are the parts; look for an id or a title above.`);
    } else if (given.has("part")) {
      const part = record.part(given.get("part").toUpperCase());
      const others = given.has("others") ? given.get("others") === "1" : usual(part?.key, record);
      if (part) return { ...state, view: "part", part: part.key, others, wrong };
      const keys = record.parts.map(({ key }) => key).join(", ");
      wrong.push(`There is no part “${given.get("part")}”. The parts are ${keys}.`);
    }
    return { ...state, wrong };
  }

  /** The claims of a part, and the claims of other parts that they rest on. */
  function members(key, record) {
    const own = [...record.claims.values()].filter((claim) => claim.part === key).map(({ id }) => id);
    const outside = new Set(own.flatMap((id) => record.above.get(id)).filter((id) => record.claims.get(id).part !== key));
    return { own, outside };
  }

  /** Whether a part is usually shown with the claims of other parts: not where they would be most of the picture. */
  const usual = (key, record) => members(key, record).outside.size <= FEW;

  /** The address of a state; what is as usual is left out. */
  function write(state, record) {
    const said = [];
    if (state.view === "focus") {
      said.push(`focus=${state.focus}`);
      if (state.descendants) said.push("descendants=1");
      if (state.depth !== null) said.push(`depth=${state.depth || "all"}`);
    }
    if (state.view === "part") {
      said.push(`part=${state.part}`);
      if (state.others !== usual(state.part, record)) said.push(`others=${Number(state.others)}`);
    }
    return `#${said.join("&")}`;
  }

  /** What can be reached in at most `depth` steps; 0 is any number. */
  function within(next, id, depth) {
    const found = new Set();
    let edge = [id];
    for (let k = 0; edge.length && (depth === 0 || k < depth); k += 1) {
      edge = [...new Set(edge.flatMap((each) => next.get(each)))].filter((each) => !found.has(each));
      edge.forEach((each) => found.add(each));
    }
    return found;
  }

  /** The view of a state: heading, boxes by id, links `above` between them, links that would close a circle. */
  function view(state, record) {
    return { overview, part, focus }[state.view](state, record);
  }

  /** A claim with what it rests on in `depth` steps and, if wanted, what uses it. */
  function around({ focus: id, descendants }, depth, record) {
    const up = within(record.above, id, depth);
    const down = descendants ? within(record.below, id, depth) : new Set();
    return { up, down, size: 1 + up.size + down.size };
  }

  /** As many steps as asked for; otherwise all, or as many as can be looked at. */
  function steps(state, record) {
    if (state.depth !== null) return state.depth;
    const { size } = around(state, 0, record);
    if (size <= MANY) return 0;
    let depth = 1;
    while (around(state, depth + 1, record).size <= MANY) depth += 1;
    return depth;
  }

  function focus(state, record) {
    const { focus: id, descendants } = state;
    const depth = steps(state, record);
    const { up, down } = around(state, depth, record);
    const shown = new Set([id, ...up, ...down]);
    // what the ancestors have to do with the descendants other than through the claim is another question
    const needed = (each) => record.above.get(each).filter((other) => shown.has(other) && (!down.has(each) || other === id || down.has(other)));
    const above = new Map([...record.claims.keys()].filter((each) => shown.has(each)).map((each) => [each, needed(each)]));
    const all = around(state, 0, record).size - 1;
    let heading = up.size ? `${id} and the ${plural(up.size, "statement")} it rests on` : `${id}, which rests on nothing`;
    if (descendants) heading += `; ${down.size ? plural(down.size, "statement") : "no statement"} ${down.size > 1 ? "rest" : "rests"} on it`;
    if (up.size + down.size < all) heading += ` (${plural(depth, "step")}; ${all} in all)`;
    return { heading, above, boxes: claimBoxes(above, record, { current: id }), circles: [], depth, tally: tally([...up], record) };
  }

  function part({ part: key, others }, record) {
    const { own, outside: all } = members(key, record);
    const outside = others ? all : new Set();
    const shown = new Set([...own, ...outside]);
    const kept = (id) => (outside.has(id) ? [] : record.above.get(id).filter((other) => shown.has(other)));
    const above = new Map([...shown].map((id) => [id, kept(id)]));
    let heading = `${record.part(key).name}: ${plural(own.length, "statement")}`;
    if (all.size) heading += `; ${all.size} of other parts that they rest on ${others ? "are shown too" : "are left out"}`;
    return { heading, above, boxes: claimBoxes(above, record, { outside }), circles: [], tally: tally(own, record) };
  }

  function claimBoxes(above, record, { current = null, outside = new Set() }) {
    const box = (id) => {
      const { title, status } = record.claims.get(id);
      const elsewhere = outside.has(id) ? ", of another part" : "";
      return {
        id, title, status, href: `#focus=${id}`, name: record.spoken(id) + elsewhere,
        current: id === current, outside: outside.has(id), lines: [id], marks: [{ status, text: record.statuses.get(status).word }],
      }; // prettier-ignore
    };
    return new Map([...above.keys()].map((id) => [id, box(id)]));
  }

  /** The parts; heavier links are laid first, and one that would close a circle stands apart. */
  function overview(_, record) {
    const counts = new Map();
    for (const claim of record.claims.values()) {
      for (const other of claim.restsOn) {
        const to = record.claims.get(other).part;
        const name = `${claim.part} ${to}`;
        if (to !== claim.part) counts.set(name, { from: claim.part, to, count: (counts.get(name)?.count ?? 0) + 1 });
      }
    }
    const shown = record.parts.filter(({ key }) => [...record.claims.values()].some((claim) => claim.part === key));
    const above = new Map(shown.map(({ key }) => [key, []]));
    const circles = [];
    for (const link of [...counts.values()].sort((a, b) => b.count - a.count)) {
      if (closure(above).get(link.to).has(link.from)) circles.push(link);
      else above.get(link.from).push(link.to);
    }
    const boxes = new Map(shown.map((each) => [each.key, partBox(each, counts, record)]));
    const heading = `The ${plural(boxes.size, "part")}, and how many links lead from one to another`;
    return { heading, above, boxes, counts, circles, whole: true, tally: tally([...record.claims.keys()], record) };
  }

  /** How many of some claims have which status: pairs, the strongest first. */
  function tally(ids, record) {
    const count = (status) => ids.filter((id) => record.claims.get(id).status === status).length;
    return [...record.statuses.values()].map((status) => [status, count(status.key)]).filter(([, number]) => number);
  }

  /** "3 proved", but "3 definitions": the only word that is a noun. */
  const counted = (status, count) => (status.key === "definition" ? plural(count, status.word) : `${count} ${status.word}`);

  function partBox({ key, name }, counts, record) {
    const own = members(key, record).own;
    const numbers = tally(own, record);
    const marks = numbers.map(([status, count]) => ({ status: status.key, text: String(count) }));
    const said = numbers.map(([status, count]) => counted(status, count));
    const links = (end, other) => [...counts.values()].filter((link) => link[end] === key).map((link) => `${record.part(link[other]).name} (${plural(link.count, "link")})`);
    const to = links("from", "to");
    return {
      id: key, title: name, href: `#part=${key}`, lines: [name], marks, said, restsOn: to, usedBy: links("to", "from"), wide: true,
      name: `${name}, ${plural(own.length, "statement")}: ${said.join(", ")}; rests on ${to.length ? to.join(", ") : "no other part"}`,
    }; // prettier-ignore
  }

  Object.assign(window.claimGraph, { Record, counted, read, write, view, plural });
})();
