/* Where the boxes of a graph without cycles stand: in rows, what is rested on above, as wide as the page and no wider.

   All lines to one box run along one trunk, which branches to every box that rests on it: a trunk belongs to one box only, so
   that nothing is ambiguous, and a row is crossed by one lane for each box above that is still needed below.
   Nothing here knows the page: ids, sizes and links come in, coordinates go out. */
"use strict";

(() => {
  const BETWEEN = 14; // from box to box
  const BESIDE = 12; // from a box to a trunk that passes it
  const LANES = 9; // from trunk to trunk
  const SWEEPS = 12;

  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const mean = (numbers) => sum(numbers) / numbers.length;

  /** The room between two neighbours of a row. */
  const gap = (a, b) => (a.lane && b.lane ? LANES : a.lane || b.lane ? BESIDE : BETWEEN);

  /** How much of a row its items need at most: every trunk that passes may stand between two boxes. */
  const needed = (boxes, lanes) => sum(boxes.map((width) => width + BETWEEN)) - BETWEEN + lanes * LANES + Math.min(lanes, boxes.length + 1) * (2 * BESIDE - LANES);

  /** Map every id to the ids that rest on it. */
  function inverted(above) {
    const below = new Map([...above.keys()].map((id) => [id, []]));
    above.forEach((ids, id) => ids.forEach((other) => below.get(other).push(id)));
    return below;
  }

  /** Map every id to the set of what can be reached from it; `next` has no cycles. */
  function closure(next) {
    const reached = new Map();
    const visit = (id) => {
      if (!reached.has(id)) {
        reached.set(id, new Set(next.get(id).flatMap((other) => [other, ...visit(other)])));
      }
      return reached.get(id);
    };
    [...next.keys()].forEach(visit);
    return reached;
  }

  /** The links that do not follow from the others. */
  function reduction(above) {
    const reached = closure(above);
    const own = (ids) => ids.filter((id) => !ids.some((other) => other !== id && reached.get(other).has(id)));
    return new Map([...above].map(([id, ids]) => [id, own(ids)]));
  }

  /** Layers such that everything stands below what it rests on, and near to what uses it where that shortens the trunks. */
  function layers(above, below) {
    const layer = new Map();
    const visit = (id) => {
      if (!layer.has(id)) layer.set(id, 1 + Math.max(-1, ...above.get(id).map(visit)));
      return layer.get(id);
    };
    [...above.keys()].forEach(visit);
    for (const id of [...above.keys()].sort((a, b) => layer.get(b) - layer.get(a))) {
      if (below.get(id).length === 0) continue;
      const here = layer.get(id);
      const lowest = Math.min(...below.get(id).map((user) => layer.get(user))) - 1;
      const reach = (other) => Math.max(here, ...below.get(other).filter((user) => user !== id).map((user) => layer.get(user)));
      const longer = sum(above.get(id).map((other) => Math.max(0, lowest - reach(other))));
      if (lowest - here > longer) layer.set(id, lowest);
    }
    return layer;
  }

  /** The rows: a layer too wide for the page becomes several; what has no link at all comes last. */
  function stacked(above, below, size, width) {
    const layer = layers(above, below);
    const apart = (id) => above.get(id).length + below.get(id).length === 0;
    const groups = [];
    for (const id of above.keys()) {
      const k = apart(id) ? above.size : layer.get(id);
      (groups[k] ??= []).push(id);
    }
    const rows = groups.filter(Boolean).map((ids) => ids.sort((a, b) => (below.get(a).length > 0) - (below.get(b).length > 0)));
    for (let k = 0; k < rows.length; ) {
      const total = needed(rows[k].map((id) => size.get(id).width), passing(rows, below, k).length);
      if (total <= width || rows[k].length === 1) k += 1;
      else {
        const some = Math.min(rows[k].length - 1, Math.ceil(rows[k].length / Math.ceil(total / width)));
        rows.splice(k, 1, rows[k].slice(0, some), rows[k].slice(some));
        // the rows above are passed by the same trunks as before
      }
    }
    return rows;
  }

  /** The ids above row k that are used below it. */
  function passing(rows, below, k) {
    const later = new Set(rows.slice(k + 1).flat());
    return rows.slice(0, k).flat().filter((id) => below.get(id).some((user) => later.has(user)));
  }

  /** Rows of items, boxes and lanes, and the links between items of neighbouring rows. */
  function threaded(rows, below, size) {
    const row = new Map(rows.flatMap((ids, k) => ids.map((id) => [id, k])));
    const items = rows.map((ids, k) => [
      ...ids.map((id) => ({ id, lane: false, row: k, width: size.get(id).width, up: [], down: [] })),
      ...passing(rows, below, k).map((id) => ({ id, lane: true, row: k, width: 0, up: [], down: [] })),
    ]);
    const links = [];
    items.slice(1).forEach((lower, k) => {
      for (const from of items[k]) {
        const users = below.get(from.id);
        for (const to of lower) {
          if (to.lane ? to.id !== from.id : !users.includes(to.id)) continue;
          const served = to.lane ? users.filter((user) => row.get(user) > to.row) : [to.id];
          const link = { from, to, served };
          links.push(link);
          from.down.push(link);
          to.up.push(link);
        }
      }
    });
    return { items, links };
  }

  /** Put a row, in its order, as near as possible to what it wishes without overlap: least squares, by joining what collides. */
  function settle(row, width) {
    const offsets = [];
    row.forEach((item, k) => offsets.push(k ? offsets[k - 1] + (row[k - 1].width + item.width) / 2 + gap(row[k - 1], item) : 0));
    const blocks = [];
    row.forEach((item, k) => {
      let block = { weight: item.lane ? 4 : 1, from: k, to: k };
      block.at = item.wish - offsets[k];
      while (blocks.length && blocks.at(-1).at >= block.at) {
        const left = blocks.pop();
        const weight = left.weight + block.weight;
        block = { weight, from: left.from, to: block.to, at: (left.at * left.weight + block.at * block.weight) / weight };
      }
      blocks.push(block);
    });
    const least = row[0].width / 2;
    const most = Math.max(least, width - row.at(-1).width / 2 - offsets.at(-1));
    for (const { from, to, at } of blocks) {
      for (let k = from; k <= to; k += 1) row[k].x = Math.min(most, Math.max(least, at)) + offsets[k];
    }
  }

  /** How many pairs of links between two neighbouring rows cross. */
  function crossings(links) {
    let count = 0;
    links.forEach((a, k) => {
      for (const b of links.slice(k + 1)) count += (a.from.x - b.from.x) * (a.to.x - b.to.x) < 0;
    });
    return count;
  }

  /** Order the rows so that few lines cross, then draw every box and trunk towards its neighbours. */
  function arrange(items, links, width) {
    const rows = items.map((row) => [...row]);
    const between = rows.map((_, k) => links.filter((link) => link.to.row === k));
    const wish = (item, ups, downs) => {
      const xs = [...(ups ? item.up.map((link) => link.from.x) : []), ...(downs ? item.down.map((link) => link.to.x) : [])];
      item.wish = xs.length ? mean(xs) : item.x;
    };
    for (const row of rows) {
      row.forEach((item, k) => (item.wish = ((k + 0.5) * width) / row.length));
      settle(row, width);
    }
    let best = { count: Infinity };
    for (let k = 0; k < SWEEPS; k += 1) {
      const down = k % 2 === 0;
      for (const row of down ? rows : [...rows].reverse()) {
        row.forEach((item) => wish(item, down, !down));
        row.sort((a, b) => a.wish - b.wish);
        settle(row, width);
      }
      const count = sum(between.map(crossings));
      if (count < best.count) best = { count, rows: rows.map((row) => [...row]), x: rows.map((row) => row.map((item) => item.x)) };
    }
    best.rows.forEach((row, k) => row.forEach((item, j) => (item.x = best.x[k][j])));
    for (let k = 0; k < SWEEPS; k += 1) {
      for (const row of k % 2 ? [...best.rows].reverse() : best.rows) {
        row.forEach((item) => wish(item, true, true));
        settle(row, width);
      }
    }
    return best.rows;
  }

  /** Lay out: `above` maps each id to what it rests on, `size` to {width, height}; returns boxes, rows of ids, lines with their points. */
  function layout(above, size, width) {
    const below = inverted(above);
    const { items, links } = threaded(stacked(above, below, size, width), below, size);
    const boxesOf = (row) => row.filter((item) => !item.lane).map((item) => item.width);
    const widest = Math.max(...items.map((row) => needed(boxesOf(row), row.length - boxesOf(row).length)));
    const whole = Math.max(width, widest);
    const rows = arrange(items, links, whole);
    let y = 0;
    for (const row of rows) {
      const ups = row.flatMap((item) => item.up);
      const travel = Math.max(0, ...ups.map((link) => Math.abs(link.from.x - link.to.x)));
      y += row[0].row === 0 ? 0 : ups.length ? Math.min(96, 40 + travel / 10) : BETWEEN;
      const height = Math.max(...row.map((item) => (item.lane ? 0 : size.get(item.id).height)));
      row.forEach((item) => Object.assign(item, { y, height }));
      y += height;
    }
    const boxes = new Map();
    for (const item of rows.flat().filter((each) => !each.lane)) {
      const { height } = size.get(item.id);
      boxes.set(item.id, { x: item.x - item.width / 2, y: item.y, width: item.width, height, row: item.row });
      const entering = [...item.up].sort((a, b) => a.from.x - b.from.x);
      entering.forEach((link, k) => (link.port = item.x + item.width * ((k + 1) / (entering.length + 1) - 0.5)));
    }
    const lines = links.map(({ from, to, served, port }) => ({
      id: from.id, served, first: !from.lane, last: !to.lane,
      from: { x: from.x, y: from.lane ? from.y + from.height : from.y + size.get(from.id).height },
      to: { x: port ?? to.x, y: to.y }, through: to.lane ? to.height : 0,
    })); // prettier-ignore
    const order = rows.map((row) => row.filter((item) => !item.lane).map((item) => item.id));
    return { boxes, lines, rows: order, width: whole, height: y };
  }

  window.claimGraph = { inverted, closure, reduction, layout };
})();
