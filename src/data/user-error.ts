/** Something that went wrong outside of us, in words that say what to do. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** Whether an error is a `UserError`, also one of another bundle of ours. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === "UserError";
}

/** A system error's words for people, with the path it is about. */
export function describeSystemError(error: unknown, path: string): string {
  const code = systemErrorCode(error);
  switch (code) {
    case "ENOENT":
      return `${path} does not exist.`;
    case "EACCES":
    case "EPERM":
      return `${path} cannot be opened: permission is missing.`;
    case "EISDIR":
      return `${path} is a directory.`;
    case "ENOSPC":
      return `${path} cannot be written: the disk is full.`;
    case "EROFS":
      return `${path} cannot be written: the file system is read-only.`;
    default:
      return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The code of a Node system error, such as `ENOENT`. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
