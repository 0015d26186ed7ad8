/** A file that tells how many of its bytes were read: while it is uploaded, that is its progress. */
export class CountedFile extends File {
  readonly #content: Blob;
  readonly #onProgress: (bytes: number) => void;

  constructor(content: Blob, name: string, onProgress: (bytes: number) => void) {
    super([content], name);
    this.#content = content;
    this.#onProgress = onProgress;
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let bytes = 0;
    const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        bytes += chunk.length;
        this.#onProgress(bytes);
        controller.enqueue(chunk);
      },
    });
    return this.#content.stream().pipeThrough(count);
  }
}
