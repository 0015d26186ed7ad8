// What commands load only when they are run: a bundle of its own, because of the libraries in it.
export { runServe } from "./serve.js";
