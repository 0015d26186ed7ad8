// The tape: one node of eleven 32-bit words for each value down to `deepestNode`, in the order of
// the text. `tape.ts` one folder up reads it.

export const kindString: u32 = 1;
export const kindNumber: u32 = 2;
export const kindTrue: u32 = 3;
export const kindFalse: u32 = 4;
export const kindNull: u32 = 5;
export const kindObject: u32 = 6;
export const kindArray: u32 = 7;

/**
 * Record 0, its members 1, the items of a list among them 2, the items' members 3, the parts that
 * such a one is a list of 4, the members of a part 5.
 */
export const deepestNode: i32 = 5;

/** The size of a node. */
export const nodeBytes: usize = 44;

let tapeStart: usize = 0;
let tapeEnd: usize = 0;
let top: usize = 0;
/** Whether there was no room for a node. */
export let isFull: bool = false;

export function useTape(start: usize, end: usize): void {
  tapeStart = start;
  tapeEnd = end;
}

export function clearTape(): void {
  top = tapeStart;
  isFull = false;
}

/** The number of nodes on the tape. */
export function nodeCount(): u32 {
  return <u32>((top - tapeStart) / nodeBytes);
}

/** Takes back all nodes from a number on. */
export function truncateTape(count: u32): void {
  top = tapeStart + <usize>count * nodeBytes;
  isFull = false;
}

/** Makes room for a node. Returns its address; 0 where there is no room. */
export function addNode(): usize {
  if (top + nodeBytes > tapeEnd) {
    isFull = true;
    return 0;
  }
  const node = top;
  top += nodeBytes;
  return node;
}

/** The address that the next node will have. */
export function nextNode(): usize {
  return top;
}

/** What every node says of its value. */
export function describeNode(node: usize, kind: u32, hash: u64, key: u64): void {
  store<u32>(node, kind);
  store<u64>(node, hash, 16);
  store<u32>(node, <u32>key, 24);
  store<u32>(node, 0, 28);
  store<u32>(node, 0, 36);
  store<u32>(node, 0, 40);
}

/** Where the value stands, as offsets in the input; its children are on the tape by now. */
export function placeNode(node: usize, start: u32, end: u32): void {
  store<u32>(node, start, 4);
  store<u32>(node, end, 8);
  store<u32>(node, nodeCount(), 32);
}

/** How many bytes a string has when decoded, how many members or items another value has. */
export function countNode(node: usize, count: u32): void {
  store<u32>(node, count, 12);
}

/** The first and the last byte of a string that is not empty. */
export function edgesOfNode(node: usize, firstByte: u8, lastByte: u8): void {
  store<u8>(node, firstByte, 1);
  store<u8>(node, lastByte, 2);
}

/** Of a string that is a member: how it ends and starts, and what it is without blanks around it. */
export function fieldOfNode(node: usize, ending: u32, trimmed: u32, opening: u32): void {
  store<u32>(node, ending, 28);
  store<u32>(node, trimmed, 36);
  store<u32>(node, opening, 40);
}

/** Whether a string holds the needle, and its marks (seven bits); of a record those of all its texts. */
export function marksOfNode(node: usize, hasNeedle: bool, marks: u32): void {
  store<u8>(node, <u8>((marks << 1) | (<u32>hasNeedle)), 3);
}
