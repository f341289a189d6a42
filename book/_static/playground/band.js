// A band of bounds over the number of variables, up to some way beyond the one chosen; dots are exact counts.
import { svg } from "./dom.js";

const HEIGHT = 300;
const MARGIN = { left: 54, right: 16, top: 14, bottom: 42 };
const LEAST_SEEN = 8;
const BEYOND = 1.5;
const STEPS = 60;

/** Return a round step that divides a length into few parts. */
function step(length, parts) {
  const raw = length / parts;
  const power = 10 ** Math.floor(Math.log10(raw));
  return Math.max(1, power * [1, 2, 5, 10].find((factor) => factor * power >= raw));
}

const multiples = (size, most) => Array.from({ length: Math.floor(most / size) + 1 }, (_, k) => k * size);
const path = (points) => points.map(([x, y], k) => `${k ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** Return where n and bits stand in a drawing of this width that shows n up to `last` and bits up to `most`. */
function scales(width, last, most) {
  const [left, right, top, bottom] = [MARGIN.left, width - MARGIN.right, MARGIN.top, HEIGHT - MARGIN.bottom];
  return {
    left, right, top, bottom, last, most,
    x: (n) => left + ((right - left) * n) / last,
    y: (bits) => bottom - ((bottom - top) * bits) / most,
  };
}

function axes(s) {
  const across = multiples(step(s.last, (s.right - s.left) / 45), s.last).flatMap((n) => [
    svg("line", { x1: s.x(n), x2: s.x(n), y1: s.top, y2: s.bottom, class: "rule" }),
    svg("text", { x: s.x(n), y: s.bottom + 16, "text-anchor": "middle" }, String(n)),
  ]);
  const up = multiples(step(s.most, 6), s.most).flatMap((bits) => [
    svg("line", { x1: s.left, x2: s.right, y1: s.y(bits), y2: s.y(bits), class: "rule" }),
    svg("text", { x: s.left - 6, y: s.y(bits) + 4, "text-anchor": "end" }, bits.toLocaleString("en").replace(/,/g, "\u202f")),
  ]);
  return [
    ...across, ...up,
    svg("text", { x: s.right, y: s.bottom + 34, "text-anchor": "end" }, "variables n"),
    svg("text", { x: s.left + 6, y: s.top + 12 }, "bits"),
  ];
}

/** Return the curve of the logarithm of all functions, where it is inside the drawing. */
function everything(s, values) {
  const last = Math.min(s.last, Math.log2(s.most / Math.log2(values)));
  const curve = Array.from({ length: STEPS + 1 }, (_, k) => (last * k) / STEPS);
  return svg("path", { d: path(curve.map((n) => [s.x(n), s.y(2 ** n * Math.log2(values))])), class: "everything" });
}

/**
 * Return the drawing: `bounds` are pairs of numbers, one for each size; `counts` pairs (n, bits);
 * `values` how many values a function has; `chosen` the index of a size.
 */
export function band({ width, sizes, bounds, counts, values, chosen, label }) {
  const [n, [low, high]] = [sizes[chosen], bounds[chosen]];
  const found = sizes.findIndex((m) => m >= Math.max(LEAST_SEEN, BEYOND * n));
  const end = found < 0 ? sizes.length - 1 : found;
  const s = scales(width, sizes[end], 1.04 * bounds[end][1]);
  const [lower, upper] = [0, 1].map((side) => sizes.slice(0, end + 1).map((m, k) => [s.x(m), s.y(bounds[k][side])]));
  return svg("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": label },
    axes(s), everything(s, values),
    svg("path", { d: `${path(upper)}${path(lower.reverse()).replace("M", "L")}Z`, class: "band" }),
    svg("path", { d: path(upper), class: "bound" }), svg("path", { d: path(lower), class: "bound" }),
    svg("line", { x1: s.x(n), x2: s.x(n), y1: s.top, y2: s.bottom, class: "chosen" }),
    svg("line", { x1: s.x(n), x2: s.x(n), y1: s.y(low), y2: s.y(high), class: "between" }),
    counts.filter(([m]) => m <= s.last).map(([m, bits]) => svg("circle", { cx: s.x(m), cy: s.y(bits), r: 4, class: "exact" })));
}
