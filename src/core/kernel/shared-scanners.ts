import { LineScanner } from "./line-scanner.js";

// A scanner owns memory of its own, for which engines set aside gigabytes of addresses: there may
// be many documents, but there must be few scanners.

const mostIdle = 2;
const idle: LineScanner[] = [];

/** Lends a scanner for a longer reading, such as that of a file. Give it back at the end. */
export function takeScanner(): LineScanner {
  return idle.pop() ?? new LineScanner();
}

/** Takes a scanner back. One that has grown for long lines is let go instead. */
export function giveScanner(scanner: LineScanner): void {
  scanner.lookFor(undefined, "");
  if (idle.length < mostIdle && scanner.growth === 1) idle.push(scanner);
}

/** The scanner that hashes texts: nothing that it says is needed after the call. */
export const textScanner = lasting();

/** The scanner of single lines: what it says is good until somebody scans the next line. */
export const lineScanner = lasting();

const mostGrowth = 64;

/** One small scanner for all time; after a very long line another one, which gives memory back. */
function lasting(): () => LineScanner {
  let scanner: LineScanner | undefined;
  return () => {
    if (scanner === undefined || scanner.growth > mostGrowth) {
      scanner = new LineScanner({ inputBytes: 1 << 14, lines: 8 });
    }
    return scanner;
  };
}
