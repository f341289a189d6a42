/* The drawing: boxes that are links, trunks with an arrow at what is rested on, and what is lit when a box is looked at.

   A status is an icon, a word and a style of border; colour repeats it. */
"use strict";

(() => {
  const { closure, inverted, layout, reduction } = window.claimGraph;
  const SVG = "http://www.w3.org/2000/svg";
  const LINE = 19; // from one line of text to the next
  const ICON = 14;
  const WIDE = 196; // a part's box
  const HEAD = 9; // an arrow's head

  /** Make an element of the drawing. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** A ruler for text in the font of the page. */
  function ruler(stage) {
    const context = document.createElement("canvas").getContext("2d");
    const family = getComputedStyle(stage).fontFamily;
    return (text, font) => {
      context.font = `${font} ${family}`;
      return context.measureText(text).width;
    };
  }

  const TITLE = "600 13px";
  const SMALL = "400 12px";

  /** Break a text into lines no wider than a width. */
  function wrapped(text, width, measure) {
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && measure(longer, TITLE) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  /** Give a box its lines and its size. */
  function sized(box, measure) {
    const lines = box.wide ? wrapped(box.lines[0], WIDE - 20, measure) : box.lines;
    const marks = box.marks.map((mark) => ({ ...mark, width: ICON + 4 + measure(mark.text, SMALL) }));
    const rowsOfMarks = [[]];
    for (const mark of marks) {
      const row = rowsOfMarks.at(-1);
      const used = row.reduce((total, each) => total + each.width + 10, 0);
      if (row.length && used + mark.width > WIDE - 20) rowsOfMarks.push([mark]);
      else row.push(mark);
    }
    const widths = [...lines.map((line) => measure(line, TITLE)), ...rowsOfMarks.map((row) => row.reduce((t, m) => t + m.width + 10, -10))];
    const width = box.wide ? WIDE : Math.ceil(Math.max(...widths)) + 20;
    return { ...box, lines, rowsOfMarks, width, height: (lines.length + rowsOfMarks.length) * LINE + 10 };
  }

  /** Draw a box: a link with its lines, and its statuses as icons with words or numbers. */
  function boxed(box, place, icons) {
    const group = make("a", {
      href: box.href, class: `graph-node${box.status ? ` claim-${box.status}` : ""}`, "data-id": box.id, tabindex: "-1",
      "aria-label": box.name, transform: `translate(${place.x.toFixed(1)} ${place.y.toFixed(1)})`,
    }); // prettier-ignore
    group.classList.toggle("is-current", Boolean(box.current));
    group.classList.toggle("is-outside", Boolean(box.outside));
    if (box.current) group.setAttribute("aria-current", "true");
    group.append(make("title", {}, box.title));
    group.append(make("rect", { width: place.width, height: place.height, rx: box.status === "definition" ? 14 : 4 }));
    box.lines.forEach((line, k) => {
      group.append(make("text", { class: "graph-label", x: place.width / 2, y: LINE * (k + 1) - 1 }, line));
    });
    box.rowsOfMarks.forEach((row, k) => {
      const total = row.reduce((sum, mark) => sum + mark.width + 10, -10);
      let x = (place.width - total) / 2;
      const y = LINE * (box.lines.length + k + 1);
      for (const { status, text, width } of row) {
        const mark = make("g", { class: `graph-mark claim-${status}`, transform: `translate(${x.toFixed(1)} ${y - ICON + 2})` });
        mark.append(make("path", { d: icons.get(status).path, transform: `scale(${ICON / 16})` }));
        mark.append(make("text", { x: ICON + 4, y: ICON - 3 }, text));
        group.append(mark);
        x += width + 10;
      }
    });
    return group;
  }

  /** The path from below a box, or the end of a lane, to the top of the next box or through the next row. */
  function path({ from, to, first, through }) {
    const top = from.y + (first ? HEAD - 1 : 0);
    const bend = Math.max(8, (to.y - top) * 0.55);
    const n = (value) => value.toFixed(1);
    return `M${n(from.x)} ${n(top)}C${n(from.x)} ${n(top + bend)} ${n(to.x)} ${n(to.y - bend)} ${n(to.x)} ${n(to.y)}${through ? `v${n(through)}` : ""}`;
  }

  function arrow({ x, y }) {
    return `M${x.toFixed(1)} ${(y + 0.5).toFixed(1)}l${HEAD / 2} ${HEAD}h${-HEAD}z`;
  }

  /** A link against the order: out below its box, down beside everything, and in from above. */
  function around(link, boxes, right) {
    const from = boxes.get(link.from);
    const to = boxes.get(link.to);
    const [x1, y1] = [from.x + from.width - HEAD, from.y + from.height];
    const [x2, y2] = [to.x + to.width - HEAD, to.y - HEAD];
    const line = `M${x1} ${y1}C${x1} ${y1 + 26} ${right} ${y1 + 4} ${right} ${y1 + 34}V${y2 - 26}C${right} ${y2 + 2} ${x2} ${y2 - 22} ${x2} ${y2}`;
    return make(
      "g",
      { class: "graph-link is-around", "data-above": link.to, "data-below": link.from },
      make("path", { class: "graph-line", d: line }),
      make("path", { class: "graph-head", d: `M${x2} ${y2 + HEAD}l${HEAD / 2} ${-HEAD}h${-HEAD}z` }),
      make("text", { class: "graph-count", x: right, y: (y1 + y2) / 2 }, String(link.count)),
    );
  }

  /** Draw a view into a picture of a given width; returns the picture, its links to boxes and a function that lights a box. */
  function draw(view, record, stage, width) {
    const measure = ruler(stage);
    const boxes = new Map([...view.boxes].map(([id, box]) => [id, sized(box, measure)]));
    const above = view.whole ? view.above : reduction(view.above);
    const margin = view.circles.length ? 40 : 0;
    const places = layout(above, boxes, Math.max(WIDE, width - 4 - margin));
    const full = places.width + 4 + margin;
    const svg = make("svg", { viewBox: `-2 -4 ${full} ${places.height + 8}`, width: full, height: places.height + 8, role: "group" });

    const links = places.lines.map((line) => {
      const group = make("g", { class: "graph-link", "data-above": line.id, "data-below": line.served.join(" ") }, make("path", { class: "graph-line", d: path(line) }));
      if (line.first) group.append(make("path", { class: "graph-head", d: arrow(line.from) }));
      if (line.last && view.counts) {
        const { count } = view.counts.get(`${line.served[0]} ${line.id}`);
        group.append(make("text", { class: "graph-count", x: line.to.x, y: line.to.y - 5 }, String(count)));
      }
      return { ...line, group };
    });
    svg.append(make("g", { class: "graph-links", "aria-hidden": "true" }, ...links.map((link) => link.group), ...view.circles.map((link) => around(link, places.boxes, places.width + 20))));
    const nodes = new Map(places.rows.flat().map((id) => [id, boxed(boxes.get(id), places.boxes.get(id), record.statuses)]));
    svg.append(make("g", { class: "graph-nodes" }, ...nodes.values()));

    const ups = closure(above);
    const downs = closure(inverted(above));
    /** Light a box with what it rests on and what uses it; without an id, nothing. */
    const light = (id) => {
      svg.classList.toggle("is-lit", id !== null);
      const up = id === null ? new Set() : new Set([id, ...ups.get(id)]);
      const down = id === null ? new Set() : new Set([id, ...downs.get(id)]);
      nodes.forEach((node, each) => {
        node.classList.toggle("is-up", up.has(each));
        node.classList.toggle("is-down", down.has(each));
      });
      for (const { group, id: from, served } of links) {
        group.classList.toggle("is-up", from !== id && up.has(from) && served.some((each) => up.has(each)));
        group.classList.toggle("is-down", down.has(from) && served.some((each) => each !== id && down.has(each)));
      }
    };
    return { svg, nodes, rows: places.rows, boxes: places.boxes, above, below: inverted(above), light, width: full, height: places.height + 8 };
  }

  Object.assign(window.claimGraph, { draw });
})();
