// What a tool shows can be sent to others: it stands behind the # of the address, as names and values.

/** Return the end of an address that shows these values. */
export function addressOf(values) {
  return `#${new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""))}`;
}

/** Put values into the address of this page, without a new entry of the history. */
export function toAddress(values) {
  history.replaceState(null, "", addressOf(values));
}

/** Call `show` with the values of the address, now and whenever they change, if the first of `names` is among them. */
export function followAddress(names, show) {
  const look = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    if (given.has(names[0])) show(Object.fromEntries(names.map((name) => [name, given.get(name) ?? ""])));
  };
  window.addEventListener("hashchange", look);
  look();
}
