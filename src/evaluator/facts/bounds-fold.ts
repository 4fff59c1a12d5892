import type { Unknown } from '../../model/report.ts';

/** Minimum and maximum that may stand at some instant; NaN: a bound that was not read. */
export interface Bounds {
  min: number;
  max: number;
}

/** What one firing writes; null leaves that bound as it is. */
export interface Write {
  min: number | null;
  max: number | null;
  /** Why it may not take place at all; null: it does. */
  doubt: Unknown | null;
  /** Whether a minimum above the maximum is known to be refused as a whole; AWS does not say it of scheduled actions. */
  refusesCrossing: boolean;
}

/** Everything that may stand, and what it is that nobody knows. */
export interface Possible {
  states: Bounds[];
  because: Unknown[];
}

const untoldOrder: Unknown = { fact: 'orderOfFiring', reason: 'not-recorded', api: null };
const untoldCrossing: Unknown = { fact: 'minimumAboveMaximum', reason: 'not-recorded', api: null };

/** Simultaneous writes up to so many are tried in every order; of more any that comes last may have won. */
const orderedAtMost = 8;

/** Writes that fire at the same instant: nothing tells which comes first. */
export function fireTogether(writes: readonly Write[], before: Possible): Possible {
  const distinct = unique(writes);
  const [only] = distinct;
  if (distinct.length <= 1) return only ? fire(only, before) : before;
  const after = distinct.length > orderedAtMost ? anyLast(distinct, before) : everyOrder(distinct, before);
  const ordered = after.states.length > before.states.length ? [untoldOrder] : [];
  return { states: after.states, because: [...after.because, ...ordered] };
}

/** Writes whose time is not known: each may have fired by now, any number of times. */
export function fireMaybe(writes: readonly Write[], why: readonly Unknown[], before: Possible): Possible {
  let reached = before;
  for (;;) {
    const next = union([reached, ...writes.map((write) => fire(write, reached))]);
    if (next.states.length === reached.states.length) break;
    reached = next;
  }
  return reached.states.length > before.states.length ? { ...reached, because: [...reached.because, ...why] } : reached;
}

function everyOrder(writes: readonly Write[], before: Possible): Possible {
  const reached = new Map<number, Possible>([[0, before]]);
  for (let set = 1; set < 2 ** writes.length; set++) {
    const ways = writes.flatMap((write, index) => {
      const without = set & (1 << index) ? reached.get(set ^ (1 << index)) : undefined;
      return without ? [fire(write, without)] : [];
    });
    reached.set(set, union(ways));
  }
  return reached.get(2 ** writes.length - 1) ?? before;
}

function anyLast(writes: readonly Write[], before: Possible): Possible {
  const reached = fireMaybe(writes, [], before);
  return union(writes.map((write) => fire(write, reached)));
}

function fire(write: Write, { states, because }: Possible): Possible {
  const crossing = states.some((state) => crosses(written(write, state)));
  return {
    states: unique([...states.flatMap((state) => outcomes(write, state)), ...(write.doubt ? states : [])]),
    because: [
      ...because,
      ...(write.doubt ? [write.doubt] : []),
      ...(crossing && !write.refusesCrossing ? [untoldCrossing] : []),
    ],
  };
}

const written = (write: Write, { min, max }: Bounds): Bounds => ({ min: write.min ?? min, max: write.max ?? max });
const crosses = ({ min, max }: Bounds) => !(min <= max);

/**
 * "In some cases, you must include both sizes to ensure that the new minimum capacity is not greater than the maximum
 * capacity": what happens otherwise is not told. The write may be refused, or cut at the other bound, which stays.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-policy-overview.html
 */
function outcomes(write: Write, state: Bounds): Bounds[] {
  const next = written(write, state);
  if (!crosses(next)) return [next];
  const unread = Number.isNaN(next.min) || Number.isNaN(next.max) ? [next] : [];
  if (write.refusesCrossing) return [state, ...unread];
  const cut = write.min === null ? { ...next, max: next.min } : { ...next, min: next.max };
  return [state, cut, ...unread];
}

function union(all: readonly Possible[]): Possible {
  return { states: unique(all.flatMap(({ states }) => states)), because: all.flatMap(({ because }) => because) };
}

function unique<T extends Bounds | Write>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [Object.values(one).map(text).join(' '), one])).values()];
}

const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
