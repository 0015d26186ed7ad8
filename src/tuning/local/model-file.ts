import { vectorBytes } from "./learner.js";
import type { ModelHead } from "./model.js";

/** The numbers of a model. */
export interface ModelNumbers {
  readonly embeddings: Float32Array;
  readonly outputs: Float32Array;
}

/** A model as it lies on disk: its head and where its numbers are. */
export interface StoredModel extends ModelNumbers {
  readonly head: ModelHead;
}

const magic = "TUNEWRIGHT-MODEL";
const version = 1;
/** Before the head: magic, version, length of the head in bytes. */
const prefixBytes = magic.length + 8;

/**
 * Writes a model down: magic, version and length of the head (32-bit, little-endian), the head as
 * JSON padded with spaces to a multiple of four, embeddings, outputs (32-bit floats, little-endian).
 */
export function encodeModel(head: ModelHead, numbers: ModelNumbers): Uint8Array<ArrayBuffer> {
  const headBytes = paddedHead(head);
  const { embeddings, outputs } = numbers;
  const start = prefixBytes + headBytes.length;
  const bytes = new Uint8Array(start + embeddings.byteLength + outputs.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(magic.length, version, true);
  view.setUint32(magic.length + 4, headBytes.length, true);
  bytes.set(headBytes, prefixBytes);
  bytes.set(bytesOf(embeddings), start);
  bytes.set(bytesOf(outputs), start + embeddings.byteLength);
  return bytes;
}

/** Reads a model, or `undefined` where the bytes are none, or not all of one. */
export function decodeModel(bytes: Uint8Array): StoredModel | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < prefixBytes || !startsWithMagic(bytes)) return undefined;
  if (view.getUint32(magic.length, true) !== version) return undefined;
  const start = prefixBytes + view.getUint32(magic.length + 4, true);
  if (start > bytes.length) return undefined;
  const head = headFrom(new TextDecoder().decode(bytes.subarray(prefixBytes, start)));
  if (head === undefined) return undefined;
  const outputsStart = start + vectorBytes(head.rows, head.dimension);
  const end = outputsStart + vectorBytes(head.labels.length, head.dimension);
  if (bytes.length !== end) return undefined;
  return {
    head,
    embeddings: floatsFrom(bytes.subarray(start, outputsStart)),
    outputs: floatsFrom(bytes.subarray(outputsStart, end)),
  };
}

function paddedHead(head: ModelHead): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(head));
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4).fill(0x20);
  padded.set(bytes);
  return padded;
}

function startsWithMagic(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, magic.length)) === magic;
}

function headFrom(json: string): ModelHead | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isHead(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isHead(value: unknown): value is ModelHead {
  if (typeof value !== "object" || value === null) return false;
  const { labels, rows, dimension, wordNgrams, examplesSeen } = value as Partial<ModelHead>;
  const numbers = [rows, dimension, wordNgrams, examplesSeen];
  return (
    Array.isArray(labels) &&
    labels.every((label) => typeof label === "string") &&
    numbers.every((number) => Number.isSafeInteger(number) && (number ?? -1) >= 0)
  );
}

// Floats are little-endian on every machine that runs this: all that VS Code and Node support.
function bytesOf(floats: Float32Array): Uint8Array {
  return new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
}

/** A copy, because the bytes may start anywhere and floats may not. */
function floatsFrom(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}
