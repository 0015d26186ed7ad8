// A bundle of its own, loaded with the first page of a run: see run-pages.ts.
export { RunPage } from "./run-page.js";
