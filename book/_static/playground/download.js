// What a tool shows from can be taken along, as CSV for tables and as JSON for programs.
import { el } from "./dom.js";

/** Return a value as a field of CSV: what holds a comma, a quote or an end of line is quoted. */
function csvField(value) {
  const text = String(value ?? "");
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Return rows, the first of which are the heads of the columns, as CSV. */
export function asCsv(rows) {
  return rows.map((row) => `${row.map(csvField).join(",")}\n`).join("");
}

function link(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  return el("a", { href, download: name }, name.split(".").at(-1).toUpperCase());
}

/** Return two links to files with the same content. */
export function downloads(words, name, rows, data) {
  return el("span", {}, `${words}: `,
    link(`${name}.csv`, "text/csv", asCsv(rows)), " · ", link(`${name}.json`, "application/json", JSON.stringify(data, null, 1)));
}
