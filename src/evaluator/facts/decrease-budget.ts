import type { Json, Resource } from '../../model/snapshot.ts';
import { numberOf } from '../fact.ts';
import { memberOf, type World } from '../world.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Decreases that a table or an index has left today. */
export interface DecreaseBudget {
  /** Decreases since midnight UTC; null where the snapshot does not tell. */
  spent: number | null;
  /** From when on AWS takes another one, milliseconds since the epoch. */
  nextAt: number;
}

/**
 * Units may be lowered four times a UTC day at any time, then once an hour, 27 times in all. Table and indexes are counted
 * apart.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 * @param index name of the index; null for the table itself
 */
export function decreaseBudget(table: Resource, index: string | null, world: World): DecreaseBudget {
  const midnight = Math.floor(world.now / day) * day;
  const told = index === null ? ofTable(table) : ofIndex(table, index);
  // What was counted yesterday says nothing about today.
  const spent = world.seenAt < midnight ? null : told.spent;
  if (spent === null || spent < 4) return { spent, nextAt: world.now };
  if (spent >= 27) return { spent, nextAt: midnight + day };
  // Where the last one is not told it may have been just before the snapshot.
  const last = typeof told.last === 'string' ? Date.parse(told.last) : world.seenAt;
  return { spent, nextAt: Math.max(world.now, Math.min(last + hour, midnight + day)) };
}

interface Told {
  spent: number | null;
  last: Json;
}

function ofTable(table: Resource): Told {
  const last = memberOf(table, 'lastDecreaseAt');
  return { spent: numberOf(memberOf(table, 'decreasesToday')), last: last.known ? last.value : null };
}

function ofIndex(table: Resource, index: string): Told {
  const all = memberOf(table, 'indexDecreases');
  const items = (all.known && Array.isArray(all.value) ? all.value : []) as { [member: string]: Json }[];
  const found = items.find(({ name }) => name === index);
  return { spent: typeof found?.today === 'number' ? found.today : null, last: found?.lastAt ?? null };
}
