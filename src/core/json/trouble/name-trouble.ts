import { colonTrouble } from "./colon-trouble.js";
import { commaTrouble } from "./comma-trouble.js";
import { endTrouble } from "./cut-trouble.js";
import { doneTrouble } from "./done-trouble.js";
import { keyTrouble } from "./key-trouble.js";
import { strayTrouble } from "./stray-trouble.js";
import { textTrouble } from "./text-trouble.js";
import type { Place, Trouble } from "./trouble.js";
import { valueTrouble } from "./value-trouble.js";

/** Says what is wrong where a text stops being JSON. */
export function nameTrouble(place: Place): Trouble {
  if (place.stringStart !== undefined) return textTrouble(place, place.stringStart);
  if (place.position >= place.text.length) return endTrouble(place);
  return strayTrouble(place) ?? troubleIn(place);
}

function troubleIn(place: Place): Trouble {
  switch (place.tree.state) {
    case "value":
    case "first-item":
      return valueTrouble(place);
    case "first-key":
    case "key":
      return keyTrouble(place);
    case "colon":
      return colonTrouble(place);
    case "comma":
      return commaTrouble(place);
    case "done":
      return doneTrouble(place);
  }
}
