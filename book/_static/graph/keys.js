/* Walking the drawing with the keyboard: one box is in the order of tabbing, and arrows move along the links. */
"use strict";

(() => {
  /** Make a drawing walkable; `walk` has looked(id), told(text), opened(id), back(), zoomed(by).
      The page follows the keyboard, not the pointer: who clicks sees the place already. */
  function walkable(drawing, start, walk) {
    const { svg, nodes, rows, boxes, above, below } = drawing;
    const order = rows.flat();
    let here = start ?? order[0];
    let fan = null; // the boxes among which left and right move, and how they are called

    const middle = (id) => boxes.get(id).x + boxes.get(id).width / 2;

    /** Put the stop of the tab key on a box. */
    function stop(id) {
      nodes.get(here)?.setAttribute("tabindex", "-1");
      here = id;
      nodes.get(here)?.setAttribute("tabindex", "0");
    }

    function go(id, follow = true) {
      stop(id);
      nodes.get(id).focus({ preventScroll: true });
      if (follow) nodes.get(id).scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    }

    /** Move along a link to the nearest box; the others can then be reached sideways. */
    function along(links, called) {
      const others = [...links.get(here)].sort((a, b) => order.indexOf(a) - order.indexOf(b));
      if (others.length === 0) return walk.told(`${here} ${called === "rests on" ? "rests on nothing" : "is used by nothing"} shown here`);
      const from = here;
      const nearest = others.reduce((a, b) => (Math.abs(middle(b) - middle(from)) < Math.abs(middle(a) - middle(from)) ? b : a));
      fan = { ids: others, called: `that ${from} ${called}` };
      go(nearest);
      tellPlace();
    }

    function sideways(step) {
      if (!fan || fan.ids.length < 2) fan = { ids: rows.find((row) => row.includes(here)), called: "in this row" };
      const next = fan.ids.indexOf(here) + step;
      if (next < 0 || next >= fan.ids.length) return walk.told(`the ${step < 0 ? "first" : "last"} ${fan.called}`);
      go(fan.ids[next]);
      tellPlace();
    }

    function tellPlace() {
      walk.told(`${fan.ids.indexOf(here) + 1} of ${fan.ids.length} ${fan.called}`);
    }

    function jump(id) {
      fan = null;
      go(id);
    }

    const keys = {
      ArrowUp: () => along(above, "rests on"),
      ArrowDown: () => along(below, "is used by"),
      ArrowLeft: () => sideways(-1),
      ArrowRight: () => sideways(1),
      Home: () => jump(order[0]),
      End: () => jump(order.at(-1)),
      Enter: () => walk.opened(here),
      Escape: () => walk.back(),
      "+": () => walk.zoomed(1),
      "=": () => walk.zoomed(1),
      "-": () => walk.zoomed(-1),
      0: () => walk.zoomed(0),
    };

    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    svg.addEventListener("focusin", (event) => {
      const id = event.target.closest(".graph-node")?.dataset.id;
      if (!id) return;
      if (id !== here) {
        fan = null;
        stop(id);
      }
      walk.looked(id);
    });
    svg.addEventListener("focusout", () => walk.looked(null));
    if (here) stop(here);
    return { focus: (follow) => here && go(here, follow) };
  }

  Object.assign(window.claimGraph, { walkable });
})();
