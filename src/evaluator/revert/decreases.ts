import type { Resource } from '../../model/snapshot.ts';
import { numberOf } from '../fact.ts';
import { memberOf, type World } from '../world.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Decreases that a table may have left today. */
export interface DecreaseBudget {
  /** Decreases since midnight UTC; null where the snapshot does not tell. */
  spent: number | null;
  /** From when on AWS takes another one, milliseconds since the epoch. */
  nextAt: number;
}

/**
 * A table or index may be decreased four times a UTC day at any time, then once an hour, 27 times in all.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#default-limits-throughput-capacity-modes
 */
export function decreaseBudget(table: Resource, world: World): DecreaseBudget {
  const seen = numberOf(memberOf(table, 'decreasesToday'));
  const midnight = Math.floor(world.now / day) * day;
  // What was counted yesterday says nothing about today.
  const spent = world.seenAt < midnight ? null : seen;
  if (spent === null || spent < 4) return { spent, nextAt: world.now };
  if (spent >= 27) return { spent, nextAt: midnight + day };
  const last = memberOf(table, 'lastDecreaseAt');
  // Where the last one is not told it may have been just before the snapshot.
  const at = last.known && typeof last.value === 'string' ? Date.parse(last.value) : world.seenAt;
  return { spent, nextAt: Math.max(world.now, Math.min(at + hour, midnight + day)) };
}
