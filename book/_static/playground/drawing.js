// The cube as a drawing: x_1 to the right, x_2 upwards, x_3 away from us; a plane cuts it, or two hulls meet in it.
import { svg } from "./dom.js";
import { CORNERS, activation, side, value } from "./certificate.js";

export const [WIDTH, HEIGHT] = [340, 300];
// seen like this no plane with small weights stands on its edge
const [ORIGIN, AXES] = [[50, 256], [[196, 0], [0, -184], [55, -37]]];
/** What an axis is called, beside which edge, and how far from it. */
const NAMES = [["x₁", [0.5, 0, 0], [0, 18]], ["x₂", [0, 0.5, 0], [-16, 4]], ["x₃", [0, 1, 0.5], [-14, -8]]];
const EDGES = CORNERS.flatMap((k) => [0, 1, 2].filter((i) => !((k >> i) & 1)).map((i) => [k, k | (1 << i)]));

/** Return the place of a point whose coordinates are between 0 and 1. */
export function project(point) {
  return [0, 1].map((axis) => point.reduce((sum, x, i) => sum + x * AXES[i][axis], ORIGIN[axis]));
}

const bits = (k) => [0, 1, 2].map((i) => (k >> i) & 1);
const place = (k) => project(bits(k));
const line = (from, to, kind) => svg("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1], class: kind });

/** Return the edges; those behind, at the corner furthest from us, are dashed. */
function edges() {
  const hidden = 4;
  return EDGES.map(([a, b]) => line(place(a), place(b), a === hidden || b === hidden ? "edge edge-behind" : "edge"));
}

/** Return twice the level halfway between the least activation of a one and the largest of a zero; null without both. */
export function doubleLevel(table, certificate, inputs) {
  const of = (wanted) => CORNERS.filter((k) => value(table, k) === wanted).map((k) => activation(certificate, k, inputs));
  const [ones, zeros] = [of(1), of(0)];
  return ones.length && zeros.length ? Math.min(...ones) + Math.max(...zeros) : null;
}

/** Return where the plane halfway between ones and zeros cuts the edges, in the order around the cut. */
function cut(table, certificate, inputs) {
  const level = doubleLevel(table, certificate, inputs) / 2;
  const height = CORNERS.map((k) => activation(certificate, k, inputs) - level);
  const points = EDGES.filter(([a, b]) => height[a] * height[b] < 0).map(([a, b]) => {
    const share = height[a] / (height[a] - height[b]);
    return project(bits(a).map((x, i) => x + share * (bits(b)[i] - x)));
  });
  const middle = [0, 1].map((axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length);
  const angle = (p) => Math.atan2(p[1] - middle[1], p[0] - middle[0]);
  return points.sort((p, q) => angle(p) - angle(q));
}

/** Return the common mean of the ones and of the zeros of a relation, with a line to each corner. */
function meeting(table, certificate) {
  const { sum, count } = side(table, certificate, 1, "01");
  const middle = project(sum.map((x) => x / count));
  const [x, y] = middle;
  return [
    ...certificate.multipliers.map(([k]) => line(place(k), middle, value(table, k) ? "to-one" : "to-zero")),
    svg("path", { d: `M${x} ${y - 8}L${x + 8} ${y}L${x} ${y + 8}L${x - 8} ${y}Z`, class: "meeting" }),
  ];
}

/** Return the drawing of a table with its certificate, without the corners, which are buttons. */
export function drawing(table, certificate, inputs) {
  const points = certificate.weights ? cut(table, certificate, inputs) : [];
  const inside = certificate.weights
    ? points.length ? [svg("polygon", { points: points.map((p) => p.join(",")).join(" "), class: "plane" })] : []
    : meeting(table, certificate);
  const names = NAMES.map(([name, at, [dx, dy]]) => {
    const [x, y] = project(at);
    return svg("text", { x: x + dx, y: y + dy, class: "axis" }, name);
  });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" }, edges(), inside, names);
}
