import { canonical } from '../model/canonical.ts';
import type { Evidence, Unknown } from '../model/report.ts';
import type { Condition, Leaf } from '../model/rule.ts';
import type { Json } from '../model/snapshot.ts';
import { type Compare, isNumeric } from './comparison.ts';
import { type Fact, known } from './fact.ts';
import { dedupe } from './world.ts';

/** Kleene's three values: null stands for unknown. */
export type Truth = boolean | null;

export interface Judged {
  truth: Truth;
  /** Comparisons that were made, with what was seen. */
  evidence: Evidence[];
  /** Why the truth is unknown; empty when it is known. */
  because: Unknown[];
  /** Truth of each leaf, in order of appearance: shows clauses that no example exercises. */
  leaves: Truth[];
}

/** Judges a condition over facts that may be unknown: `all`, `any` and `not` fold as Kleene does. */
export async function judgeCondition(
  condition: Condition,
  factOf: (name: string) => Fact,
  compare: Compare,
): Promise<Judged> {
  if ('all' in condition) return fold(await judgeEach(condition.all, factOf, compare), false);
  if ('any' in condition) return fold(await judgeEach(condition.any, factOf, compare), true);
  if ('not' in condition) {
    const inner = await judgeCondition(condition.not, factOf, compare);
    return { ...inner, truth: inner.truth === null ? null : !inner.truth };
  }
  return judgeLeaf(condition, factOf, compare);
}

async function judgeEach(conditions: Condition[], factOf: (name: string) => Fact, compare: Compare): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const one of conditions) judged.push(await judgeCondition(one, factOf, compare));
  return judged;
}

/** `decisive` is the value that settles the whole: false for all, true for any. */
function fold(parts: Judged[], decisive: boolean): Judged {
  const settled = parts.some((part) => part.truth === decisive);
  const open = parts.filter((part) => part.truth === null);
  const truth: Truth = settled ? decisive : open.length > 0 ? null : !decisive;
  return {
    truth,
    evidence: parts.flatMap((part) => part.evidence),
    because: truth === null ? dedupe(open.flatMap((part) => part.because)) : [],
    leaves: parts.flatMap((part) => part.leaves),
  };
}

async function judgeLeaf(leaf: Leaf, factOf: (name: string) => Fact, compare: Compare): Promise<Judged> {
  const observed = factOf(leaf.fact);
  const expected = isReference(leaf.value) ? factOf(leaf.value.fact) : known(leaf.value as Json);
  const because = [...(observed.known ? [] : observed.because), ...(expected.known ? [] : expected.because)];
  if (!observed.known || !expected.known)
    return { truth: null, evidence: [], because: dedupe(because), leaves: [null] };
  if (isNumeric(leaf.operator) && (typeof observed.value !== 'number' || typeof expected.value !== 'number')) {
    // A comparison with something absent has no answer; "not" must not turn it into a pass.
    return { truth: null, evidence: [], because: [{ fact: leaf.fact, reason: 'absent', api: null }], leaves: [null] };
  }
  const truth = await compare(leaf.operator, observed.value, expected.value);
  const evidence: Evidence = {
    fact: leaf.fact,
    operator: leaf.operator,
    expected: canonical(expected.value),
    observed: canonical(observed.value),
    class: observed.class,
    ...(observed.dataPoints !== undefined && { dataPoints: observed.dataPoints }),
  };
  return { truth, evidence: [evidence], because: [], leaves: [truth] };
}

export function isReference(value: unknown): value is { fact: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof (value as { fact?: unknown }).fact === 'string'
  );
}

/** Every leaf of a condition, in order of appearance. */
export function leavesOf(condition: Condition): Leaf[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  if ('any' in condition) return condition.any.flatMap(leavesOf);
  if ('not' in condition) return leavesOf(condition.not);
  return [condition];
}
