import type { EvidenceClass, Unknown, UnknownReason } from '../model/report.ts';
import type { Json } from '../model/snapshot.ts';

/** A value that is known, with how sure we are; or the reasons why it is not. */
export type Fact = Known | Unknowable;
export type Known = {
  known: true;
  value: Json;
  class: EvidenceClass;
  /** Data points of metrics behind the value, where it was measured. */
  dataPoints?: number;
};
export type Unknowable = { known: false; because: Unknown[] };

export function known(value: Json, evidenceClass: EvidenceClass = 'config'): Known {
  return { known: true, value, class: evidenceClass };
}

export function unknown(fact: string, reason: UnknownReason, api: string | null = null): Unknowable {
  return { known: false, because: [{ fact, reason, api }] };
}

/** From surest to least sure: a value derived from several is as sure as the least sure of them. */
const sureness: EvidenceClass[] = ['config', 'derived-default', 'trail', 'activity', 'metric', 'inferred'];

/** Arithmetic on facts: known when all parts are known, else the union of their reasons. */
export function derive(parts: Fact[], compute: (...values: Json[]) => Json): Fact {
  const because = parts.flatMap((part) => (part.known ? [] : part.because));
  if (because.length > 0) return { known: false, because };
  const facts = parts as Known[];
  const weakest = Math.max(0, ...facts.map((fact) => sureness.indexOf(fact.class)));
  const value = compute(...facts.map((fact) => fact.value));
  const measured = facts.flatMap((fact) => fact.dataPoints ?? []);
  return {
    ...known(value, sureness[weakest]),
    ...(measured.length > 0 && { dataPoints: measured.reduce((sum, points) => sum + points, 0) }),
  };
}

/** The fact as a number, or null when it is not known or not a number. */
export function numberOf(fact: Fact): number | null {
  return fact.known && typeof fact.value === 'number' ? fact.value : null;
}

/** True when any is true; false when all are false; else unknown: Kleene's "or" over boolean facts. */
export function anyTrue(facts: Fact[]): Fact {
  const yes = facts.find((fact) => fact.known && fact.value === true);
  if (yes) return yes;
  return derive(facts, () => false);
}
