import type { Readable } from "node:stream";
import { SaxesParser } from "saxes";

export type XmlEvent =
  | {
      readonly kind: "open";
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
    }
  | { readonly kind: "close"; readonly name: string }
  | { readonly kind: "text"; readonly text: string };

/**
 * The tags and texts of a stream of XML in UTF-8, by the local names of tags. Entities of a
 * document's own are not known, so none can grow or read a file.
 */
export async function* xmlEvents(stream: Readable): AsyncGenerator<readonly XmlEvent[]> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder();
  let events: XmlEvent[] = [];
  parser.on("opentag", ({ name, attributes }) => {
    events.push({ kind: "open", name: localName(name), attributes });
  });
  parser.on("closetag", ({ name }) => void events.push({ kind: "close", name: localName(name) }));
  parser.on("text", (text) => void events.push({ kind: "text", text }));
  parser.on("cdata", (text) => void events.push({ kind: "text", text }));
  parser.on("error", (error) => {
    throw error;
  });
  for await (const piece of stream as AsyncIterable<Buffer>) {
    parser.write(decoder.decode(piece, { stream: true }));
    yield events;
    events = [];
  }
  parser.close();
  yield events;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
