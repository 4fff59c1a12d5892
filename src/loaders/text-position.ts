export interface Position {
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
}

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const end = Math.min(Math.max(offset, 0), text.length);
  let line = 1;
  let start = 0;
  for (let found = text.indexOf('\n'); found !== -1 && found < end; found = text.indexOf('\n', start)) {
    line += 1;
    start = found + 1;
  }
  return { line, column: end - start + 1 };
}
