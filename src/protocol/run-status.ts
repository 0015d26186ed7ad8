/** How far a run can be. `unknown`: nobody can tell whether its job exists; a person has to look. */
export const runStatuses = [
  "cancelled",
  "creating",
  "failed",
  "paused",
  "queued",
  "running",
  "succeeded",
  "unknown",
  "uploading",
] as const;

/** How far a run is. */
export type RunStatus = (typeof runStatuses)[number];

/** Whether nothing more will happen with a run by itself. */
export function hasEnded({ status }: { readonly status: RunStatus }): boolean {
  return ["cancelled", "failed", "succeeded", "unknown"].includes(status);
}
