import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { isJsonArray, ownMember } from "../json/json-node.js";
import { plainIsFine, recordRule } from "./rule.js";

interface Differing {
  readonly tag: string;
  readonly tags: number;
  readonly files: number;
}

/** The fields that hold files, and what stands for each of them in the texts. */
const places: readonly (readonly [field: string, tag: string])[] = [
  ["images", "<image>"],
  ["videos", "<video>"],
  ["audios", "<audio>"],
];

export default recordRule<Differing>({
  id: "image-tags-differ",
  severity: "warning",
  title: "Pictures and their places in the text differ in number",
  why: "Each tag in a text stands for one file of the list. Where there are more of one than of the other the trainer stops with an error when it comes to the record.",
  source: "https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md",
  formats: ["sharegpt", "alpaca", "preference-llama-factory"],
  examples: {
    good: [
      `{"conversations":[{"from":"human","value":"<image>What is it?"},{"from":"gpt","value":"A kettle."}],"images":["kettle.jpg"]}`,
    ],
    bad: [
      `{"conversations":[{"from":"human","value":"<image><image>Which is better?"},{"from":"gpt","value":"The first one."}],"images":«["kettle.jpg"]»}`,
      `{"instruction":"What is it?","input":"","output":"A kettle.","images":«["kettle.jpg"]»}`,
    ],
    fixed: [null, null],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    const { object } = record;
    if (object === undefined) return;
    for (const [field, tag] of places) {
      const list = ownMember(object, field);
      if (!isJsonArray(list)) continue;
      const texts = format.texts(object).map(({ text }) => text);
      const tags = texts.reduce((sum, text) => sum + text.split(tag).length - 1, 0);
      const node = tags === list.length ? undefined : record.nodeAt([field]);
      if (node === undefined) continue;
      report({ start: node.start, end: node.end }, { tag, tags, files: list.length });
    }
  },
  message: ({ tag, tags, files }) =>
    l10n.t(
      "The texts have {0} tags {1}, and the list has {2} files.",
      grouped(tags),
      tag,
      grouped(files),
    ),
});
