/** How often faults are tried: a hundred times by `npm run test:faults`, a few times otherwise. */
export const faultRuns = Number(
  process.env["TUNEWRIGHT_FAULT_RUNS"] ??
    (process.env["npm_lifecycle_event"] === "test:faults" ? 100 : 5),
);
