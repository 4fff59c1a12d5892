/**
 * The hash that GitHub's upload action computes for a line of a file: over the first 100 characters from the start
 * of the line, blanks and tabs left out, line ends as LF, 65535 for the end of the file and zeros after it.
 * https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
 */

const windowLength = 100;
const factor = 37n;
const endOfFile = 65_535;
const lineFeed = 10;
const carriageReturn = 13;

/** The hash of the line that starts at an offset, as if no earlier line had the same; true for lines that hold a key. */
export function createLineHasher(text: string): (offset: number) => string {
  return (offset) => `${hashWindow(text, offset)}:1`;
}

/** Hashes of all lines, with `:2`, `:3`… where earlier lines have the same hash, as the upload action writes them. */
export function hashLines(text: string): string[] {
  const seen = new Map<string, number>();
  return lineStarts(text).map((start) => {
    const hash = hashWindow(text, start);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed) continue;
    if (code === lineFeed || code === carriageReturn) starts.push(at + 1);
  }
  return starts;
}

function hashWindow(text: string, start: number): string {
  let hash = 0n;
  for (const code of windowFrom(text, start)) hash = BigInt.asUintN(64, hash * factor + BigInt(code));
  return hash.toString(16);
}

function windowFrom(text: string, start: number): number[] {
  const codes: number[] = [];
  for (let at = start; at < text.length && codes.length < windowLength; at++) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9) continue;
    if (code === lineFeed && text.charCodeAt(at - 1) === carriageReturn) continue;
    codes.push(code === carriageReturn ? lineFeed : code);
  }
  if (codes.length < windowLength) codes.push(endOfFile);
  while (codes.length < windowLength) codes.push(0);
  return codes;
}
