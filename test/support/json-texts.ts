import { SeededRandom } from "./seeded-random.ts";

/**
 * JSON texts and texts that are nearly JSON, in the manner of the public test suites: more than
 * 20,000 of them, the same for the same seed.
 *
 * Some hold line breaks (which are white space in JSON), some lone surrogates: those cannot be
 * written as UTF-8, `text.isWellFormed()` tells them. Nothing is nested deeper than 600 levels
 * but for a few texts that open 100,000 brackets.
 */
export function* jsonTexts(seed = 20_261_122): Generator<string> {
  const random = new SeededRandom(seed);
  const classical = [...accepted, ...refused, ...eitherWay];
  yield* classical;
  yield* numbers();
  yield* strings();
  yield* whiteSpace();
  yield* nesting();
  for (const text of sources(random)) {
    yield text;
    yield* truncations(text);
    yield* damages(text, random);
  }
  for (const text of classical) yield* few(damages(text, random), 12);
  for (let count = 0; count < 6_000; count += 1) yield soup(random);
}

/** What every parser has to take. */
const accepted: readonly string[] = [
  "null",
  "true",
  "false",
  "0",
  "-0",
  '""',
  '" "',
  "[]",
  "{}",
  "[[]]",
  '{"":0}',
  '{"a":[]}',
  "[null]",
  "[1,2,3]",
  "[[],{},0]",
  '{"a":{"a":{"a":null}}}',
  '{"a":1,"a":2}',
  '{"a":1,"a":1}',
  '{"__proto__":{"x":1},"constructor":null,"toString":1}',
  '{"length":-1,"0":"a","1":"b"}',
  "[123456789012345678901234567890]",
  "[-123456789012345678901234567890.5e-7]",
  "[0.1,0.2,0.30000000000000004]",
  "[1e0,1E+2,1e-2,0e1,0e+1,0E-1]",
  "[9007199254740993,-9007199254740993]",
  "[1.7976931348623157e308,5e-324]",
  '["\\u0000","\\u001f","\\u007f","\\u2028\\u2029"]',
  '["\\ud83d\\ude00","😀","\\uDBFF\\uDFFF"]',
  '["\\"\\\\\\/\\b\\f\\n\\r\\t"]',
  '["/","\\/"]',
  '["\u2028\u2029\u007f\u0080\u00a0\ufeff\uffff"]',
  '["a/*b*/c//d"]',
  '["null","true",": ,[]{}"]',
  '{"\\u0061":1,"\\"":2,"\\\\":3}',
  '{"prompt":"Good ->","completion":" 5\\n"}',
  '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
  " \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n",
  '{ "a" : 1 , "b" : [ true , false ] }',
];

/** What no parser may take. */
const refused: readonly string[] = [
  "",
  " ",
  "\n",
  "\0",
  "\ufeff",
  "\ufeff{}",
  "{}\ufeff",
  "a",
  "é",
  "nul",
  "nulll",
  "NULL",
  "True",
  "False",
  "None",
  "TRUE",
  "tru",
  "falsee",
  "undefined",
  "NaN",
  "-NaN",
  "Infinity",
  "-Infinity",
  "+Infinity",
  "[NaN,Infinity]",
  "[",
  "]",
  "{",
  "}",
  "[[",
  "]]",
  "{{",
  "{}}",
  "[]]",
  "[}",
  "{]",
  "[1}",
  '{"a":1]',
  "[1",
  "[1,",
  "[,",
  "[,]",
  "[,1]",
  "[1,]",
  "[1,,]",
  "[1,,2]",
  "[1 2]",
  "[1 true]",
  "[1:2]",
  '["a":1]',
  '["a" "b"]',
  '["a""b"]',
  "[[1][2]]",
  "[]{}",
  "{}[]",
  "{} {}",
  "{},{}",
  "{},",
  ",{}",
  "1 2",
  "1,2",
  "true false",
  '"a" "b"',
  '{"a"}',
  '{"a":}',
  '{"a":,}',
  '{"a",1}',
  '{"a" 1}',
  '{"a"=1}',
  '{"a":1,}',
  '{"a":1,,"b":2}',
  '{,"a":1}',
  "{,}",
  '{"a":1 "b":2}',
  '{"a":1;"b":2}',
  '{"a":1:2}',
  '{"a"::1}',
  '{:"a"}',
  "{1:1}",
  "{null:1}",
  "{a:1}",
  "{'a':1}",
  "['a']",
  "[`a`]",
  "[“a”]",
  "{“a”:1}",
  "{[]:1}",
  "{{}:1}",
  '{"a":1',
  '{"a":',
  '{"a"',
  '{"a',
  '{"',
  '"',
  '"a',
  '"\\"',
  '"\\',
  "'a'",
  '"a\\x41"',
  '"\\a"',
  '"\\\'"',
  '"\\0"',
  '"\\v"',
  '"\\e"',
  '"\\U0001F600"',
  '"\\u"',
  '"\\u0"',
  '"\\u00"',
  '"\\u000"',
  '"\\u000g"',
  '"\\u 041"',
  '"\\u+041"',
  '"\\u{41}"',
  '"\\uD83D\\u"',
  '"\\ud83d\\u12"',
  '"\\\t"',
  '"\\\n"',
  '"\\é"',
  '"\\😀"',
  "// a\n1",
  "1 // a",
  "/* a */ 1",
  "[1 /* a */, 2]",
  "# a",
  "[1] # a",
  "[1,\u00a02]",
  "[1,\u20282]",
  "[1\u000b]",
  "[1\f]",
  "[\0]",
  "[1]\0",
  "(1)",
  "<a>",
  "[1]]",
  "[*]",
  "[$a]",
  "[@]",
  "[1,\u00002]",
  "1\u00002",
  "﹛﹜",
  "｛｝",
  '{"a"：1}',
  '{"a":1，"b":2}',
  "&quot;a&quot;",
  '{\\"a\\":1}',
  "u'a'",
  'b"a"',
  "[1..2]",
  "[...]",
  "data: {}",
  "1: {}",
  "[true,fals]",
  "[truefalse]",
  "[nullnull]",
  "[1true]",
  '[1"a"]',
  '["a"1]',
  "[1a]",
  "[1e1e1]",
  "\ud800",
];

