import type { Json } from './snapshot.ts';

/** The same value with the members of every object in order: equal values then give equal text. */
export function canonical(value: Json): Json {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, canonical(value[name] as Json)]));
}
