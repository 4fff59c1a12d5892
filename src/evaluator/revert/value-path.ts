import type { Json } from '../../model/snapshot.ts';

type Item = { [member: string]: Json };

const isItem = (value: Json | undefined): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A value with the part at a path put back as it was. A path names members and, where a list has named items, those:
 * `by-date.readCapacityUnits`. Names may hold dots, so that the longest one that is there counts.
 * @param whole the value as the baseline holds it, for what the path does not lead to
 */
export function putAt(value: Json, path: string, before: Json, whole: Json): Json {
  if (path === '') return before;
  if (Array.isArray(value)) return putInList(value, path, before, whole);
  if (!isItem(value)) return whole;
  const member = longest(Object.keys(value).filter((one) => leadsTo(one, path)));
  const old = isItem(whole) ? whole : {};
  if (member === null) return { ...value, [path]: before };
  if (member === path && before === null && !Object.hasOwn(old, member)) {
    return Object.fromEntries(Object.entries(value).filter(([one]) => one !== member));
  }
  const rest = path.slice(member.length + 1);
  return { ...value, [member]: putAt(value[member] ?? null, rest, before, old[member] ?? null) };
}

function putInList(items: Json[], path: string, before: Json, whole: Json): Json {
  const old = Array.isArray(whole) ? whole : [];
  const name = longest(items.flatMap((item) => nameIn(item, path) ?? []));
  if (name === null) return isItem(before) && nameIn(before, path) === path ? [...items, before] : whole;
  const index = items.findIndex((item) => nameIn(item, path) === name);
  if (name === path && before === null) return items.toSpliced(index, 1);
  const namesake = old.find((item) => nameIn(item, path) === name) ?? null;
  return items.with(index, putAt(items[index] ?? null, path.slice(name.length + 1), before, namesake));
}

const longest = (names: string[]) => names.toSorted((a, b) => b.length - a.length)[0] ?? null;
const leadsTo = (name: string, path: string) => name !== '' && (path === name || path.startsWith(`${name}.`));

/** The name of an item that a path goes through: any of its texts may be its name. */
function nameIn(item: Json | undefined, path: string): string | null {
  if (!isItem(item)) return null;
  return Object.values(item).find((text): text is string => typeof text === 'string' && leadsTo(text, path)) ?? null;
}
