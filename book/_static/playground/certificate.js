// A certificate is checked from its numbers alone, with integers; nothing here knows how it was found.
// Corner k of the cube has x_i = 1 where bit i-1 of k is 1; over {-1,1} a bit 0 is read as -1.

export const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7];

export const value = (table, k) => (table >> k) & 1;

/** Return the point of corner k over an alphabet, "01" or "pm". */
export function point(k, inputs) {
  const low = inputs === "01" ? 0 : -1;
  return [0, 1, 2].map((i) => ((k >> i) & 1 ? 1 : low));
}

/** Return w.x + b at corner k. */
export function activation({ weights, bias }, k, inputs) {
  return point(k, inputs).reduce((sum, x, i) => sum + weights[i] * x, bias);
}

/** Return whether weights compute a table: w.x + b >= 0 exactly at its ones. */
function weightsHold(table, certificate, inputs) {
  return CORNERS.every((k) => (activation(certificate, k, inputs) >= 0) === (value(table, k) === 1));
}

/** Return the corners of one value in a relation, with multipliers, their sum, and how many they are. */
export function side(table, { multipliers }, wanted, inputs) {
  const corners = multipliers.filter(([k]) => value(table, k) === wanted);
  const sum = [0, 1, 2].map((i) => corners.reduce((total, [k, m]) => total + m * point(k, inputs)[i], 0));
  return { corners, sum, count: corners.reduce((total, [, m]) => total + m, 0) };
}

/** Return whether a relation excludes every gate: as many ones as zeros, with the same sum, and not none. */
function relationHolds(table, certificate, inputs) {
  const { multipliers } = certificate;
  const each = multipliers.every(([k, m]) => CORNERS.includes(k) && Number.isInteger(m) && m > 0);
  const once = new Set(multipliers.map(([k]) => k)).size === multipliers.length;
  const [ones, zeros] = [1, 0].map((wanted) => side(table, certificate, wanted, inputs));
  return each && once && zeros.count > 0 && ones.count === zeros.count && ones.sum.every((x, i) => x === zeros.sum[i]);
}

/** Return whether a certificate shows what it is for: weights, that the table is a gate; a relation, that it is none. */
export function holds(table, certificate, inputs) {
  return certificate.weights ? weightsHold(table, certificate, inputs) : relationHolds(table, certificate, inputs);
}
