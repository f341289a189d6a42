// A text area for code: Tab indents, Escape lets go of the keyboard, the area is as high as its text.

const INDENT = "    ";

/** Insert at the cursor so that undo still works where the browser allows it. */
function insert(area, text) {
  if (!document.execCommand?.("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input"));
  }
}

/** Return the part of the cursor's line before it. */
function lineBefore(area) {
  const before = area.value.slice(0, area.selectionStart);
  return before.slice(before.lastIndexOf("\n") + 1);
}

/** Take up to four blanks off the start of the line. */
function outdent(area) {
  const line = lineBefore(area);
  const blanks = Math.min(INDENT.length, line.length - line.trimStart().length);
  if (!blanks) return;
  const cursor = area.selectionStart;
  const start = cursor - line.length;
  area.setSelectionRange(start, start + blanks);
  insert(area, "");
  area.setSelectionRange(cursor - blanks, cursor - blanks);
}

/**
 * Make a text area for the code of a cell.
 * @param {{label: string, onRun: () => void, onLeave: () => void, onChange: () => void}} actions
 */
export function makeEditor(code, { label, hint, onRun, onLeave, onChange }) {
  const area = document.createElement("textarea");
  Object.assign(area, { className: "live-code", value: code, spellcheck: false, wrap: "off" });
  area.setAttribute("aria-label", label);
  area.setAttribute("aria-describedby", hint);
  for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) area.setAttribute(name, "off");
  const fit = () => { area.rows = area.value.split("\n").length; };
  fit();
  area.addEventListener("input", () => { fit(); onChange(); });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      onRun();
    } else if (event.key === "Escape") {
      event.preventDefault();
      onLeave();
    } else if (event.key === "Tab" && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      event.shiftKey ? outdent(area) : insert(area, INDENT);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const line = lineBefore(area);
      const blanks = line.slice(0, line.length - line.trimStart().length);
      insert(area, `\n${blanks}${line.trimEnd().endsWith(":") ? INDENT : ""}`);
    }
  });
  return area;
}
