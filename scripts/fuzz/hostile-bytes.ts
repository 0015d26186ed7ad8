import type { SeededRandom } from "../samples/seeded-random.ts";

const pieces = [
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  ",",
  ":",
  "\\",
  "\\u",
  "\\ud83d",
  "\\u0000",
  "\n",
  "\r",
  "\r\n",
  " ",
  "\t",
  "\0",
  "\uFEFF",
  "\u2028",
  "é",
  "🎸",
  "1e999",
  "-0",
  "123456789012345678901234567890",
  "0.1",
  "true",
  "None",
  "NaN",
  "//",
  "prompt",
  "completion",
  "messages",
  " ->",
  "\\n\\n###\\n\\n",
  '{"prompt":"a ->","completion":" 5"}\n',
  '{"prompt": "b ->", "completion": "5 "}\n',
  '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Ho"}]}\n',
  '{"messages":[{"role":"User","content":""},{"role":"assistant","content":null}],"tools":[]}\n',
];

/** Bytes of one of many kinds that datasets should not have and sometimes do. */
export function hostileBytes(random: SeededRandom): Buffer {
  const kinds = [randomBytes, soup, soup, damaged, damaged, deep, repeated, cut] as const;
  return random.pick(kinds)(random);
}

function size(random: SeededRandom): number {
  return Math.round(10 ** (random.next() * (random.next() < 0.03 ? 6 : 4)));
}

function randomBytes(random: SeededRandom): Buffer {
  return Buffer.from(Array.from({ length: size(random) }, () => random.below(256)));
}

/** Tokens in any order. */
function soup(random: SeededRandom): Buffer {
  let text = "";
  for (const wanted = size(random); text.length < wanted;) text += random.pick(pieces);
  return Buffer.from(text);
}

/** Good records with a few bytes changed, removed or added. */
function damaged(random: SeededRandom): Buffer {
  const good = pieces.filter((piece) => piece.endsWith("}\n"));
  let text = "";
  for (const wanted = size(random); text.length < wanted;) text += random.pick(good);
  const bytes = [...Buffer.from(text)];
  for (let left = random.below(12); left > 0; left -= 1) {
    const at = random.below(bytes.length + 1);
    const added = random.next() < 0.6 ? [random.below(256)] : [];
    bytes.splice(at, random.below(3), ...added);
  }
  return Buffer.from(bytes);
}

function deep(random: SeededRandom): Buffer {
  const open = random.pick(["[", '{"a":', '[{"prompt":', "[[ "]);
  const depth = size(random);
  const isClosed = open === "[" && random.next() < 0.5;
  const ending = random.pick(["", "\n", "1", '"']);
  return Buffer.from(open.repeat(depth) + (isClosed ? "]".repeat(depth) : "") + ending);
}

/** One piece very often: what is quadratic shows. */
function repeated(random: SeededRandom): Buffer {
  const piece = random.pick(pieces) + random.pick(["", "", random.pick(pieces)]);
  const start = random.pick(["", '{"prompt":"', "{", '{"messages":[']);
  return Buffer.from(start + piece.repeat(Math.ceil(size(random) / piece.length)));
}

/** Text that ends in the middle of a character, with a mark for another encoding now and then. */
function cut(random: SeededRandom): Buffer {
  const bytes = soup(random);
  const mark = random.pick([[], [], [0xff, 0xfe], [0xef, 0xbb], [0xef, 0xbb, 0xbf]]);
  return Buffer.concat([Buffer.from(mark), bytes.subarray(0, random.below(bytes.length + 1))]);
}