/** Where parsers differ; ours does what `JSON.parse` does. */
const eitherWay: readonly string[] = [
  "[1e400,-1e400,1e-400,123e45678,0.4e006699999]",
  '["\\ud800"]',
  '["\\udc00"]',
  '["\\udc00\\ud800"]',
  '["\\ud800\\ud800"]',
  '["\\ud83d\\u0041"]',
  '["\\ud83dx"]',
  '["\ud800"]',
  '["\udc00"]',
  '["\udc00\ud800"]',
  '["\ufffe","\uffff","\ufdd0"]',
  "[10000000000000000000000000000000000000000e-40]",
  `[${"9".repeat(400)}]`,
  `[0.${"0".repeat(400)}1]`,
  `{"${"k".repeat(300)}":1}`,
];

function* numbers(): Generator<string> {
  const signs = ["", "-", "+", "--", "- "];
  const wholes = ["", "0", "00", "1", "01", "10", "123", "0x1f", "1_0", "１"];
  const fractions = ["", ".", ".0", ".5", ".50", "..5", ".5.5", ",5"];
  const exponents = [
    "",
    "e",
    "E",
    "e1",
    "E1",
    "e+1",
    "e-1",
    "e+",
    "e1.5",
    "e 1",
    "e01",
    "ee1",
    "f",
  ];
  const ends = fractions.flatMap((fraction) => exponents.map((exponent) => fraction + exponent));
  const starts = signs.flatMap((sign) => wholes.map((whole) => sign + whole));
  for (const start of starts) {
    for (const end of ends) {
      yield start + end;
      yield `{"a":${start}${end}}`;
    }
  }
}

function* strings(): Generator<string> {
  for (let code = 0; code < 0x100; code += 1) {
    const character = String.fromCharCode(code);
    yield `"${character}"`;
    yield `"\\${character}"`;
    yield `[${character}]`;
    yield `[1${character}]`;
  }
  const units = [0, 0x1f, 0x20, 0x7f, 0x80, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff];
  for (const first of units) {
    for (const second of units) {
      const [a, b] = [hex(first), hex(second)];
      yield `["\\u${a}\\u${b}"]`;
      yield `["\\u${a.toUpperCase()}${String.fromCharCode(Math.max(second, 0x20))}"]`;
      yield `{"${String.fromCharCode(Math.max(first, 0x23))}\\u${b}":1}`;
    }
  }
  for (let length = 0; length < 5; length += 1) {
    for (const wrong of ["", "g", " ", '"', "\\", "-", "é"]) {
      yield `["\\u${"0041".slice(0, length)}${wrong}"]`;
      yield `["\\u${"0041".slice(0, length)}${wrong}0000"]`;
    }
  }
}

function hex(code: number): string {
  return code.toString(16).padStart(4, "0");
}

