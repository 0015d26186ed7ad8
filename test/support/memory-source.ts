import type { ByteSource } from "../../src/core/dataset/line-reader.js";

/** A dataset in memory, handed out in small pieces so that tests cross their borders. */
export function memorySource(text: string, pieceBytes = 61): ByteSource {
  const content = new TextEncoder().encode(text);
  return {
    bytes: content.length,
    readBytes(target, position) {
      const length = Math.min(pieceBytes, target.length);
      const part = content.subarray(position, position + length);
      target.set(part);
      return part.length;
    },
    lineTooLong: (line) => new RangeError(`Line ${line + 1} is too long.`),
  };
}
