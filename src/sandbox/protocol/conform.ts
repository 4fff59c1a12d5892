import type { Shape } from './shape.ts';

/** One place where data and its shape disagree. */
export type Mismatch = { path: string; kind: 'unknown-member' | 'wrong-type'; detail: string };

/**
 * Walks data along its shape and returns a copy that holds declared members only, timestamps as `Date`.
 * The SDK's own serialisers drop unknown members in silence, hence this walk before they see anything.
 */
export function conform(shape: Shape, value: unknown): { value: unknown; mismatches: Mismatch[] } {
  const walk: Walk = { path: [], mismatches: [] };
  return { value: visit(shape, value, walk), mismatches: walk.mismatches };
}

type Walk = { path: string[]; mismatches: Mismatch[] };

function visit(shape: Shape, value: unknown, walk: Walk): unknown {
  switch (shape.kind) {
    case 'structure':
      return isObject(value) ? visitStructure(shape, value, walk) : wrong(`a ${shape.name} structure`, value, walk);
    case 'list':
      return Array.isArray(value) ? visitList(shape.item().shape, value, walk) : wrong('a list', value, walk);
    case 'map':
      return isObject(value) ? visitMap(shape.item().shape, value, walk) : wrong('a map', value, walk);
    case 'timestamp':
      return readTime(value) ?? wrong('a timestamp (ISO 8601 with a zone, or epoch seconds)', value, walk);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : wrong('a number', value, walk);
    case 'string':
    case 'boolean':
      return typeof value === shape.kind ? value : wrong(`a ${shape.kind}`, value, walk);
    default:
      return value;
  }
}

function visitStructure(shape: Shape & { kind: 'structure' }, value: Record<string, unknown>, walk: Walk): unknown {
  const members = shape.members();
  const copy: Record<string, unknown> = {};
  for (const name in value) {
    const item = value[name];
    if (item === undefined || item === null) continue;
    const member = members.get(name);
    walk.path.push(name);
    if (member) copy[name] = visit(member.shape, item, walk);
    else report('unknown-member', `${shape.name} has no member ${name}`, walk);
    walk.path.pop();
  }
  return copy;
}

function visitList(item: Shape, value: unknown[], walk: Walk): unknown[] {
  return value.map((entry, index) => {
    walk.path.push(String(index));
    const copy = visit(item, entry, walk);
    walk.path.pop();
    return copy;
  });
}

function visitMap(item: Shape, value: Record<string, unknown>, walk: Walk): unknown {
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    walk.path.push(key);
    copy[key] = visit(item, value[key], walk);
    walk.path.pop();
  }
  return copy;
}

function wrong(expected: string, value: unknown, walk: Walk): unknown {
  report('wrong-type', `expected ${expected}, found ${JSON.stringify(value)?.slice(0, 80) ?? String(value)}`, walk);
  return value;
}

function report(kind: Mismatch['kind'], detail: string, walk: Walk): void {
  walk.mismatches.push({ kind, detail, path: walk.path.join('.') });
}

const isoTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/;

/** Reads a timestamp from a Date, epoch seconds (number or text) or ISO 8601 text with a zone; undefined when it is none of them. */
export function readTime(value: unknown): Date | undefined {
  if (value instanceof Date) return value;
  const seconds = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof seconds === 'number' && Number.isFinite(seconds)) return new Date(Math.round(seconds * 1000));
  if (typeof value !== 'string' || !isoTime.test(value)) return undefined;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** Whether a value is an object with members: no array, no Date. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
