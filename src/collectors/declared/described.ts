import type { Json } from '../../model/snapshot.ts';
import type { Declaration, Member } from './declaration.ts';
import type { DeclaredElement, DeclaredPlace, Neighbours } from './element.ts';
import { AfterApplyError, type Properties } from './properties.ts';
import { type Declared, type DeclaredObject, filled, isFilled, isObject, isUnresolved } from './value.ts';

/** What AWS would answer, made of properties; values of it may be unresolved. */
export type Answer = DeclaredObject;

/** How a describe function sees it: plain JSON in the SDK's shape. */
type Described = { attributes: Record<string, unknown>; defaulted?: readonly string[]; unread?: object };

export interface DescribedBy<Shape> {
  /** The answer of AWS that the properties lead to, in its own names. */
  answer(properties: Properties, element: DeclaredElement, neighbours: Neighbours, place: DeclaredPlace): Answer;
  /** The function that maps such an answer when it comes from AWS. */
  describe(answer: Shape, place: DeclaredPlace): Described;
  /** Dotted paths within the answer of names that others join by: there a symbolic name is as good as a name. `*` is any item. */
  names?: readonly string[];
  /** Attributes that no source tells. */
  untold?: readonly string[];
}

const marker = 'unknown-until-applied';

/** Stands for an object that is not known: whatever is read of it, or computed by it, is not known either. */
const deep: object = new Proxy(() => {}, {
  apply: () => deep,
  get: (_, member) => {
    if (member === Symbol.toPrimitive) return () => Number.NaN;
    if (member === 'toJSON') return () => marker;
    return typeof member === 'symbol' ? undefined : deep;
  },
});

/** What is put in for values that are not known. A member that is the same whatever stands there does not depend on them. */
const probes: readonly unknown[] = [undefined, marker, 987_654_321, -987_654_321, true, [], [marker], deep, [deep]];

/**
 * The attributes of a kind by the same function that maps the answers of AWS, so that defaults and spelling are the same. What is not known is
 * found by trying: the function is run with several values in its place, and a member that they change is not known either.
 */
export function describedBy<Shape>(
  names: readonly string[],
  { answer, describe, names: joined = [], untold = [] }: DescribedBy<Shape>,
): Declaration['attributes'] {
  const runs = new WeakMap<DeclaredObject, Map<string, Found>>();
  const found = (...[properties, element, neighbours, place]: Parameters<Member>) => {
    let members = runs.get(properties.bag);
    if (!members) {
      members = tryAll(answer(properties, element, neighbours, place), joined, (plain) =>
        describe(plain as Shape, place),
      );
      runs.set(properties.bag, members);
    }
    return members;
  };
  const member =
    (name: string): Member =>
    (...given) => {
      const one = found(...given).get(name);
      if (one === undefined) return undefined;
      if (one.open !== null) throw new AfterApplyError(name, one.open === 'left-to-aws');
      return one.isDefault ? filled(one.value as never) : one.value;
    };
  return Object.fromEntries(names.map((name) => [name, untold.includes(name) ? null : member(name)]));
}

/** Whether such a value is anywhere in an answer. */
function holds(value: Declared | undefined, isSuch: (value: unknown) => boolean): boolean {
  if (isSuch(value)) return true;
  if (isFilled(value)) return holds(value.value, isSuch);
  if (Array.isArray(value)) return value.some((item) => holds(item, isSuch));
  return isObject(value) && Object.values(value).some((member) => holds(member, isSuch));
}

interface Found {
  value: unknown;
  isDefault: boolean;
  /** Why the value is not known; null where it is. */
  open: 'after-apply' | 'left-to-aws' | null;
}

function tryAll(answer: Answer, joined: readonly string[], describe: (plain: Json) => Described): Map<string, Found> {
  const run = (probe: unknown, which: 'all' | 'said', isFilledIn: boolean) =>
    attempt(() => describe(plainOf(answer, { probe, which, isFilledIn, joined, path: '' }) as Json));
  const all = (holds(answer, isUnresolved) ? probes : [undefined]).map((probe) => run(probe, 'all', true));
  const [first] = all;
  // With what is left to AWS taken for absent, only what the source says and does not know yet makes a difference.
  const said = all.length > 1 ? probes.map((probe) => run(probe, 'said', true)) : all;
  const bare = holds(answer, isFilled) ? run(undefined, 'all', false) : first;
  const members = new Map<string, Found>();
  for (const name of new Set([...all, ...said].flatMap((one) => (one ? Object.keys(one.attributes) : [])))) {
    const isOpen = differs(all, name);
    members.set(name, {
      value: name in (first?.unread ?? {}) ? undefined : first?.attributes[name],
      isDefault: (bare?.defaulted ?? []).includes(name) || (first?.defaulted ?? []).includes(name),
      open: !isOpen ? null : differs(said, name) ? 'after-apply' : 'left-to-aws',
    });
  }
  return members;
}

const differs = (runs: readonly (Described | null)[], name: string): boolean => {
  const texts = runs.filter((one) => one !== null).map((one) => textOf(one, name));
  return texts.length === 0 || texts.some((text) => text !== texts[0]);
};

const textOf = (one: Described, name: string) =>
  name in (one.unread ?? {}) ? '\u0000unread' : (JSON.stringify(one.attributes[name]) ?? '\u0000absent');

function attempt(describe: () => Described): Described | null {
  try {
    return describe();
  } catch {
    // A describe function refuses answers that make no sense to it, as it should when they come from AWS.
    return null;
  }
}

interface Plain {
  probe: unknown;
  /** Which unknown values the probe stands for: all, or those that the source sets. */
  which: 'all' | 'said';
  /** Whether what the provider filled in is there. */
  isFilledIn: boolean;
  joined: readonly string[];
  path: string;
}

function plainOf(value: Declared | undefined, plain: Plain): Json | undefined {
  if (isUnresolved(value)) {
    if (value.symbol !== null && plain.joined.includes(plain.path)) return value.symbol;
    return value.isLeftToAws && plain.which === 'said' ? undefined : (plain.probe as Json);
  }
  if (isFilled(value)) return plain.isFilledIn ? plainOf(value.value, plain) : undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => plainOf(item, { ...plain, path: stepInto(plain.path, '*') }));
    return items.map((item) => (item === undefined ? null : item));
  }
  if (!isObject(value)) return value ?? undefined;
  const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    const one = plainOf(member, { ...plain, path: stepInto(plain.path, name) });
    return one === undefined ? [] : [[name, one]];
  });
  return Object.fromEntries(members);
}

const stepInto = (path: string, step: string) => (path === '' ? step : `${path}.${step}`);
