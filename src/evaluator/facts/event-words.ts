import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import {
  boundDuring,
  demandText,
  eventOf,
  instantText,
  neededMaximum,
  neededMinimum,
  neededWarmThroughput,
  warmThroughput,
} from './event-asked.ts';
import type { Lever } from './event-levers.ts';
import { missingRaise } from './event-raise.ts';
import { normalMinimum, raisedTo } from './event-revert.ts';

type Ask = (subject: Subject, context: Context) => Fact;

/** What the capacity is called in sentences. */
export const capacityName = ({ name, dimension }: Lever) =>
  dimension === null || name.includes(dimension) ? name : `${name} (${dimension})`;

const rounded = (value: unknown) => Math.round(Number(value) * 1000) / 1000;

/** A sentence about a lever of its facts; null where one of them is, and for the workload as a whole. */
function sentence(
  description: string,
  asks: Ask[],
  say: (lever: Lever, numbers: (number | string)[], subject: Subject, context: Context) => string,
): FactDefinition {
  return {
    type: 'string',
    nullable: true,
    description: `${description}, as rules and readiness say it; null where nothing is asked.`,
    compute(subject, context) {
      const { lever } = eventOf(subject);
      if (!lever) return known(null);
      return derive(
        asks.map((ask) => ask(subject, context)),
        (...values) =>
          values.includes(null)
            ? null
            : say(
                lever,
                values.map((value) => (typeof value === 'number' ? rounded(value) : String(value))),
                subject,
                context,
              ),
      );
    },
  };
}

const during =
  (bound: 'minCapacity' | 'maxCapacity'): Ask =>
  (subject, context) =>
    boundDuring(subject, context, bound);

/** What is missing for an event, in words. */
export const eventWordFacts: Record<string, FactDefinition> = {
  minimumShortfall: sentence(
    'Minimum that is needed and minimum that will stand',
    [neededMinimum, during('minCapacity'), demandText, missingRaise],
    (lever, [needed, standing, needs, why], subject, { world }) => {
      const by = instantText(Math.max(eventOf(subject).occurrence.prewarmAt, world.now));
      return `${capacityName(lever)} needs a minimum of ${needed} ${lever.unit} by ${by} (${needs}), and will have ${standing}: ${why}`;
    },
  ),
  maximumShortfall: sentence(
    'Maximum that is needed and maximum that will stand',
    [neededMaximum, during('maxCapacity'), demandText],
    (lever, [needed, standing, needs]) =>
      `${capacityName(lever)} has ${standing} ${lever.unit} at most, and needs ${needed} (${needs})`,
  ),
  warmShortfall: sentence(
    'Warm throughput that is needed and that stands',
    [neededWarmThroughput, (subject) => warmThroughput(eventOf(subject)), demandText],
    (lever, [needed, standing, needs]) =>
      `${capacityName(lever)} serves ${standing} ${lever.unit} a second at once, and needs ${needed} (${needs})`,
  ),
  revertShortfall: sentence(
    'Minimum that the event leaves and minimum that is normal',
    [raisedTo, normalMinimum],
    (lever, [raised, normal], subject) =>
      `${capacityName(lever)} has a minimum of ${raised} ${lever.unit} for it, normally ${normal}, and nothing lowers it by ${instantText(eventOf(subject).occurrence.revertBy)}`,
  ),
};
