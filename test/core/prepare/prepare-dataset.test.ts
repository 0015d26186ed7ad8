import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Ran } from "../../support/memory-rows.ts";
import { runOnRows, told } from "../../support/memory-rows.ts";

const start = `source: a.csv
format: prompt-completion
prompt: "{{ text }} ->"
completion: " {{ label }}"
shuffle: false
`;

function rows(...pairs: readonly (readonly [text: string, label: string])[]) {
  return pairs.map(([text, label]) => ({ text, label }));
}

function prepared(ran: Ran): Extract<Ran, { kind: "prepared" }> {
  assert.ok(ran.kind === "prepared", JSON.stringify(ran));
  return ran;
}

async function lines(recipe: string, table: Parameters<typeof runOnRows>[1], part = "train") {
  return prepared(await runOnRows(recipe, table)).files[part];
}

async function said(
  recipe: string,
  table: Parameters<typeof runOnRows>[1],
): Promise<readonly string[]> {
  const ran = await runOnRows(recipe, table);
  return told(recipe, ran.kind === "prepared" ? ran.notes : ran.problems);
}

const two = rows(
  ["one two", "a"],
  ["One, two!", "a"],
  ["one two", "b"],
  ["one two", "b"],
  ["three", "c"],
);

describe("a recipe on rows", () => {
  it("writes what the templates say, and leaves equal records out", async () => {
    const ran = prepared(await runOnRows(start, two));
    assert.deepEqual(ran.files["train"], [
      '{"prompt":"one two ->","completion":" a"}',
      '{"prompt":"One, two! ->","completion":" a"}',
      '{"prompt":"one two ->","completion":" b"}',
      '{"prompt":"three ->","completion":" c"}',
    ]);
    assert.deepEqual(ran.steps, [
      { step: "read", in: 5, out: 5 },
      { step: "deduplicate", in: 5, out: 4 },
    ]);
    assert.equal((await lines(`${start}deduplicate: none\n`, two))?.length, 5);
  });

  it("decides as it is told where one prompt has several completions", async () => {
    const by = (by: string, conflicts: string) =>
      lines(`${start}deduplicate: ${by}\nconflicts: ${conflicts}\n`, two);
    const answers = async (kind: string, conflicts: string) =>
      (await by(kind, conflicts))
        ?.map((line) => line.slice(11).replace(/","completion"/, ""))
        .join(" ");
    assert.equal(
      await answers("prompt", "first"),
      'one two ->:" a"} One, two! ->:" a"} three ->:" c"}',
    );
    assert.equal(
      await answers("prompt", "majority"),
      'One, two! ->:" a"} one two ->:" b"} three ->:" c"}',
    );
    assert.equal(await answers("prompt", "drop"), 'One, two! ->:" a"} three ->:" c"}');
    // In normal form two of four answer "a" and two "b": the earliest of equally frequent ones stays.
    assert.equal(await answers("normalised", "majority"), 'one two ->:" a"} three ->:" c"}');
    assert.deepEqual(await said(`${start}deduplicate: prompt\n`, two), [
      'error «prompt» 1 prompts have several completions (3 records; the first rows are 1). Say with "conflicts" which of them stays: first, majority or drop.',
    ]);
  });

  it("finds what is nearly the same in a sorted table, whatever its first rows have in common", async () => {
    const said = (who: string, when: string): string =>
      `I want to use my card again that I had reported as lost ${when}, because ${who} has found it under a seat`;
    const names = Array.from(
      { length: 20 },
      (_, index) => `person${String.fromCharCode(97 + index)}`,
    );
    const lost = names.map((name) => [said(`${name} of ${name} ${name}s`, name), "lost"] as const);
    const others = Array.from(
      { length: 2_000 },
      (_, index) =>
        [`question ${"abcdefghijklmnopqrst"[index % 20] ?? ""}${index} of mine`, "other"] as const,
    );
    const near = [
      [said("my sister", "last week"), "lost"],
      [said("my sister", "this week"), "lost"],
    ] as const;
    const table = rows(...near, ...lost, ...others);
    assert.equal(
      (await lines(`${start}deduplicate: { by: near }\n`, table))?.length,
      table.length - 1,
    );
  });

  it("leaves out what is nearly the same, from the threshold on", async () => {
    const words =
      "the quick brown fox jumps over the lazy dog while seven small birds sing loudly in that old tree near our house".split(
        " ",
      );
    const other = words.with(10, "eight");
    const table = [
      ...rows(
        [words.join(" "), "a"],
        [words.with(3, "cat").join(" "), "a"],
        [other.join(" "), "b"],
      ),
      ...rows(
        ...Array.from({ length: 8 }, (_, at): [string, string] => [
          `another text number ${at}`,
          "c",
        ]),
      ),
    ];
    assert.equal((await lines(`${start}deduplicate: { by: near }\n`, table))?.length, 10);
    assert.equal(
      (await lines(`${start}deduplicate: { by: near, threshold: 0.95 }\n`, table))?.length,
      11,
    );
  });

  it("renames, merges and drops labels, and says of how many rows", async () => {
    const recipe = `${start}labels: { column: label, map: { a: A }, merge: { other: [c, d] }, drop: b }\n`;
    assert.deepEqual(await lines(recipe, two), [
      '{"prompt":"one two ->","completion":" A"}',
      '{"prompt":"One, two! ->","completion":" A"}',
      '{"prompt":"three ->","completion":" other"}',
    ]);
    assert.deepEqual(await said(recipe, two), [
      'information «a» 2 rows with the label "a" become "A".',
      'information «c» 1 rows with the label "c" become "other".',
      'warning «d» No row has the label "d". Did you mean "a"?',
      'information «b» 2 rows with the label "b" are left out.',
    ]);
  });

  it("keeps records by content, characters and tokens", async () => {
    const table = rows(["  ", "a"], ["word", "a"], ["many more words than the others have", "a"]);
    const kept = async (keep: string) =>
      (
        await lines(
          `${start}target: openai\nmodel: gpt-4o-mini\nkeep: ${keep}\n`.replace(
            "target: openai\n",
            "",
          ),
          table,
        )
      )?.length;
    assert.equal(await kept("{ nonEmpty: text }"), 2);
    assert.equal(await kept("{ minimumCharacters: 10 }"), 1);
    assert.equal(await kept("{ maximumCharacters: 10 }"), 2);
    assert.equal(await kept("{ minimumTokens: 6 }"), 1);
    assert.equal(await kept("{ maximumTokens: 6 }"), 2);
    assert.match(
      (await said(`${start}keep: { maximumTokens: 6 }\n`, table))[0] ?? "",
      /name a "model"/,
    );
  });

  it("balances in training only, and marks the copies", async () => {
    const table = rows(
      ...Array.from({ length: 40 }, (_, at): [string, string] => [
        `text ${at}`,
        at % 8 === 0 ? "rare" : "often",
      ]),
    );
    const recipe = `${start}split: { train: 0.8, test: 0.2, stratify: label }\nbalance: { maximumPerLabel: 20, minimumPerLabel: 10 }\n`;
    const ran = prepared(await runOnRows(recipe, table));
    assert.deepEqual(ran.labels, [
      { label: "often", records: 35, parts: { train: 20, test: 7 } },
      { label: "rare", records: 5, parts: { train: 10, test: 1 } },
    ]);
    const [train] = ran.parts;
    assert.equal(train?.copies.length, 6);
    const written = ran.files["train"] ?? [];
    const copies = new Set(train?.copies);
    const originals = new Set(written.filter((_, line) => !copies.has(line)));
    assert.equal(originals.size, 24);
    assert.ok([...copies].every((line) => originals.has(written[line] ?? "")));
    assert.deepEqual(ran.steps.at(-1), { step: "balance", in: 40, out: 38 });
  });

  it("gives weights with which labels count alike, where the target takes them", async () => {
    const table = rows(["1", "a"], ["2", "a"], ["3", "a"], ["4", "b"]);
    const ran = prepared(
      await runOnRows(`${start}target: together\nbalance: { weights: true }\n`, table),
    );
    assert.deepEqual(ran.parts[0]?.weights, [0.666667, 2]);
    assert.match(
      (await said(`${start}target: local\nbalance: { weights: true }\n`, table))[0] ?? "",
      /takes no weights/,
    );
  });

  it("splits by time: the newest records test", async () => {
    const table = [
      "2024-03-01",
      "2024-01-05",
      "2023-12-31T23:00:00Z",
      "2024-02-10",
      "2024-01-06",
    ].map((date, at) => ({ text: `t${at}`, label: "a", date }));
    const ran = prepared(
      await runOnRows(`${start}split: { train: 3, test: 2, time: date }\n`, table),
    );
    assert.deepEqual(
      ran.files["test"]?.map((line) => /t\d/.exec(line)?.[0]),
      ["t0", "t3"],
    );
    assert.match(
      (
        await said(`${start}split: { train: 1, test: 1, time: date }\n`, [
          { text: "a", label: "b", date: "soon" },
        ])
      )[0] ?? "",
      /«date» Row 1: "soon" is no date/,
    );
  });

  it("warns of parts that are empty or lack a label, and of sizes that are too large", async () => {
    const table = rows(
      ...Array.from({ length: 20 }, (_, at): [string, string] => [
        `text ${at}`,
        at === 0 ? "rare" : "often",
      ]),
    );
    assert.deepEqual(
      await said(`${start}split: { train: 0.9, test: 0.1, stratify: label }\n`, table),
      ['warning «0.1» The part "test" lacks a label: rare (1).'],
    );
    assert.deepEqual(await said(`${start}split: { train: 0.99, test: 0.01 }\n`, table), [
      'warning «0.01» The part "test" is empty.',
    ]);
    assert.match(
      (await said(`${start}split: { train: 100, test: 10 }\n`, table))[0] ?? "",
      /The parts want 110 records, and there are 20/,
    );
  });

  it("warns of separators: blanks behind it, in the data, none; of a missing space and of examples", async () => {
    const recipe = (prompt: string, completion: string) =>
      `source: a\nformat: prompt-completion\nprompt: "${prompt}"\ncompletion: "${completion}"\n`;
    const table = rows(["a ### b", "x"], ["c", "x"]);
    assert.match(
      (await said(recipe("{{ text }} ### ", " {{ label }}"), table))[0] ?? "",
      /^warning « » White space after the separator/,
    );
    const [inside] = await said(recipe("{{ text }}\\n\\n###\\n\\n", " {{ label }}"), table);
    assert.equal(
      inside,
      "warning «\\n\\n###\\n\\n» The separator also stands inside of 1 prompts (first in row 1): a model would not know where they end.",
    );
    assert.match(
      (await said(recipe("{{ text }}", " {{ label }}"), table))[0] ?? "",
      /^warning «\{\{ text \}\}» The prompt ends without a separator/,
    );
    assert.match(
      (await said(recipe("{{ text }} ->", "{{ label }}"), table))[0] ?? "",
      /^warning «\{» .* begin with a space/,
    );
    const shots = "Text: good\\nStars: 5\\n\\nText: bad\\nStars: 1\\n\\nText: {{ text }}\\nStars:";
    assert.match(
      (await said(recipe(shots, " {{ label }}"), table))[0] ?? "",
      /^warning «Text: good.*Stars: 1» 2 examples stand in every prompt/,
    );
    assert.deepEqual(await said(recipe("{{ text }}\\n\\n===\\n\\n", " {{ label }}"), table), []);
  });

  it("says that a column of ids is spread over the parts, and of groups that are missing", async () => {
    const table = Array.from({ length: 40 }, (_, at) => ({
      text: `t ${at}`,
      label: "a",
      product_id: at === 0 ? "" : `p${at % 4}`,
    }));
    const split = "split: { train: 0.5, test: 0.5 }";
    assert.match(
      (await said(`${start}${split}\n`, table))[0] ?? "",
      /values of "product_id" are in several parts/,
    );
    assert.deepEqual(
      await said(`${start}${split.replace("}", ", group: product_id }")}\n`, table),
      [
        'information «product_id» 1 records have no "product_id": each counts as a group of its own.',
      ],
    );
  });

  it("names columns that do not exist wherever they are named", async () => {
    const recipe = `${start}split: { train: 0.5, test: 0.5, group: labell }\nkeep: { nonEmpty: txt }\n`;
    assert.deepEqual(await said(recipe, two), [
      'error «labell» There is no column "labell". Did you mean "label"?',
      'error «txt» There is no column "txt". Did you mean "text"?',
    ]);
  });

  it("makes conversations, of columns and of lists", async () => {
    const short = `source: a\nformat: chat\nsystem: "{{ system }}"\nprompt: "{{ text }}"\ncompletion: "{{ label }}"\nshuffle: false\n`;
    assert.deepEqual(
      await lines(short, [
        { text: "q", label: "r", system: "" },
        { text: "q", label: "s", system: "be" },
      ]),
      [
        '{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"r"}]}',
        '{"messages":[{"role":"system","content":"be"},{"role":"user","content":"q"},{"role":"assistant","content":"s"}]}',
      ],
    );
    const long = `source: a\nformat: chat\nmessages:\n  - { role: system, content: hi }\n  - { each: turns, role: "{{ item.by }}", content: "{{ item.text }}", when: "{{ item.text }}" }\ntools: "{{ tools }}"\n`;
    const turns = [
      { by: "user", text: "q" },
      { by: "user", text: "" },
      { by: "assistant", text: "{{ x }}" },
    ];
    assert.deepEqual(await lines(long, [{ turns, tools: '[{"type":"function"}]' }]), [
      '{"messages":[{"role":"system","content":"hi"},{"role":"user","content":"q"},{"role":"assistant","content":"{{ x }}"}],"tools":[{"type":"function"}]}',
    ]);
    assert.match(
      (await said(long, [{ turns: "none", tools: "" }]))[0] ?? "",
      /Row 1: A list is needed here/,
    );
  });

  it("makes fields whose names are keys of recipes, and values that are no texts", async () => {
    const recipe = `source: a\nformat: alpaca\nrecord: { instruction: Rate., input: "{{ text }}", output: "{{ label }}" }\n`;
    assert.deepEqual(await lines(recipe, rows(["t", "5"])), [
      '{"instruction":"Rate.","input":"t","output":"5"}',
    ]);
    const liked = `source: a\nformat: unpaired-preference\nprompt: "{{ text }}"\ncompletion: c\nlabel: "{{ label }}"\n`;
    assert.deepEqual(await lines(liked, rows(["t", "yes"])), [
      '{"prompt":"t","completion":"c","label":true}',
    ]);
    assert.match(
      (await said(liked, rows(["t", "maybe"])))[0] ?? "",
      /Row 1: The field "label" is no text: true or false/,
    );
  });
});