function* whiteSpace(): Generator<string> {
  const blanks = [" ", "\t", "\n", "\r", "\r\n", "\v", "\f", "\0", "\u0085", "\u00a0", "\u1680"];
  const others = ["\u180e", "\u2000", "\u200b", "\u2028", "\u2029", "\u202f", "\u3000", "\ufeff"];
  const parts = ["", "{", '"a"', ":", "[", "1", ",", "true", "]", "}", ""];
  for (const blank of [...blanks, ...others]) {
    yield parts.join(blank);
    yield blank.repeat(3) + parts.join("");
    for (let at = 1; at < parts.length; at += 1) {
      yield parts.slice(0, at).join("") + blank + parts.slice(at).join("");
    }
  }
}

function* nesting(): Generator<string> {
  for (const depth of [1, 2, 3, 10, 100, 600]) {
    const [opened, closed] = ["[".repeat(depth), "]".repeat(depth)];
    yield opened + closed;
    yield `${opened}1${closed}`;
    yield opened + closed.slice(1);
    yield `${opened}${closed}]`;
    yield `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    yield `${'{"a":'.repeat(depth)}1${"}".repeat(depth - 1)}`;
    yield `${'[{"a":'.repeat(depth)}1${"}]".repeat(depth)}`;
    yield `${'[{"a":'.repeat(depth)}1${"]}".repeat(depth)}`;
  }
  yield "[".repeat(100_000);
  yield '{"a":'.repeat(100_000);
  yield '[{"a":'.repeat(50_000);
}

/** Valid texts to damage: written ones and made ones. */
function* sources(random: SeededRandom): Generator<string> {
  yield '{"prompt":"Good\\tkettle ->","completion":" 5"}';
  yield '{"messages":[{"role":"user","content":"Say \\"hi\\""},{"role":"assistant","content":"é😀"}]}';
  yield ' { "a" : [ -0.5e+3 , true , false , null , "\\u00e9\\ud83d\\ude00" ] , "b" : { } } ';
  for (let count = 0; count < 80; count += 1) {
    yield written(randomValue(random, 3), random);
  }
}

type Value =
  string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

const texts = [
  "",
  "a",
  "Great kettle ->",
  " 5",
  'He said "hi"',
  "C:\\new\\table",
  "it's",
  "a\tb\nc\r",
  "é\u2028\u0000\u001f",
  "😀",
  "\ud800",
  "{[,:]}",
  "//",
];

function randomValue(random: SeededRandom, depth: number): Value {
  const kind = random.below(depth > 0 ? 7 : 5);
  const many = random.below(4);
  if (kind === 0) return random.pick([true, false, null]);
  if (kind === 1) return random.pick([0, -0, 1, -1.5, 1e21, 1e-7, 123_456_789, 2 ** 60]);
  if (kind < 5) return random.pick(texts);
  const values = Array.from({ length: many }, () => randomValue(random, depth - 1));
  if (kind === 5) return values;
  return Object.fromEntries(values.map((value) => [random.pick(texts), value]));
}

/** Compact, with spaces, or over several lines. */
function written(value: Value, random: SeededRandom): string {
  return JSON.stringify(value, null, random.pick([0, 0, 1, "\t"]));
}

function* truncations(text: string): Generator<string> {
  for (let length = 1; length < text.length; length += 1) {
    yield text.slice(0, length);
    if (length % 4 === 0) yield text.slice(length);
  }
}

const inserts = ['"', "'", "\\", ",", ":", "{", "}", "[", "]", "0", "-", ".", "e", " ", "\t", "\0"];
const moreInserts = [
  "\u00a0",
  "\ufeff",
  "\u2028",
  "“",
  "”",
  "，",
  "：",
  "/",
  "u",
  "None",
  "\ud800",
];
const allInserts = [...inserts, ...moreInserts];

/** One character less, another one, or one more; at every position of a short text. */
function* damages(text: string, random: SeededRandom): Generator<string> {
  const step = Math.ceil(text.length / 60);
  for (let at = random.below(step); at < text.length; at += step) {
    const [before, after] = [text.slice(0, at), text.slice(at + 1)];
    yield before + after;
    yield before + random.pick(allInserts) + after;
    yield before + random.pick(allInserts) + text.slice(at);
    yield before + text.charAt(at) + text.slice(at);
    yield before + after.charAt(0) + text.charAt(at) + after.slice(1);
  }
}

function* few(all: Iterable<string>, most: number): Generator<string> {
  let count = 0;
  for (const text of all) {
    if (count === most) return;
    count += 1;
    yield text;
  }
}

const pieces =
  `{ } [ ] , : "a" "b": 1 -1.5e3 true null " \\n { } [ ] , : {"a": [1, \\ ' 0 \\" \\u00e9`
    .split(" ")
    .concat([" ", "\n", "\u00a0"]);

/** Tokens in any order: some of it is JSON by chance. */
function soup(random: SeededRandom): string {
  const length = 1 + random.below(9);
  return Array.from({ length }, () => random.pick(pieces)).join("");
}
