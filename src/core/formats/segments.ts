import type { JsonValue } from "../json/json-node.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import type { Format } from "./format.js";
import type { TurnShape } from "./turn-format.js";
import { turnFormat, turnsOf } from "./turn-format.js";

const shape: TurnShape = {
  fields: [{ name: "segments", kinds: ["list"], isRequired: true }],
  list: "segments",
  turn: [
    { name: "label", kinds: ["true or false"], isRequired: true },
    { name: "text", kinds: ["text"], isRequired: true },
  ],
  // Segments have no speakers: what has the label true is learned.
  speaker: "",
  content: "text",
  answerers: new Set(),
  askers: new Set(),
  given: [],
};

/** Axolotl's template-free pieces: `{"segments": [{"label": true, "text": …}]}`. */
export const segments: Format = {
  ...turnFormat({
    id: "segments",
    title: "Segments (Axolotl)",
    example: `{"segments":[{"label":false,"text":"Great kettle ->"},{"label":true,"text":" 5"}]}`,
    signature: ["segments"],
    // Transcripts have segments too, with a start and an end, and without a label.
    matches: (record) => turnsOf(record, shape).some(isSegment),
    shapes: [shape],
  }),
  learnedTexts: (record) =>
    turnsOf(record, shape).flatMap((turn) => {
      if (!isJsonObject(turn) || ownMember(turn, "label") !== true) return [];
      const text = ownMember(turn, "text");
      return typeof text === "string" ? [text] : [];
    }),
};

function isSegment(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false;
  return (
    typeof ownMember(value, "label") === "boolean" && typeof ownMember(value, "text") === "string"
  );
}
