import type { Json } from '../../model/snapshot.ts';
import { derive, known } from '../fact.ts';
import type { FactDefinition, FactType } from '../subject.ts';
import { memberOf } from '../world.ts';
import {
  boundDuring,
  capacityAtStart,
  demandText,
  type EventParts,
  eventOf,
  instantText,
  neededMaximum,
  neededMinimum,
  neededWarmThroughput,
  phaseOf,
  warmThroughput,
} from './event-asked.ts';
import { eventCommandFacts } from './event-commands.ts';
import { capacityName } from './event-levers.ts';
import { eventQuotaFacts } from './event-quotas.ts';
import { missingRaise } from './event-raise.ts';
import { eventRevertFacts } from './event-revert.ts';
import { growsByItself } from './event-speed.ts';

const hour = 3_600_000;

/** Something of the event itself. */
function ofEvent(type: FactType, description: string, read: (parts: EventParts, now: number) => Json): FactDefinition {
  return {
    type,
    nullable: false,
    description,
    compute: (subject, { world }) => known(read(eventOf(subject), world.now)),
  };
}

/** Something of the lever; null for the workload as a whole. */
function ofLever(description: string, read: (lever: NonNullable<EventParts['lever']>) => Json): FactDefinition {
  return {
    type: 'string',
    nullable: true,
    description: `${description}; null for the workload as a whole.`,
    compute: (subject) => {
      const { lever } = eventOf(subject);
      return known(lever ? read(lever) : null);
    },
  };
}

/** How far off an event is, in words for a sentence. */
export function whenText({ occurrence }: EventParts, now: number): string {
  const { start, end, revertBy } = occurrence;
  if (now >= end) return `ended ${instantText(end)}, to be back to normal by ${instantText(revertBy)}`;
  if (now >= start) return `runs until ${instantText(end)}`;
  const hours = (start - now) / hour;
  const far =
    hours >= 48 ? `${Math.floor(hours / 24)} days` : hours >= 1 ? `${Math.floor(hours)} hours` : 'under an hour';
  return `starts ${instantText(start)}, in ${far.replace(/^1 hours$/, '1 hour')}`;
}

/** What can be asked of a capacity that an announced event asks more of. */
export const eventTargetFacts: Record<string, FactDefinition> = {
  eventId: ofEvent('string', 'Id of the event in events.yaml.', ({ occurrence }) => occurrence.event.id),
  phase: ofEvent(
    'string',
    'coming, prewarming, running, holding (over, capacity is kept), reverting (to be brought back) or past.',
    ({ occurrence }, now) => phaseOf(occurrence, now),
  ),
  hoursToStart: ofEvent(
    'number',
    'Hours until the event starts; negative once it has.',
    ({ occurrence }, now) => (occurrence.start - now) / hour,
  ),
  daysToStart: ofEvent(
    'number',
    'Days until the event starts; negative once it has.',
    ({ occurrence }, now) => (occurrence.start - now) / hour / 24,
  ),
  eventWhen: ofEvent('string', 'When the event starts or ends, in words.', whenText),
  neededBy: ofEvent(
    'string',
    'When capacity must stand: the start without the time to prewarm (ISO 8601 UTC); now where that is over.',
    ({ occurrence }, now) => instantText(Math.max(occurrence.prewarmAt, now)),
  ),
  lever: ofLever(
    'How the capacity is raised: target (a scalable target), service (nothing scales it), table-units, on-demand, collection-group, serverless-cache or function',
    ({ type }) => type,
  ),
  capacityName: ofLever('What the capacity is called', capacityName),
  unit: ofLever('Unit of its numbers', ({ unit }) => unit),
  needs: {
    type: 'string',
    nullable: true,
    description: 'What the event asks of it, in words, overlapping events included; null where it asks nothing.',
    compute: demandText,
  },
  neededMinimum: {
    type: 'number',
    nullable: true,
    description:
      'Minimum that it needs when the event starts: what the event states, else the least from which scaling keeps up with the rise of demand; null where the event asks for none.',
    compute: neededMinimum,
  },
  minimumAtStart: {
    type: 'number',
    nullable: true,
    description:
      'Lowest minimum from the time to prewarm to the end of the event, as schedules tell; what is there now where nothing can be scheduled; null for capacity without one.',
    compute: (subject, context) => boundDuring(subject, context, 'minCapacity'),
  },
  capacityAtStart: {
    type: 'number',
    nullable: true,
    description:
      'Capacity that stands at the start: that minimum; where the event states none and scaling follows normal traffic, at least what that takes by the baseline.',
    compute: capacityAtStart,
  },
  neededMaximum: {
    type: 'number',
    nullable: true,
    description: 'Maximum that the event needs: its peak, and what it states; null where it asks for none.',
    compute: neededMaximum,
  },
  maximumAtStart: {
    type: 'number',
    nullable: true,
    description:
      'Lowest maximum from the time to prewarm to the end of the event, as schedules tell: of a target, a cap, a limit or reserved concurrency; null for none.',
    compute: (subject, context) => boundDuring(subject, context, 'maxCapacity'),
  },
  neededWarmThroughput: {
    type: 'number',
    nullable: true,
    description: 'Units a second that a table on demand must serve at once for the event; null for other capacity.',
    compute: neededWarmThroughput,
  },
  warmThroughput: {
    type: 'number',
    nullable: true,
    description: 'Units a second that the table on demand serves at once; null for other capacity.',
    compute: (subject) => warmThroughput(eventOf(subject)),
  },
  growsByItself: {
    type: 'boolean',
    nullable: true,
    description: 'Whether something makes the capacity grow with its load; null for the workload as a whole.',
    compute: (subject, { world }) => {
      const { lever } = eventOf(subject);
      return lever ? growsByItself(world, lever) : known(null);
    },
  },
  missingRaise: {
    type: 'string',
    nullable: true,
    description: 'What raises the minimum too little, too late or not at all, in words; null for other capacity.',
    compute: missingRaise,
  },
  scheduledSuspended: {
    type: 'boolean',
    nullable: true,
    description: 'Whether scheduled actions of the target are suspended; null for what is no target.',
    compute: (subject) => {
      const { lever } = eventOf(subject);
      return lever?.type === 'target'
        ? derive([memberOf(lever.resource, 'suspendedScheduled')], (value) => value)
        : known(null);
    },
  },
  ...eventRevertFacts,
  ...eventCommandFacts,
  ...eventQuotaFacts,
};
