import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JsonProblemKind } from "../../../src/core/json/json-problem.js";
import { parseJson } from "../../../src/core/json/parse-json.js";
import { repairJson } from "../../../src/core/json/repair-json.js";
import { applyEdits } from "../../../src/core/json/span.js";
import { readMarks } from "../../support/marks.ts";

/** A line with its problem marked, and what the repair makes of it where there is one. */
type BrokenLine = readonly [
  marked: string,
  kind: JsonProblemKind,
  repair?: "safe" | "asks",
  repaired?: string,
];

const brokenLines: Readonly<Record<string, readonly BrokenLine[]>> = {
  commas: [
    [`{"a":1«,»}`, "trailing-comma", "safe", `{"a":1}`],
    [`{"a":[1,2 «,» ]}`, "trailing-comma", "safe", `{"a":[1,2  ]}`],
    [`{"a":[1«,»}`, "trailing-comma", "asks", `{"a":[1]}`],
    [`{"a":1}«,»`, "comma-after-record", "asks", `{"a":1}`],
    [`{"a":"x" «"»b":1}`, "missing-comma", "asks", `{"a":"x", "b":1}`],
    [`{"a":"x"«"»b":1}`, "missing-comma", "asks", `{"a":"x","b":1}`],
    [`{"a":1 «"»b":2}`, "missing-comma", "asks", `{"a":1, "b":2}`],
    [`{"a":[1 «2»]}`, "missing-comma", "asks", `{"a":[1, 2]}`],
    [`[{"a":1}«{»"a":2}]`, "missing-comma", "asks", `[{"a":1},{"a":2}]`],
    [`[1,«,»2]`, "extra-comma", "asks", `[1,2]`],
    [`{"a":1,«,»"b":2}`, "extra-comma", "asks", `{"a":1,"b":2}`],
    [`{«,»"a":1}`, "extra-comma", "asks", `{"a":1}`],
    [`{"a":1«;»"b":2}`, "wrong-sign", "asks", `{"a":1,"b":2}`],
    [`{"a":1«，»"b":2}`, "wrong-sign", "safe", `{"a":1,"b":2}`],
    [`{"a":"x"«'»b':1}`, "missing-comma", "asks", `{"a":"x","b":1}`],
    [`{"a":«}»`, "missing-value"],
    [`{"a":«,»"b":1}`, "missing-value"],
    [`{"a": "x" «"»y", "b":1}`, "missing-comma"],
    [`[1,«2.5-3»]`, "bad-number"],
  ],
  colons: [
    [`{"a" «1»}`, "missing-colon", "asks", `{"a": 1}`],
    [`{"a" «"»x","b":2}`, "missing-colon", "asks", `{"a": "x","b":2}`],
    [`{"a"«=»"x"}`, "wrong-sign", "asks", `{"a":"x"}`],
    [`{"a"«=>»1}`, "wrong-sign", "asks", `{"a":1}`],
    [`{"a"«;»"x"}`, "wrong-sign", "asks", `{"a":"x"}`],
    [`{"a"«：»1}`, "wrong-sign", "safe", `{"a":1}`],
    [`{"a":«:»1}`, "unexpected-character", "asks", `{"a":1}`],
    [`{"a"«}»`, "missing-colon"],
    [`{"a"«,»"b":1}`, "missing-colon"],
    [`{"a":"b"«:»"c"}`, "unexpected-character"],
  ],
  "quotes that are not JSON's": [
    [`{«'a'»:1}`, "single-quotes", "safe", `{"a":1}`],
    [
      `{«'prompt'»: 'Hi', 'n': None, 'ok': True}`,
      "single-quotes",
      "safe",
      `{"prompt": "Hi", "n": null, "ok": true}`,
    ],
    [
      `{«'a'»: 'it\\'s "so"', 'b': None,}`,
      "single-quotes",
      "safe",
      `{"a": "it's \\"so\\"", "b": null}`,
    ],
    [`{«'a'»: 'it's so', 'b': 1}`, "single-quotes", "asks", `{"a": "it's so", "b": 1}`],
    [`{«'a'»: u'x\\xe9', 'b': b'y'}`, "single-quotes", "asks", `{"a": "x\\u00e9", "b": "y"}`],
    [`{"a":«'x"»,"b":1}`, "single-quotes", "asks", `{"a":"x","b":1}`],
    [`{"a":"x«'»,"b":1}`, "wrong-quotes", "asks", `{"a":"x","b":1}`],
    [`{«“a”»: “it’s b”, “c”: 1}`, "wrong-quotes", "safe", `{"a": "it’s b", "c": 1}`],
    [`{"a«”»: "x", “b": "y”}`, "wrong-quotes", "asks", `{"a": "x", "b": "y"}`],
    [`{"a":"x«”»,"b":1}`, "wrong-quotes", "asks", `{"a":"x","b":1}`],
    [`{"a":"“q”«,»"b":1}`, "missing-quote", "asks", `{"a":"“q”","b":1}`],
    [`{"a":«‘x’»}`, "wrong-quotes", "safe", `{"a":"x"}`],
    [`{«\`a\`»:\`x\`}`, "wrong-quotes", "asks", `{"a":"x"}`],
    [`{"a":«＂x＂»}`, "wrong-quotes", "safe", `{"a":"x"}`],
    [`{"a": «"""»tri "x" ple"""}`, "wrong-quotes", "asks", `{"a": "tri \\"x\\" ple"}`],
    [`{"a":«'''x'''»}`, "single-quotes", "asks", `{"a":"x"}`],
    [`{"a":«&quot;x&quot;»}`, "escaped-quotes", "asks", `{"a":"x"}`],
  ],
  "quotes that are missing": [
    [
      `{"prompt":"Hi ->«,»"completion":" g"}`,
      "missing-quote",
      "asks",
      `{"prompt":"Hi ->","completion":" g"}`,
    ],
    [
      `{"prompt":"Hi ->","completion":" g«}»`,
      "missing-quote",
      "asks",
      `{"prompt":"Hi ->","completion":" g"}`,
    ],
    [
      `{"m":[{"r":"u","c":"hi«}»,{"r":"a","c":"yo"}]}`,
      "missing-quote",
      "asks",
      `{"m":[{"r":"u","c":"hi"},{"r":"a","c":"yo"}]}`,
    ],
    [
      `{"m":[{"r":"u","c":"hi"},{"r":"a","c":"yo«}»]}`,
      "missing-quote",
      "asks",
      `{"m":[{"r":"u","c":"hi"},{"r":"a","c":"yo"}]}`,
    ],
    [`["a«,»"b","c"]`, "missing-quote", "asks", `["a","b","c"]`],
    [`{"prompt«:»"Hi","b":1}`, "missing-quote", "asks", `{"prompt":"Hi","b":1}`],
    [`{«p»rompt":"Hi","b":1}`, "missing-quote", "asks", `{"prompt":"Hi","b":1}`],
    [`{"prompt":«H»i there","b":1}`, "missing-quote", "asks", `{"prompt":"Hi there","b":1}`],
    [`{"prompt":«H»i, there","b":1}`, "missing-quote", "asks", `{"prompt":"Hi, there","b":1}`],
    [
      `{"prompt":"Hi","completion":« »Hi, there"}`,
      "missing-quote",
      "asks",
      `{"prompt":"Hi","completion":" Hi, there"}`,
    ],
    [`{"a":"x",«b»":1}`, "missing-quote", "asks", `{"a":"x","b":1}`],
    [`{"a":"x","b«:»5}`, "missing-quote", "asks", `{"a":"x","b":5}`],
    [`{"a":«5» stars","b":1}`, "missing-quote", "asks", `{"a":"5 stars","b":1}`],
    [`{"a":«1»2"}`, "missing-quote", "asks", `{"a":"12"}`],
    [`{"a":«hello»,"b":1}`, "not-a-value", "asks", `{"a":"hello","b":1}`],
    [`{"a":«50%»}`, "not-a-value", "asks", `{"a":"50%"}`],
    [`{«a»: 1, b_c: "x"}`, "unquoted-key", "safe", `{"a": 1, "b_c": "x"}`],
    [`{«my key»: 1}`, "unquoted-key", "asks", `{"my key": 1}`],
    [`{«1»: "a"}`, "unquoted-key", "asks", `{"1": "a"}`],
  ],
  "quotes that are too many": [
    [`{"a":"He said «"»hi" to me"}`, "unescaped-quote", "asks", `{"a":"He said \\"hi\\" to me"}`],
    [
      `{"a":"He said «"»hi", then "bye"","b":1}`,
      "unescaped-quote",
      "asks",
      `{"a":"He said \\"hi\\", then \\"bye\\"","b":1}`,
    ],
    [
      `{"a":"x","b":"He said «"»yes", "no" and "maybe".","c":1}`,
      "unescaped-quote",
      "asks",
      `{"a":"x","b":"He said \\"yes\\", \\"no\\" and \\"maybe\\".","c":1}`,
    ],
    [`{"a":"«"»quoted""}`, "unescaped-quote", "asks", `{"a":"\\"quoted\\""}`],
    [`{"a":"5«"» pipe","b":1}`, "unescaped-quote", "asks", `{"a":"5\\" pipe","b":1}`],
    [`{"a":"say «"»"hi"" now","b":2}`, "unescaped-quote", "asks", `{"a":"say \\"hi\\" now","b":2}`],
    [`{"text":"use «"»{" here"}`, "unescaped-quote", "asks", `{"text":"use \\"{\\" here"}`],
    [`{"a":"x","b":"y«"»"}`, "unescaped-quote", "asks", `{"a":"x","b":"y\\""}`],
    [`{"a":"«"»x","b":"y"}`, "unescaped-quote", "asks", `{"a":"\\"x","b":"y"}`],
    [`{"a"«"»:1}`, "unexpected-character", "asks", `{"a":1}`],
    [`{"a «"»b" c":1}`, "unescaped-quote", "asks", `{"a \\"b\\" c":1}`],
    [`{"a":1}«"»`, "unexpected-character", "asks", `{"a":1}`],
    [
      `{"args":"{«"»city": "Paris", "n": 1}","b":2}`,
      "unescaped-quote",
      "asks",
      `{"args":"{\\"city\\": \\"Paris\\", \\"n\\": 1}","b":2}`,
    ],
    [
      `{"args":"{«"»t": "a\\nb"}"}`,
      "unescaped-quote",
      "asks",
      `{"args":"{\\"t\\": \\"a\\\\nb\\"}"}`,
    ],
    [`{"a": "x" «+» "y"}`, "unexpected-character"],
  ],
  "quotes that are all escaped": [
    [
      `{«\\"»a\\":\\"He said \\\\\\"hi\\\\\\"\\"}`,
      "escaped-quotes",
      "asks",
      `{"a":"He said \\"hi\\""}`,
    ],
    [`{«&quot;»a&quot;:&quot;x &amp; y&quot;}`, "escaped-quotes", "asks", `{"a":"x & y"}`],
    [`"{«""»a"":""x""}"`, "escaped-quotes", "asks", `{"a":"x"}`],
    [`{«""»a"":""x""}`, "escaped-quotes", "asks", `{"a":"x"}`],
  ],
  backslashes: [
    [`{"a":"it«\\'»s"}`, "bad-escape", "asks", `{"a":"it's"}`],
    [`{"a":"50«\\%» off"}`, "bad-escape", "asks", `{"a":"50\\\\% off"}`],
    [`{"a":"«\\u12»"}`, "bad-escape", "asks", `{"a":"\\\\u12"}`],
    [`{"a":"«\\x»e9"}`, "bad-escape", "asks", `{"a":"\\u00e9"}`],
    [`{"a":"«\\u»{1F600}"}`, "bad-escape", "asks", `{"a":"\\ud83d\\ude00"}`],
    [
      `{"path":"C:«\\U»sers\\new\\temp","x":"\\d+ \\n"}`,
      "bad-escape",
      "asks",
      `{"path":"C:\\\\Users\\\\new\\\\temp","x":"\\\\d+ \\n"}`,
    ],
    [`{"path":"C:«\\d»ata\\","b":1}`, "bad-escape", "asks", `{"path":"C:\\\\data\\\\","b":1}`],
    [
      `{"m":"$\\frac{a}{b} «\\a»lpha \\times \\beta$\\nNext"}`,
      "bad-escape",
      "asks",
      `{"m":"$\\\\frac{a}{b} \\\\alpha \\\\times \\\\beta$\\nNext"}`,
    ],
    [`{"r":"«\\d»+\\w*\\b"}`, "bad-escape", "asks", `{"r":"\\\\d+\\\\w*\\\\b"}`],
    [`{"a":"x«\\»`, "unexpected-end"],
  ],
  characters: [
    [`{"a":"x«\t»y\0"}`, "control-character", "safe", `{"a":"x\\ty\\u0000"}`],
    [`{"a":«\u00a0»1\u00a0}`, "unexpected-character", "safe", `{"a": 1 }`],
    [`«\ufeff»{"a":1}`, "unexpected-character", "safe", `{"a":1}`],
    [`{"a":1}«\0»`, "unexpected-character", "asks", `{"a":1}`],
    [`{"a":1«\u200b»}`, "unexpected-character", "safe", `{"a":1}`],
  ],
  "words and numbers": [
    [`{"a":«True»}`, "python-literal", "safe", `{"a":true}`],
    [`{"a":[«None»,False]}`, "python-literal", "safe", `{"a":[null,false]}`],
    [`{"a":«TRUE»}`, "not-a-value", "asks", `{"a":true}`],
    [`{"a":«nul»}`, "not-a-value", "asks", `{"a":null}`],
    [`{"a":«NaN»}`, "not-a-value", "asks", `{"a":null}`],
    [`{"a":«undefined»}`, "not-a-value", "asks", `{"a":null}`],
    [`{"a":«-Infinity»}`, "not-a-value"],
    [`{"a":«.5»,"b":5.,"c":+1}`, "bad-number", "safe", `{"a":0.5,"b":5.0,"c":1}`],
    [`{"a":«-.5»,"b":+.5e3,"c":1.e5}`, "bad-number", "safe", `{"a":-0.5,"b":0.5e3,"c":1.0e5}`],
    [`{"a":«01»}`, "bad-number", "asks", `{"a":1}`],
    [`{"a":«0x10»,"b":1_000}`, "bad-number", "asks", `{"a":16,"b":1000}`],
    [`{"a":«2024-01-05»}`, "bad-number", "asks", `{"a":"2024-01-05"}`],
    [`{"a":12«:»30}`, "unexpected-character"],
    [`{"a":1,«0»00}`, "unexpected-character"],
    [`{"a":«(»1,2),"b":('x',),"c":()}`, "wrong-sign", "asks", `{"a":[1,2],"b":["x"],"c":[]}`],
    [`{"a": «ObjectId»("5f"), "b": 1}`, "not-a-value"],
    [`«hello»`, "not-a-value"],
    [`«<»html>`, "unexpected-character"],
  ],
  brackets: [
    [`{"a":[1,2«}»`, "mismatched-bracket", "asks", `{"a":[1,2]}`],
    [`{"a":[1,2«}»}`, "mismatched-bracket", "asks", `{"a":[1,2]}`],
    [`{"a":1«]»`, "mismatched-bracket", "asks", `{"a":1}`],
    [`{"a":1}«}»`, "unexpected-character", "asks", `{"a":1}`],
    [`{"a":["x"]«]»,"b":1}`, "mismatched-bracket", "asks", `{"a":["x"],"b":1}`],
    [`{"m":[{"a":1}«}»,{"a":2}]}`, "mismatched-bracket", "asks", `{"m":[{"a":1},{"a":2}]}`],
    [`{"a":{"x":1}«}»,"b":2}`, "extra-bracket", "asks", `{"a":{"x":1},"b":2}`],
    [
      `{"m":[{"r":1},{"r":2}«,»"id":5}`,
      "missing-bracket",
      "asks",
      `{"m":[{"r":1},{"r":2}],"id":5}`,
    ],
    [`{"m":[{"r":1«,»{"r":2}]}`, "missing-bracket", "asks", `{"m":[{"r":1},{"r":2}]}`],
    [`{"t":[«,»"id":5}`, "missing-bracket", "asks", `{"t":[],"id":5}`],
    [`{"m":«{»"r":1},{"r":2}]}`, "missing-bracket", "asks", `{"m":[{"r":1},{"r":2}]}`],
    [`{"m":«{»"r":1}],"id":5}`, "missing-bracket", "asks", `{"m":[{"r":1}],"id":5}`],
    [`{"t":«"»x","y"],"id":5}`, "missing-bracket", "asks", `{"t":["x","y"],"id":5}`],
    [`{"t":«1»,2],"id":5}`, "missing-bracket", "asks", `{"t":[1,2],"id":5}`],
    [`{"t":«]»,"id":5}`, "missing-bracket", "asks", `{"t":[],"id":5}`],
    [`{"m":[{"r":1},«"»r":2}]}`, "missing-bracket", "asks", `{"m":[{"r":1},{"r":2}]}`],
    [`{"m":[«"»r":1}]}`, "missing-bracket", "asks", `{"m":[{"r":1}]}`],
    [`{"m":«"»r":1},"id":5}`, "missing-bracket", "asks", `{"m":{"r":1},"id":5}`],
    [`«"»a":1,"b":2}`, "missing-bracket", "asks", `{"a":1,"b":2}`],
    [`«}»`, "mismatched-bracket"],
    [`{"a":1}«;»`, "unexpected-character", "asks", `{"a":1}`],
  ],
  "cut lines": [
    [`{"a":«1»`, "unexpected-end", "asks", `{"a":1}`],
    [`{"a":1«,»`, "unexpected-end", "asks", `{"a":1}`],
    [`{"a":1,"«b»`, "unexpected-end", "asks", `{"a":1}`],
    [`{"a":1,"b«"»`, "unexpected-end", "asks", `{"a":1}`],
    [`{"a":1,"b"«:»`, "unexpected-end", "asks", `{"a":1}`],
    [`{"a":1,"b":«[»`, "unexpected-end", "asks", `{"a":1}`],
    [`{"a":«tru»`, "not-a-value", "asks", `{"a":true}`],
    [`{"a":"x","b":[1,{"c":"«y»`, "unexpected-end", "asks", `{"a":"x","b":[1,{"c":"y"}]}`],
    [
      `{"prompt":"x","completion":"abc«\\u00»`,
      "unexpected-end",
      "asks",
      `{"prompt":"x","completion":"abc"}`,
    ],
    [
      `{"m":[{"r":"u","c":"x"},{"r":"a","c":"«y»`,
      "unexpected-end",
      "asks",
      `{"m":[{"r":"u","c":"x"},{"r":"a","c":"y"}]}`,
    ],
    [`{"m":[{"r":"u","c":"x"},{"r":"«a»`, "unexpected-end"],
    [`{"m":[{"r":"u","c":"x"},{"«r»`, "unexpected-end", "asks", `{"m":[{"r":"u","c":"x"}]}`],
    [`{"a":"«x»`, "unexpected-end"],
    [`{"a":"x"«,»`, "unexpected-end"],
    [`{"a":"x","«b»`, "unexpected-end"],
    [`«{»`, "unexpected-end"],
    [`{«'a'»: 1, 'b': 'x`, "single-quotes", "asks", `{"a": 1, "b": "x"}`],
  ],
  "more than a record": [
    [`{"a":1} «{"b":2}»`, "second-value", "asks", `{"a":1}\n{"b":2}`],
    [`{"a":1}«{"b":2}{"c":3},»`, "second-value", "asks", `{"a":1}\n{"b":2}\n{"c":3}`],
    [`{"a":1}«, {"b":2,}»`, "second-value", "asks", `{"a":1}\n{"b":2}`],
    [`{"a":1}«{"b":»`, "second-value"],
    [`{"a":1}«abc»`, "unexpected-character"],
    [`1 «2»`, "unexpected-character"],
    [`«data:» {"a":1}`, "text-before-record", "asks", `{"a":1}`],
    [`«12:» {"a":1}`, "text-before-record", "asks", `{"a":1}`],
    [`«12»\t{"a":1}`, "text-before-record", "asks", `{"a":1}`],
    [`«>» {"a":1}`, "text-before-record", "asks", `{"a":1}`],
    [`«train.jsonl:7:»{"a":1}`, "text-before-record", "asks", `{"a":1}`],
    [`«data»: [DONE]`, "not-a-value"],
    [`{"a":1} «// note»`, "comment", "asks", `{"a":1}`],
    [`{"a":1} «# 1 wrong»`, "comment", "asks", `{"a":1}`],
    [`{"a":1 «/* x */», "b":2}`, "comment", "asks", `{"a":1 , "b":2}`],
    [`{"a":1, «// x»`, "comment"],
    [`«// note»`, "comment"],
  ],
};

for (const [name, lines] of Object.entries(brokenLines)) {
  describe(name, () => {
    for (const [marked, kind, certainty, repaired] of lines) {
      const { text, marks } = readMarks(marked);
      it(`are named exactly in ${text}`, () => {
        const result = parseJson(text);
        assert.ok(result.kind === "problem");
        const { problem } = result;
        assert.deepEqual([{ line: 0, ...problem.span }, problem.kind], [marks[0], kind]);
      });

      it(`become ${repaired ?? "nothing else"} from ${text}`, () => {
        const repair = repairJson(text);
        const found = repair && [
          repair.isCertain ? "safe" : "asks",
          applyEdits(text, [repair.edit]),
        ];
        assert.deepEqual(found, certainty && [certainty, repaired]);
      });
    }
  });
}
