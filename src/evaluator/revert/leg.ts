import { canonical } from '../../model/canonical.ts';
import {
  type RevertPhase,
  type RevertReason,
  type RevertStep,
  type RevertValue,
  revertPhases,
} from '../../model/revert.ts';
import { compareText, type Json } from '../../model/snapshot.ts';
import type { Attributes } from '../writers/writer.ts';
import { isQuantity, phaseOf, phaseOfReturn, quantityOf } from './aspect.ts';
import { placeOf, type Want } from './want.ts';

/** One part of the way of a resource from what it is to what is wanted. The state after it is the state before the next. */
export interface Leg {
  want: Want;
  phase: RevertPhase;
  /** Whole state before; null: the resource is not there. */
  from: Attributes | null;
  /** Attributes that change, with their values; null: the resource goes. */
  to: Attributes | null;
  values: RevertValue[];
  why: RevertReason[];
  /** US dollars a day that are saved; null where not known. */
  usdPerDay: number | null;
  waitFirst: RevertStep['waitFirst'];
  /** Legs of one chain run one after the other. */
  chain: string;
  /** Legs without which this one must not run. */
  after: Leg[];
  /** Whether it takes capacity away the moment that it runs. */
  abrupt: boolean;
  /** What to know before, as sentences. */
  caveats: string[];
  /** Why it must not run before somebody did something else; null: nothing is to be done. */
  first: string | null;
}

/** The way of one resource by phases, each in one leg; splitting what is unsafe in one jump comes after. */
export function legsOf(want: Want, early: (want: Want) => boolean): Leg[] {
  const { now, wanted, resource } = want;
  if (wanted === null) {
    const phase = resource.kind === 'scaling-policy' || early(want) ? 'policies' : 'delete';
    return now === null ? [] : [whole(want, phase, now, null)];
  }
  if (now === null) return [whole(want, phaseOfReturn(resource.kind), null, wanted)];
  if (resource.kind === 'bedrock-provisioned-throughput') return [boughtAnew(want, now, wanted)];
  const changed = Object.keys(wanted)
    .filter((name) => !same(now[name] ?? null, wanted[name] ?? null))
    .sort();
  const phases = new Map<RevertPhase, Record<string, Json>>();
  // Units and billing mode of a table go in one call.
  const switched = resource.kind === 'dynamodb-table' && changed.includes('billingMode');
  for (const name of changed) {
    for (const { phase, value } of turnsOf(want, name, switched)) {
      phases.set(phase, { ...phases.get(phase), [name]: value });
    }
  }
  let state: Attributes = now;
  return revertPhases.flatMap((phase) => {
    const to = phases.get(phase);
    if (!to) return [];
    const leg = legBetween(want, phase, state, to);
    state = { ...state, ...to };
    return [leg];
  });
}

/** Model units cannot be changed: fewer of them is another purchase, and the end of this one. */
function boughtAnew(want: Want, now: Attributes, wanted: Attributes): Leg {
  const units = wanted.modelUnits ?? 0;
  return {
    ...whole(want, 'delete', now, null),
    first:
      units === 0
        ? null
        : `model units cannot be changed: buy ${units} under another name first, and let callers name that one`,
  };
}

/** When an attribute changes, and to what. Lists of parts (indexes, aliases) first get what they lack, then lose. */
function turnsOf(
  { resource, now, wanted }: Want,
  name: string,
  switched: boolean,
): { phase: RevertPhase; value: Json }[] {
  const [before, after] = [now?.[name] ?? null, wanted?.[name] ?? null];
  if (switched) return [{ phase: 'mode', value: after }];
  if (!isQuantity(name) || !Array.isArray(before) || !Array.isArray(after)) {
    return [{ phase: phaseOf(resource.kind, name, before, after), value: after }];
  }
  const raised = raisedTo(before as Part[], after as Part[]);
  return [
    ...(same(before, raised) ? [] : [{ phase: 'restore' as const, value: raised }]),
    ...(same(raised, after) ? [] : [{ phase: 'minimum' as const, value: after }]),
  ];
}

type Part = { [member: string]: Json };

/** Every part with the higher of its amounts; parts that are to go stay, and those that are gone come back. */
function raisedTo(before: Part[], after: Part[]): Json[] {
  const nameOf = (part: Part) => String(part.name ?? part.qualifier);
  const wanted = new Map(after.map((part) => [nameOf(part), part]));
  const kept = before.map((part) => {
    const other = wanted.get(nameOf(part)) ?? part;
    wanted.delete(nameOf(part));
    const amounts = Object.entries(other).map(([member, value]) => {
      const now = part[member];
      return [member, typeof value === 'number' && typeof now === 'number' ? Math.max(value, now) : value] as const;
    });
    return { ...part, ...Object.fromEntries(amounts) };
  });
  return [...kept, ...wanted.values()].sort((a, b) => compareText(nameOf(a), nameOf(b)));
}

const same = (one: Json, other: Json) => JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));

/** A leg that writes attributes. */
export function legBetween(want: Want, phase: RevertPhase, from: Attributes, to: Attributes): Leg {
  const names = Object.keys(to).sort();
  return {
    want,
    phase,
    from,
    to,
    values: names.map((attribute) => ({ attribute, from: from[attribute] ?? null, to: to[attribute] ?? null })),
    why: [...names, ''].flatMap((name) => want.why.get(name) ?? []),
    usdPerDay: saved(want, names, from, to),
    waitFirst: null,
    chain: placeOf(want.resource),
    after: [],
    caveats: [],
    first: null,
    abrupt: false,
  };
}

function whole(want: Want, phase: RevertPhase, from: Attributes | null, to: Attributes | null): Leg {
  return {
    want,
    phase,
    from,
    to,
    values: [
      { attribute: null, from: from === null ? null : want.resource.name, to: to === null ? null : want.resource.name },
    ],
    why: [...want.why.values()].flat(),
    usdPerDay: sumOf([...want.usdPerDay.values()]),
    waitFirst: null,
    chain: placeOf(want.resource),
    after: [],
    caveats: [],
    first: null,
    abrupt: to === null,
  };
}

/** The share of an attribute's way that a leg goes is its share of the dollars. */
function saved(want: Want, names: string[], from: Attributes, to: Attributes): number | null {
  const shares = names.flatMap((name) => {
    const usd = want.usdPerDay.get(name);
    if (usd === undefined) return [];
    const [now, wanted] = [want.now?.[name] ?? null, want.wanted?.[name] ?? null].map((value) => quantityOf(value, 0));
    const [before, after] = [from[name] ?? null, to[name] ?? null].map((value) => quantityOf(value, 0));
    const way = Number(now) - Number(wanted);
    return [usd === null ? null : way === 0 ? usd : (usd * (Number(before) - Number(after))) / way];
  });
  return sumOf(shares);
}

/** Null when there is nothing to add up, or part of it is not known. */
export function sumOf(parts: readonly (number | null)[]): number | null {
  if (parts.length === 0 || parts.includes(null)) return null;
  const sum = parts.reduce((all: number, part) => all + (part ?? 0), 0);
  return Math.round(sum * 100) / 100;
}
