/* The graph of the claims: controls, the address, and the drawing under them.

   The address names the view, so that a view can be linked to and the browser's back button leads to the one before. */
"use strict";

(() => {
  const { Record, draw, el, legend, panel, plural, read, tallied, view, walkable, write } = window.claimGraph;
  const HERE = "#claim-graph"; // the address of the overview
  const PAUSE = 120; // milliseconds before the panel follows the pointer
  const LISTED = 8;
  const SCALES = [0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.6, 2, 2.5];

  /** Whether an address is one of ours; others belong to the headings of the page. */
  const ours = (hash) => hash === "" || hash === HERE || /^#(?:.*&)?(?:focus|part)=/.test(hash);

  class Graph {
    constructor(stage, data) {
      this.stage = stage;
      this.record = new Record(data);
      this.scale = 1;
      this.steps = 0; // how many views lie behind this one
      this.build();
      this.listen();
      this.settle();
      this.show();
    }

    /** Without a script the address of a claim is that of its row in a table; from now on it is that of the drawing. */
    settle() {
      const rows = document.querySelectorAll(["focus", "part"].map((word) => `.bd-article [id^="${word}="]`).join());
      this.stage.prepend(...[...rows].map(({ id }) => el("span", { id, class: "graph-anchor" })));
      rows.forEach((row) => row.removeAttribute("id"));
      if (!location.hash || !ours(location.hash)) return;
      this.top();
      // until the page is complete the browser may go back to the row
      window.addEventListener("load", () => this.top());
    }

    top() {
      this.stage.scrollIntoView({ behavior: "instant" });
    }

    // ---- the controls ----------------------------------------------------------------------------------------------

    build() {
      const { record } = this;
      const named = (control, text) => el("label", { for: control.id }, text);
      const option = (value, text) => el("option", { value }, text);
      const claims = [...record.claims.values()].map(({ id, title }) => el("option", { value: id, label: title }));
      this.input = el("input", { id: "graph-find", list: "graph-claims", autocomplete: "off", spellcheck: "false", placeholder: "CAP-AND" });
      this.search = el("form", { class: "graph-search", role: "search" }, named(this.input, "Claim"), this.input, el("button", { type: "submit" }, "Show"));
      this.parts = el("select", { id: "graph-part" }, option("", "All parts"), ...record.parts.map(({ key, name }) => option(key, name)));
      this.users = el("input", { type: "checkbox", id: "graph-users" });
      this.depth = el("select", { id: "graph-depth" }, option("0", "all"), ...[1, 2, 3, 4, 6, 8].map((k) => option(String(k), String(k))));
      this.others = el("input", { type: "checkbox", id: "graph-others" });
      this.ofFocus = el("span", { class: "graph-options" }, this.users, named(this.users, "what uses it"), named(this.depth, "steps"), this.depth);
      this.ofPart = el("span", { class: "graph-options" }, this.others, named(this.others, "claims of other parts"));
      const zoom = (by, sign, name) => {
        const button = el("button", { type: "button", "aria-label": name, title: name }, sign);
        button.addEventListener("click", () => this.zoom(by));
        return button;
      };
      const zooms = el("span", { class: "graph-zoom", role: "group", "aria-label": "Size" }, zoom(-1, "−", "Smaller"), zoom(1, "+", "Larger"), zoom(0, "Width", "As wide as the page"), zoom("whole", "Whole", "Whole height in the window"));
      const shortcuts = record.shortcuts.flatMap((id) => [" · ", el("a", { href: `#focus=${id}` }, record.claims.get(id).title)]);
      this.message = el("p", { class: "graph-message", role: "alert" });
      this.trail = el("nav", { class: "graph-trail", "aria-label": "Place in the graph" });
      this.heading = el("h2", { class: "graph-heading", tabindex: "-1" });
      this.tally = el("p", { class: "graph-tally" });
      this.live = el("p", { class: "graph-live", role: "status" });
      this.scroll = el("div", { class: "graph-scroll" });
      this.panel = panel(record);
      this.stage.replaceChildren(
        el("div", { class: "graph-bar" }, this.search, el("span", { class: "graph-choice" }, named(this.parts, "Part"), this.parts), this.ofFocus, this.ofPart, zooms),
        el("datalist", { id: "graph-claims" }, ...claims),
        el("p", { class: "graph-shortcuts" }, "Begin with: ", ...shortcuts.slice(1)),
        this.message, this.trail, this.heading, this.tally, this.live,
        el("div", { class: "graph-body" }, this.scroll, this.panel.element),
        legend(record),
      ); // prettier-ignore
    }

    listen() {
      this.search.addEventListener("submit", (event) => {
        event.preventDefault();
        this.look(this.input.value);
      });
      // a choice from the list is an answer already
      this.input.addEventListener("change", () => this.record.claims.has(this.input.value) && this.look(this.input.value));
      this.parts.addEventListener("change", () => this.go(this.parts.value ? read(`#part=${this.parts.value}`, this.record) : { view: "overview" }));
      this.users.addEventListener("change", () => this.go({ ...this.state, descendants: this.users.checked, depth: null }));
      this.depth.addEventListener("change", () => this.go({ ...this.state, depth: Number(this.depth.value) }));
      this.others.addEventListener("change", () => this.go({ ...this.state, others: this.others.checked }));
      document.addEventListener("click", (event) => this.follow(event));
      for (const change of ["popstate", "hashchange"]) {
        window.addEventListener(change, () => {
          if (!ours(location.hash) || location.hash === this.address) return;
          this.steps = history.state?.graph ?? 0;
          this.show();
        });
      }
      document.addEventListener("pointermove", (event) => (this.pointer = `${event.clientX} ${event.clientY}`));
      let width = 0;
      new ResizeObserver(() => {
        if (Math.abs(this.scroll.clientWidth - width) < 4) return;
        const first = width === 0;
        width = this.scroll.clientWidth;
        if (!first) requestAnimationFrame(() => this.paint());
      }).observe(this.scroll);
    }

    /** Go where a link to a claim or a part leads, wherever on the page it stands. */
    follow(event) {
      const link = event.target.closest?.("a");
      const hash = link?.getAttribute("href") ?? "";
      if (!hash.startsWith("#") || !ours(hash) || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const state = read(hash, this.record);
      // who walks from box to box keeps the choices made for the walk
      const walking = this.stage.contains(link) && state.view === "focus" && this.state.view === "focus";
      const move = event.detail > 0 ? "pointer" : "keyboard";
      this.go(walking ? { ...this.state, focus: state.focus } : state, move);
    }

    /** Answer what was typed: a claim, a choice of claims, or that there is none. */
    look(text) {
      if (!text.trim()) return this.say("Type the id of a claim, such as CAP-AND, or words of its title.");
      const like = this.record.like(text);
      const id = this.record.find(text) ?? (like.length === 1 ? like[0].id : null);
      if (id) return this.go({ view: "focus", focus: id, descendants: false, depth: null });
      if (!like.length) return this.say(`No claim has “${text.trim()}” in its id or title.`);
      const some = like.slice(0, LISTED).flatMap((claim) => [", ", el("a", { href: `#focus=${claim.id}`, title: claim.title }, claim.id)]);
      this.say(`${plural(like.length, "claim")} with “${text.trim()}” in id or title${like.length > LISTED ? `, the first ${LISTED}` : ""}: `, ...some.slice(1));
    }

    say(...parts) {
      this.message.replaceChildren(...parts);
    }

    // ---- from view to view -------------------------------------------------------------------------------------------

    /** Show a state and put it into the address; `move` says how the reader left the place where they were, if they did. */
    go(state, move = "") {
      const address = state.view === "overview" ? HERE : write(state, this.record);
      if (address !== location.hash) {
        this.steps += 1;
        history.pushState({ graph: this.steps }, "", address);
      }
      this.show();
      if (!move) return;
      const { top } = this.stage.getBoundingClientRect();
      if (top < 0 || top > innerHeight / 2) this.top();
      this.walk.focus(move === "keyboard");
    }

    /** Go to the view before; without one, out of the focus. */
    back() {
      this.fromDrawing = true;
      if (this.steps > 0) history.back();
      else if (this.state.view !== "overview") this.go({ view: "overview" }, "keyboard");
    }

    /** Read the address and show what it names. */
    show() {
      const before = this.state;
      this.address = location.hash;
      this.state = read(ours(location.hash) ? location.hash : "", this.record);
      this.say(this.state.wrong.join(" "));
      this.view = view(this.state, this.record);
      this.scale = 1;
      this.heading.textContent = this.view.heading;
      this.tally.replaceChildren(...(this.view.tally.length ? [this.state.focus ? "It rests on" : "They are", ...tallied(this.view.tally)] : []));
      this.live.textContent = this.view.heading;
      this.controls();
      this.paint(this.state.focus ?? before?.focus ?? before?.part);
      if (this.fromDrawing) this.walk.focus();
      this.fromDrawing = false;
    }

    /** Let the controls say what is shown. */
    controls() {
      const { view: kind, focus, part, descendants, others } = this.state;
      const depth = this.view.depth ?? 0;
      this.ofFocus.hidden = kind !== "focus";
      this.ofPart.hidden = kind !== "part";
      this.users.checked = descendants;
      this.others.checked = Boolean(others);
      const known = [...this.depth.options].some((each) => each.value === String(depth));
      if (!known) this.depth.append(el("option", { value: String(depth) }, String(depth)));
      this.depth.value = String(depth);
      this.parts.value = part ?? "";
      this.input.value = focus ?? "";
      const within = part ?? (focus && this.record.claims.get(focus).part);
      const crumbs = [el("a", { href: HERE }, "All parts")];
      if (within) crumbs.push(" › ", el("a", { href: `#part=${within}` }, this.record.part(within).name));
      if (focus) crumbs.push(" › ", focus);
      this.trail.replaceChildren(...crumbs);
    }

    // ---- the drawing -------------------------------------------------------------------------------------------------

    paint(start = this.start) {
      const held = this.scroll.contains(document.activeElement);
      this.drawing = draw(this.view, this.record, this.stage, this.scroll.clientWidth);
      const { svg, nodes } = this.drawing;
      svg.setAttribute("aria-label", this.view.heading);
      svg.setAttribute("aria-describedby", "graph-keys");
      this.start = nodes.has(start) ? start : null;
      this.scroll.replaceChildren(svg);
      this.resize();
      this.walk = walkable(this.drawing, this.start, {
        looked: (id) => this.lookAt(id),
        told: (text) => (this.live.textContent = text),
        opened: (id) => this.follow({ target: nodes.get(id), preventDefault() {} }),
        back: () => this.back(),
        zoomed: (by) => this.zoom(by),
      });
      clearTimeout(this.timer); // what it would show belongs to the drawing before
      const point = (event, id) => {
        if (`${event.clientX} ${event.clientY}` === this.pointer) return; // the page moved, not the pointer
        clearTimeout(this.timer);
        if (event.pointerType === "mouse") this.timer = setTimeout(() => this.lookAt(id, true), id === null ? 3 * PAUSE : PAUSE);
      };
      nodes.forEach((node, id) => {
        node.addEventListener("pointerenter", (event) => point(event, id));
        node.addEventListener("pointerleave", (event) => point(event, null));
      });
      this.lookAt(null);
      if (held) this.walk.focus(false);
    }

    /** Light a box and tell about it; with none, go back to the box with the keyboard, then to the claim in focus. */
    lookAt(id, pointed = false) {
      const kept = pointed && id === null ? document.activeElement?.closest?.(".graph-node")?.dataset.id ?? null : id;
      this.drawing.light(kept);
      const told = kept ?? this.state.focus ?? (this.state.view === "overview" ? null : this.told);
      this.told = told;
      this.panel.show(this.view.boxes.get(told), told === this.state.focus);
    }

    /** Make the drawing larger (1), smaller (-1), as wide as the page (0), or so small that all of it is in the window. */
    zoom(by) {
      const { height } = this.drawing;
      if (by === 0) this.scale = 1;
      else if (by === "whole") this.scale = Math.min(1, Math.max(SCALES[0], (innerHeight - 140) / height));
      else this.scale = (by > 0 ? SCALES.find((scale) => scale > this.scale + 0.01) : SCALES.findLast((scale) => scale < this.scale - 0.01)) ?? this.scale;
      this.resize();
      this.live.textContent = `${Math.round(this.scale * 100)} percent`;
    }

    resize() {
      const { svg, width, height } = this.drawing;
      svg.setAttribute("width", width * this.scale);
      svg.setAttribute("height", height * this.scale);
      // what scrolls can be scrolled with the keyboard too
      const wider = this.scroll.scrollWidth > this.scroll.clientWidth + 1;
      this.scroll.toggleAttribute("tabindex", false);
      if (wider) this.scroll.setAttribute("tabindex", "0");
    }
  }

  const stage = document.getElementById("claim-graph");
  const data = document.getElementById("claim-graph-data");
  // without a table of contents in the margin the theme would watch every link of the page, and read our addresses as selectors
  document.body.removeAttribute("data-bs-spy");
  if (stage && data) window.claimGraph.shown = new Graph(stage, JSON.parse(data.textContent));
})();
