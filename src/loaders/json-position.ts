import type { Path } from './schema-problems.ts';

/** Where JSON text stops being JSON. */
export interface JsonFault {
  offset: number;
  /** What is wrong, in words. */
  message: string;
}

interface Frame {
  /** Member or index that is being read. */
  member: string | number;
  /** Whether this value, so far, lies on the wanted path. */
  onPath: boolean;
  kind: 'object' | 'array';
}

const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings.
  /[ \t\n\r]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/y;

interface Walk {
  text: string;
  wanted: Path;
  at: 'key' | 'value';
  /** Best offset found so far for the wanted path: of the value, else of its nearest parent. */
  found: number;
  /** True once the wanted place itself was found. */
  done: boolean;
  frames: Frame[];
}

/** Offset of the value at a path of valid JSON text, or of its key; what is missing is shown at its nearest parent. */
export function jsonOffset(text: string, path: Path, at: 'key' | 'value' = 'value'): number {
  const walk: Walk = { text, wanted: path, at, found: 0, done: false, frames: [] };
  scan(walk);
  return walk.found;
}

/** The first place where text is not JSON; null when it is JSON throughout. */
export function findJsonFault(text: string): JsonFault | null {
  return scan({ text, wanted: [], at: 'value', found: 0, done: false, frames: [] });
}

type Expecting = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const expectingText: Record<Expecting, string> = {
  value: 'a value',
  'value-or-end': 'a value or ]',
  key: 'a key in double quotes',
  'key-or-end': 'a key in double quotes or }',
  colon: ':',
  'comma-or-end': ', or the end of the list or object',
  nothing: 'the end of the file',
};

/** Reads token by token, without recursion, so that no nesting can overflow the stack. */
function scan(walk: Walk): JsonFault | null {
  let expecting: Expecting = 'value';
  token.lastIndex = 0;
  for (;;) {
    const from = token.lastIndex;
    const match = token.exec(walk.text);
    if (match === null) return endFault(walk.text, from, expecting);
    const word = match[1] ?? match[2] ?? match[3] ?? '';
    const offset = token.lastIndex - word.length;
    const next = step(walk, expecting, word, offset);
    if (next === null) return { offset, message: `expected ${expectingText[expecting]}; found ${clip(word)}` };
    if (walk.done) return null;
    expecting = next;
  }
}

function endFault(text: string, from: number, expecting: Expecting): JsonFault | null {
  const rest = /[^ \t\n\r]/g;
  rest.lastIndex = from;
  const offset = rest.exec(text)?.index ?? text.length;
  const cut = /^("([^"\\\n]|\\.)*\\?|t|tr|tru|f|fa|fal|fals|n|nu|nul|-?[\d.eE+-]*)$/.test(
    text.slice(offset, offset + 100_000),
  );
  if (offset < text.length && !cut) {
    return { offset, message: `expected ${expectingText[expecting]}; found ${clip(text.slice(offset, offset + 20))}` };
  }
  if (expecting === 'nothing' && offset === text.length) return null;
  return { offset: text.length, message: 'the file ends in the middle; it is truncated' };
}

/** What may follow a token; null when the token may not stand here. */
function step(walk: Walk, expecting: Expecting, word: string, offset: number): Expecting | null {
  const frame = walk.frames.at(-1);
  if (word === '}' || word === ']') return close(walk, expecting, word);
  if (word === ',') {
    if (expecting !== 'comma-or-end' || frame === undefined) return null;
    if (frame.kind === 'object') return 'key';
    frame.member = Number(frame.member) + 1;
    return 'value';
  }
  if (word === ':') return expecting === 'colon' ? 'value' : null;
  if (expecting === 'key' || expecting === 'key-or-end') {
    if (!word.startsWith('"') || frame === undefined) return null;
    frame.member = JSON.parse(word) as string;
    if (walk.at === 'key') note(walk, offset, walk.frames.length);
    return 'colon';
  }
  if (expecting !== 'value' && expecting !== 'value-or-end') return null;
  return value(walk, word, offset);
}

function close(walk: Walk, expecting: Expecting, word: string): Expecting | null {
  const kind = word === '}' ? 'object' : 'array';
  const empty = expecting === (kind === 'object' ? 'key-or-end' : 'value-or-end');
  if (walk.frames.at(-1)?.kind !== kind || !(empty || expecting === 'comma-or-end')) return null;
  walk.frames.pop();
  return walk.frames.length === 0 ? 'nothing' : 'comma-or-end';
}

function value(walk: Walk, word: string, offset: number): Expecting {
  const depth = walk.frames.length;
  const onPath = isOnPath(walk, depth);
  if (!(walk.at === 'key' && depth === walk.wanted.length)) note(walk, offset, depth);
  if (word !== '{' && word !== '[') return depth === 0 ? 'nothing' : 'comma-or-end';
  walk.frames.push({ member: 0, onPath, kind: word === '{' ? 'object' : 'array' });
  return word === '{' ? 'key-or-end' : 'value-or-end';
}

/** Keeps the offset when the value that is being read, at this depth, is the wanted one or a parent of it. */
function note(walk: Walk, offset: number, depth: number): void {
  if (depth > walk.wanted.length || !isOnPath(walk, depth)) return;
  walk.found = offset;
  walk.done = depth > 0 && depth === walk.wanted.length;
}

function isOnPath(walk: Walk, depth: number): boolean {
  if (depth === 0) return true;
  const parent = walk.frames[depth - 1];
  return parent?.onPath === true && depth <= walk.wanted.length && parent.member === walk.wanted[depth - 1];
}

function clip(word: string): string {
  const line = word.split('\n', 1)[0] ?? '';
  return line.length > 20 ? `${line.slice(0, 20)}…` : line;
}
