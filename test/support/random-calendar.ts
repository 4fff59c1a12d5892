import fc from 'fast-check';
import { CalendarEvent } from '../../src/model/event.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';

const some = <T>(part: fc.Arbitrary<T>) => fc.option(part, { nil: undefined });

const target = fc.record(
  {
    workload: fc.constantFrom('orchestrator', 'recommender', 'sessions', 'history', 'semantic-cache', 'search'),
    match: some(
      fc.constantFrom({ name: 'manga/*' }, { tags: { env: 'prod' } }, { kind: 'dynamodb-table', tags: { env: '*' } }),
    ),
    dimension: some(fc.constantFrom('read', 'write', 'search')),
    minCapacity: some(fc.integer({ min: 0, max: 60 })),
    maxCapacity: some(fc.integer({ min: 0, max: 60 })),
    demand: some(fc.integer({ min: 1, max: 3000 })),
  },
  { requiredKeys: ['workload'] },
);

/** When an event takes place, seen from 2025-03-28T04:00Z: over and to be brought back, running, near, announced, again. */
const times = fc.constantFrom(
  { start: '2025-03-22T01:00:00Z', end: '2025-03-22T15:00:00Z' },
  { start: '2025-03-27T10:00:00Z', end: '2025-03-27T14:00:00Z' },
  { start: '2025-03-28T03:00:00Z', end: '2025-03-28T09:00:00Z' },
  { start: '2025-03-28T04:20:00Z', end: '2025-03-28T09:00:00Z' },
  { start: '2025-04-05T10:00:00Z', end: '2025-04-05T15:00:00Z' },
  { start: '2025-03-07T10:00:00Z', duration: '4h', recurrence: 'FREQ=WEEKLY;BYDAY=FR' },
);

const event = fc.record({
  time: times,
  multiplier: some(fc.integer({ min: 1, max: 8 })),
  ramp: fc.constantFrom('0m', '15m'),
  targets: fc.array(target, { minLength: 1, maxLength: 3 }),
});

/** What the teams of a random account have announced; often events that overlap. */
export const randomCalendar: fc.Arbitrary<CalendarEvent[]> = fc
  .array(event, { maxLength: 3 })
  .map((events) =>
    events.map(({ time, multiplier, ramp, targets }, index) =>
      CalendarEvent.parse({ id: `event-${index}`, ...time, ...(multiplier && { multiplier }), ramp, targets }),
    ),
  );

/** What was approved a month before: the account in health, without some of its resources, and with other minimums; or nothing. */
export const randomApproval: fc.Arbitrary<((healthy: Snapshot) => Snapshot) | null> = fc
  .option(fc.record({ lacks: fc.integer({ min: 2, max: 9 }), minCapacity: fc.integer({ min: 0, max: 20 }) }))
  .map((made) => {
    if (made === null) return null;
    return (healthy) => ({
      ...healthy,
      takenAt: '2025-03-01T04:00:00Z',
      resources: healthy.resources
        .filter((_, index) => index % made.lacks !== 0)
        .map((one) =>
          one.kind === 'scalable-target'
            ? { ...one, attributes: { ...one.attributes, minCapacity: made.minCapacity } }
            : one,
        ),
    });
  });
