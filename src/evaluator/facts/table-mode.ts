import { durationMs } from '../../model/duration.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { askedOf, eventAsking, eventBehind, eventInWords } from './event-ownership.ts';
import { resourceOf } from './joins.ts';
import { tagsAbout } from './override-tags.ts';
import { changesOf, trailReading } from './trail.ts';

/** The change that switched the table to on demand, where it is the last that spoke of its mode. */
function switchOf(subject: Subject, world: World) {
  const [last] = changesOf(world, subject, 'dynamodb-table', String(resourceOf(subject).key)).filter(
    ({ values }) => typeof values.billingMode === 'string',
  );
  return last?.values.billingMode === 'PAY_PER_REQUEST' ? last : undefined;
}

/** What can be asked of a table whose billing mode somebody may have switched for a while. */
export const tableModeFacts: Record<string, FactDefinition> = {
  normalBillingMode: {
    type: 'string',
    nullable: true,
    description: 'Billing mode that is normal by the policy; null where it declares none.',
    compute: (_, { workload }) => known(workload?.baseline?.billingMode ?? null),
  },
  modeSwitchedRecently: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether the table was switched to on demand less than override.failAfter of the policy before the snapshot; no where AWS does not tell when.',
    compute: (subject, { world }) =>
      derive([memberOf(resourceOf(subject), 'onDemandSince')], (since) =>
        typeof since === 'string'
          ? world.seenAt - Date.parse(since) < durationMs(world.policy.override.failAfter)
          : false,
      ),
  },
  modeSwitchedByCode: {
    type: 'boolean',
    nullable: false,
    description: 'Whether infrastructure code switched it: the mode is declared there.',
    compute(subject, { world }): Fact {
      const change = switchOf(subject, world);
      if (change) return known(change.by === 'code', 'trail');
      const { because } = trailReading(world, subject, ['UpdateTable']);
      return because.length > 0 ? { known: false, because } : known(false, 'inferred');
    },
  },
  modeOwnedByEvent: {
    type: 'string',
    nullable: true,
    description:
      'Event of the calendar that asks something of the table, between its prewarming and its deadline for the revert; null for none.',
    compute: (subject, context) => known(eventAsking(subject, context)?.event.id ?? null),
  },
  modeSwitchedFor: {
    type: 'string',
    nullable: false,
    description: 'Event that it was switched for, by tag or time, as words that end a clause; empty without one.',
    compute(subject, context) {
      const { world } = context;
      return derive([memberOf(resourceOf(subject), 'onDemandSince')], (since) => {
        const at = typeof since === 'string' ? Date.parse(since) : null;
        const asked = askedOf(subject, context, null);
        return eventInWords(eventBehind(world, asked, tagsAbout(subject, world), at), world.now);
      });
    },
  },
  modeSwitchedBy: {
    type: 'string',
    nullable: true,
    description: 'Who switched it, by the trail; null where the trail does not say.',
    compute(subject, { world }) {
      const change = switchOf(subject, world);
      return change ? known(change.who, 'trail') : known(null);
    },
  },
};
