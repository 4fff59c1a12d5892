import {
  reasonsOf,
  type Side,
  sides,
  slicesOf,
  throttleEvents,
  throttleReasons,
} from '../../resources/metrics/dynamodb.ts';
import { known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { dedupe } from '../world.ts';
import { resourceOf } from './joins.ts';
import { type Measured, measuredInPart, ofPoints, total } from './metrics.ts';

type Part = ReturnType<typeof measuredInPart>;

/** Throttled events of the table and its indexes, each as far as it was read. */
function partsOf(subject: Subject, { world }: Context): Part[] {
  const table = resourceOf(subject);
  return slicesOf(table).flatMap(({ index }) =>
    sides.map((side) => measuredInPart(world, subject, throttleEvents(String(table.key), index, side, null))),
  );
}

const gapsOf = (parts: Part[]) => dedupe(parts.flatMap((part) => part.whole?.because ?? []));
const eventsIn = (parts: readonly Measured[]) => total(parts.map((part) => total(part.values)));
const pointsIn = (parts: readonly Measured[]) => total(parts.map((part) => part.points));

/** "reads of index by-user: a key range at its limit (120)", most first; empty where AWS tells no reason. */
function reasonTexts(subject: Subject, { world }: Context): string[] {
  const table = resourceOf(subject);
  const told = slicesOf(table).flatMap(({ index, members }) =>
    sides.flatMap((side) =>
      reasonsOf(table, members, side).map((reason) => ({
        text: `${words[side]}${index === null ? '' : ` of index ${index}`}: ${throttleReasons[reason]}`,
        events: eventsIn([measuredInPart(world, subject, throttleEvents(String(table.key), index, side, reason))]),
      })),
    ),
  );
  return told
    .filter(({ events }) => events > 0)
    .sort((a, b) => b.events - a.events || (a.text < b.text ? -1 : 1))
    .map(({ text, events }) => `${text} (${events})`);
}

const words: Record<Side, string> = { Read: 'reads', Write: 'writes' };

/** What can be asked of a table whose throttling and consumption were measured. */
export const throttleFacts: Record<string, FactDefinition> = {
  throttleDataPoints: {
    type: 'number',
    nullable: false,
    description:
      'Hours of the week before the snapshot for which CloudWatch has throttled events of the table or its indexes, reads and writes apart; AWS sends none while nothing is throttled.',
    compute(subject, context) {
      const parts = partsOf(subject, context);
      const gaps = gapsOf(parts);
      const points = pointsIn(parts);
      return points > 0 || gaps.length === 0 ? known(points, 'metric') : { known: false, because: gaps };
    },
  },
  throttledEvents: {
    type: 'number',
    nullable: false,
    description: 'Throttled events of that week, as far as they were read.',
    compute(subject, context) {
      const parts = partsOf(subject, context);
      const gaps = gapsOf(parts);
      if (pointsIn(parts) === 0 && gaps.length > 0) return { known: false, because: gaps };
      return ofPoints(eventsIn(parts), pointsIn(parts));
    },
  },
  throttled: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether more events than toleratedEvents were throttled in that week: known as soon as so many were read.',
    parameters: ['toleratedEvents'],
    compute(subject, context) {
      const parts = partsOf(subject, context);
      if (eventsIn(parts) > Number(context.param('toleratedEvents'))) return ofPoints(true, pointsIn(parts));
      const gaps = gapsOf(parts);
      return gaps.length > 0 ? { known: false, because: gaps } : ofPoints(false, pointsIn(parts));
    },
  },
  throttleReasons: {
    type: 'string',
    nullable: false,
    description: 'Why it was throttled, most frequent first, where the metrics of the reasons tell.',
    compute: (subject, context) =>
      known(reasonTexts(subject, context).join('; ') || 'CloudWatch tells no reason', 'metric'),
  },
};
