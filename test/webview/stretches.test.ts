import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stretches } from "../../src/webview/ui/stretches.js";

function drawn(text: string, separator: string | null = null): string {
  return stretches(text, separator)
    .map(({ kind, text: shown }) => (kind === "plain" ? shown : `${kind[1] ?? ""}[${shown}]`))
    .join("");
}

describe("a text in a preview", () => {
  it("has signs where white space would not be seen", () => {
    assert.equal(drawn(" five"), "p[·]five");
    assert.equal(drawn("a  b c "), "ap[··]b cp[·]");
    assert.equal(drawn("a\tb\n"), "ap[→\t]bp[↵\n]");
    assert.equal(drawn("a \r\n b\u00A0c"), "ap[·]p[␍]p[↵\n]p[·]bp[⍽]c");
  });

  it("has its separator apart, at its end only", () => {
    assert.equal(drawn("a ### b\n\n###\n\n", "\n\n###\n\n"), "a ### be[↵\n↵\n###↵\n↵\n]");
    assert.equal(drawn("### b", "###"), "### b");
  });

  it("keeps every character", () => {
    const text = "  a\n\n b \t c\u00A0\r\n";
    const signless = stretches(text, null)
      .map(({ text: shown }) => shown.replace(/[↵→]/g, "").replaceAll("·", " "))
      .join("");
    assert.equal(signless.replaceAll("␍", "\r").replaceAll("⍽", "\u00A0"), text);
  });
});
