import { nameHint } from '../../model/nearest-name.ts';
import type { Workload } from '../../model/policy.ts';
import type { Resource } from '../../model/snapshot.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { Occurrence } from '../events/calendar.ts';
import type { Fact } from '../fact.ts';
import { eventOf, neededMaximum, neededMinimum, neededWarmThroughput } from '../facts/event-asked.ts';
import { startsWithin } from '../facts/event-commands.ts';
import type { Lever } from '../facts/event-levers.ts';
import { subjectsFor } from '../facts/event-target.ts';
import type { Context, Subject } from '../subject.ts';
import type { World } from '../world.ts';
import { valueNamed } from './values.ts';

const yearMs = 366 * 86_400_000;

/** The occurrence of an event that is running or comes next. */
export function occurrenceOf(world: World, id: string): Occurrence {
  const ids = world.calendar.events.map((event) => event.id);
  if (!ids.includes(id)) {
    const hint = ids.length === 0 ? '; there is no event calendar: name one with --events' : nameHint(id, ids);
    throw new UsageError(`--event ${id}: no such event${hint}`);
  }
  const [next] = world.calendar
    .between(world.now, world.now + 2 * yearMs)
    .filter((occurrence) => occurrence.event.id === id && occurrence.holdUntil > world.now);
  if (!next) throw new UsageError(`--event ${id}: the event is over, and does not come again within two years`);
  return next;
}

/** When the raise of a resource begins, so that its capacity stands when the event wants it. */
export const raiseAt = ({ prewarmAt }: Occurrence, { attributes }: Resource): number =>
  prewarmAt - startsWithin(String(attributes.serviceNamespace));

/** What the event asks of a resource, by name of the value: no less than what stands; empty where it asks nothing. */
export function numbersOf(
  world: World,
  occurrence: Occurrence,
  resource: Resource,
  workload: Workload | null,
): Map<string, number> {
  const context: Context = { world, workload, param: () => null };
  const asked = subjectsFor(occurrence, world).flatMap((subject) => {
    const { lever } = eventOf(subject);
    return lever && lever.resource === resource ? namedNeeds(subject, lever, context) : [];
  });
  return new Map(
    asked.flatMap(({ name, need, bound }): [string, number][] => {
      const value = valueNamed(resource, name);
      if (!value || !need.known || typeof need.value !== 'number') return [];
      const standing = value.now ?? 0;
      // A maximum that has room needs no raise; a minimum that stands is kept, and goes back with the rest.
      const size = value.fit?.(need.value) ?? need.value;
      return bound === 'most' && need.value <= standing ? [] : [[value.name, Math.max(size, standing)]];
    }),
  );
}

interface Named {
  name: string;
  need: Fact;
  bound: 'least' | 'most';
}

/** Names of values by the side of a lever that an event asks more of. */
function namedNeeds(subject: Subject, lever: Lever, context: Context): Named[] {
  const least = (name: string): Named => ({ name, need: neededMinimum(subject, context), bound: 'least' });
  const most = (name: string): Named => ({ name, need: neededMaximum(subject, context), bound: 'most' });
  const side = lever.dimension ?? '';
  const ocu = side === 'indexing' ? 'IndexingOcu' : 'SearchOcu';
  switch (lever.type) {
    case 'target':
      return [least('minCapacity'), most('maxCapacity')];
    case 'table-units':
      return [least(side)];
    case 'on-demand':
      return [{ name: warmName(side), need: neededWarmThroughput(subject, context), bound: 'least' }];
    case 'collection-group':
      return [least(`min${ocu}`), most(`max${ocu}`)];
    case 'collections':
      return [most(`max${ocu}`)];
    case 'serverless-cache':
      return [least(side === 'storage' ? 'minDataStorageGb' : 'minEcpuPerSecond')];
    case 'function':
      return [least('provisionedConcurrency')];
    case 'service':
      return [];
  }
}

/** index/by-user/read is index/by-user/warmRead. */
const warmName = (dimension: string) =>
  dimension.replace(/(read|write)$/, (side) => `warm${side.charAt(0).toUpperCase()}${side.slice(1)}`);
