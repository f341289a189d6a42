// The playground: each container of the page becomes the tool it is named after.
// What the container held is the text for readers without JavaScript; it gives way only once the tool stands.
import { mountCount } from "./count.js";
import { mountCube } from "./cube.js";
import { mountTruth } from "./truth.js";

const TOOLS = { "playground-truth": mountTruth, "playground-count": mountCount, "playground-cube": mountCube };

for (const [name, mount] of Object.entries(TOOLS)) {
  for (const place of document.querySelectorAll(`div.${name}`)) {
    place.replaceChildren(...mount());
    place.classList.add("playground-stands");
  }
}
