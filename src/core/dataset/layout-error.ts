/** A file that cannot be laid out as one record on each line; the message says why. */
export class LayoutError extends Error {
  override readonly name = "LayoutError";
}
