/** One field of a form. Its content must be read to the end before the next part is asked for. */
export interface FormPart {
  readonly name: string;
  /** `undefined` where it is no file. */
  readonly filename: string | undefined;
  readonly content: AsyncIterable<Uint8Array>;
}

/** A form is not well-formed. */
export class FormError extends Error {
  override readonly name = "FormError";
}

const lineBreak = new TextEncoder().encode("\r\n");
const headEnd = new TextEncoder().encode("\r\n\r\n");
const mostHeadBytes = 16_384;

/**
 * The fields of a form (RFC 7578) as they arrive: a file of any size takes no more memory than a
 * piece of it. Throws a `FormError`.
 */
export async function* formParts(request: Request): AsyncGenerator<FormPart> {
  const type = request.headers.get("content-type") ?? "";
  const [, quoted, plain] =
    /^multipart\/form-data;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined || request.body === null) throw new FormError("There is no form.");
  const bytes = new ByteQueue(request.body);
  const delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
  // The first delimiter has no line break before it.
  bytes.putBack(lineBreak);
  for await (const _ of bytes.until(delimiter)) continue;
  while (await hasNext(bytes)) {
    const head = await whole(bytes.until(headEnd), mostHeadBytes);
    const content = bytes.until(delimiter);
    yield { ...namesIn(new TextDecoder().decode(head)), content };
  }
}

/** After a delimiter comes a line break and a part, or two hyphens and the end. */
async function hasNext(bytes: ByteQueue): Promise<boolean> {
  const sign = new TextDecoder().decode(await bytes.take(2));
  if (sign === "\r\n") return true;
  if (sign === "--") return false;
  throw new FormError("A part does not begin as it should.");
}

function namesIn(head: string): Pick<FormPart, "filename" | "name"> {
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(head)?.[1] ?? "";
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) throw new FormError("A part has no name.");
  const filename = /;\s*filename="([^"]*)"/i.exec(disposition)?.[1];
  return {
    name: unescaped(name),
    filename: filename === undefined ? undefined : unescaped(filename),
  };
}

/** As forms write these signs (HTML, multipart/form-data encoding algorithm). */
function unescaped(text: string): string {
  return text.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}

/** All of a content that has at most so many bytes. Throws a `FormError` where there are more. */
export async function whole(
  content: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<Uint8Array> {
  let bytes = new Uint8Array();
  for await (const chunk of content) {
    if (bytes.length + chunk.length > mostBytes) throw new FormError("A part is too long.");
    bytes = joined(bytes, chunk);
  }
  return bytes;
}

/** Bytes that arrive. A class because it keeps those that were read and not yet asked for. */
class ByteQueue {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #pending: Uint8Array = new Uint8Array();

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  putBack(bytes: Uint8Array): void {
    this.#pending = joined(bytes, this.#pending);
  }

  async take(count: number): Promise<Uint8Array> {
    while (this.#pending.length < count) await this.#more();
    const taken = this.#pending.slice(0, count);
    this.#pending = this.#pending.subarray(count);
    return taken;
  }

  /** What comes before a mark, piece by piece; the mark itself is passed over. */
  async *until(mark: Uint8Array): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = indexOf(this.#pending, mark);
      if (at >= 0) {
        const last = this.#pending.subarray(0, at);
        this.#pending = this.#pending.subarray(at + mark.length);
        if (last.length > 0) yield last;
        return;
      }
      // The mark may have begun at the end.
      const sure = this.#pending.length - mark.length + 1;
      if (sure > 0) {
        const piece = this.#pending.subarray(0, sure);
        this.#pending = this.#pending.subarray(sure);
        yield piece;
      }
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#reader.read();
    if (done) throw new FormError("The form ends in the middle.");
    this.#pending = this.#pending.length === 0 ? value : joined(this.#pending, value);
  }
}

function indexOf(bytes: Uint8Array, mark: Uint8Array): number {
  const [first = 0] = mark;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + mark.length > bytes.length) return -1;
    if (mark.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}
