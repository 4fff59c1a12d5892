import type { Fault } from './faults.ts';
import { isObject } from './protocol/conform.ts';

type Output = Record<string, unknown>;

/** Spoils a good output the way a fault says. */
export function tamper(output: Output, fault: Fault): Output {
  switch (fault.do) {
    case 'unknown-fields':
      return addUnknown(output) as Output;
    case 'missing-fields':
      return onItems(output, (item) => dropMembers(item, fault.members));
    case 'wrong-types':
      return onItems(output, (item) => confuse(item, fault.members) as Output);
    default:
      return output;
  }
}

/** Items are the structures of an output, or of its lists: one table, or each of the services. */
function onItems(output: Output, change: (item: Output) => Output): Output {
  const changeEntry = (entry: unknown) => (isObject(entry) ? change(entry) : entry);
  return mapMembers(output, (value) => (Array.isArray(value) ? value.map(changeEntry) : changeEntry(value)));
}

function addUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(addUnknown);
  if (!isObject(value)) return value;
  return { ...mapMembers(value, addUnknown), MemberOfTheFuture: { Nested: ['one', 'two'], Count: 3 } };
}

function dropMembers(item: Output, members: readonly string[] | undefined): Output {
  const kept = Object.entries(item).filter(([name, value]) =>
    members ? !members.includes(name) : typeof value === 'string',
  );
  if (!members) return Object.fromEntries(kept);
  return mapMembers(Object.fromEntries(kept), (value) => deep(value, (part) => dropMembers(part, members)));
}

function confuse(value: unknown, members: readonly string[] | undefined): unknown {
  if (!isObject(value)) return value;
  const copy: Output = {};
  for (const [name, entry] of Object.entries(value)) {
    const struck = members ? members.includes(name) : typeof entry === 'number' || typeof entry === 'boolean';
    copy[name] = struck ? another(entry) : deep(entry, (part) => confuse(part, members));
  }
  return copy;
}

function another(value: unknown): unknown {
  if (typeof value === 'string' || value instanceof Date) return 7;
  if (Array.isArray(value)) return 'a text in place of a list';
  return isObject(value) ? ['a list in place of a structure'] : 'a text in place of a value';
}

function deep(value: unknown, change: (part: Output) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => deep(entry, change));
  return isObject(value) ? change(value) : value;
}

function mapMembers(value: Output, change: (value: unknown) => unknown): Output {
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, change(entry)]));
}
