import type { Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known, unknown } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { baselineOf } from './baseline.ts';
import { ownershipFact } from './event-ownership.ts';
import { resourceOf } from './joins.ts';
import { explainedByTags } from './override-tags.ts';

const dayMs = 86_400_000;

/** Units that are normal: the baseline's minimum, else its demand; null where nobody declared either. */
function normalUnits({ workload }: Context): Fact {
  return derive(
    [baselineOf(workload, 'minCapacity'), baselineOf(workload, 'demand')],
    (least, demand) => least ?? demand,
  );
}

/** End of a commitment that still holds; null without one, and once it is over. */
function committedUntil(subject: Subject, { now }: World): Fact {
  return derive([memberOf(resourceOf(subject), 'commitmentExpirationTime')], (end) =>
    typeof end === 'string' && Date.parse(end) > now ? end : null,
  );
}

/** What may be asked for at once: null while it is committed, and for what there is nothing to ask of. */
function unlessCommitted(subject: Subject, { world }: Context, value: Fact): Fact {
  return derive([committedUntil(subject, world), value], (until, found) => (until === null ? found : null));
}

/** Units to buy in place of what is deleted; null where normal is none. */
function unitsToKeep(subject: Subject, context: Context): Fact {
  const wanted = derive([normalUnits(context)], (units) => (typeof units === 'number' && units > 0 ? units : null));
  return unlessCommitted(subject, context, wanted);
}

const modelIdOf = (subject: Subject): Fact =>
  derive([memberOf(resourceOf(subject), 'foundationModelArn')], (arn) => String(arn).split('/').at(-1) ?? null);

/** The model behind a throughput, told of its variant ("…:28k") or of the whole; a reason where it was not told. */
function modelOf(subject: Subject, world: World): Resource | Fact {
  const id = modelIdOf(subject);
  if (!id.known) return id;
  const whole = String(id.value).replace(/:\d+k$/, '');
  const found = world.find('bedrock-model', subject, String(id.value)) ?? world.find('bedrock-model', subject, whole);
  const gaps = world.gaps('bedrock-model', subject);
  return found ?? (gaps.length > 0 ? { known: false, because: gaps } : unknown('bedrock-model', 'not-recorded'));
}

function ofModel(subject: Subject, world: World, member: string): Fact {
  const model = modelOf(subject, world);
  return 'known' in model ? model : memberOf(model, member);
}

/** AWS tells it of every model; silence is no proof that a model stays. */
function lifecycleStatus(subject: Subject, world: World): Fact {
  const status = ofModel(subject, world, 'lifecycleStatus');
  return status.known && status.value === null ? unknown('lifecycleStatus', 'not-recorded') : status;
}

function daysToEnd(subject: Subject, world: World): Fact {
  return derive([ofModel(subject, world, 'endOfLifeTime')], (end) =>
    typeof end === 'string' ? Math.floor((Date.parse(end) - world.now) / dayMs) : null,
  );
}

function endInWords(subject: Subject, world: World): Fact {
  return derive([ofModel(subject, world, 'endOfLifeTime'), daysToEnd(subject, world)], (end, days) => {
    if (typeof end !== 'string') return 'no day is announced on which it ends';
    const day = end.slice(0, 10);
    return Number(days) < 0 ? `it ended on ${day}` : `it ends on ${day}, in ${days} ${days === 1 ? 'day' : 'days'}`;
  });
}

/** Facts of a provisioned throughput beside its members. */
export const bedrockThroughputFacts: Record<string, FactDefinition> = {
  normalUnits: {
    type: 'number',
    nullable: true,
    description: 'Model units that are normal: baseline minCapacity, else baseline demand; null without either.',
    compute: (_, context) => normalUnits(context),
  },
  raisedAbove: {
    type: 'number',
    nullable: true,
    description: 'Model units above which it counts as raised: normalUnits × ratio; null without a baseline.',
    parameters: ['ratio'],
    compute: (_, context) =>
      derive([normalUnits(context)], (units) =>
        typeof units === 'number' ? units * Number(context.param('ratio')) : null,
      ),
  },
  overrideExplained: explainedByTags,
  ownedByEvent: ownershipFact((subject) => {
    const units = memberOf(resourceOf(subject), 'modelUnits');
    return units.known ? [{ value: Number(units.value), dimension: null }] : units;
  }, []),
  committedUntil: {
    type: 'string',
    nullable: true,
    description: 'End of the commitment while it holds (ISO 8601): until then it cannot be deleted; null without one.',
    compute: (subject, { world }) => committedUntil(subject, world),
  },
  wayBack: {
    type: 'string',
    nullable: false,
    description: 'Whether it can be deleted now, or from when, in words.',
    compute: (subject, { world }) =>
      derive([committedUntil(subject, world)], (until) =>
        until === null ? 'it can be deleted now' : `its commitment keeps it until ${String(until).slice(0, 10)}`,
      ),
  },
  deletableArn: {
    type: 'string',
    nullable: true,
    description: 'ARN to delete it by; null while it is committed.',
    compute: (subject, context) => unlessCommitted(subject, context, known(resourceOf(subject).id)),
  },
  unitsToKeep: {
    type: 'number',
    nullable: true,
    description:
      'Model units to buy in its place before it is deleted; null where none are normal, and while committed.',
    compute: unitsToKeep,
  },
  replacementName: {
    type: 'string',
    nullable: true,
    description: 'Name for the smaller throughput in its place; null where there is none to buy.',
    compute: (subject, context) =>
      derive([unitsToKeep(subject, context), memberOf(resourceOf(subject), 'provisionedModelName')], (units, name) =>
        // A name has at most 63 characters, and no two separators in a row.
        units === null
          ? null
          : `${String(name)
              .slice(0, 56)
              .replace(/[-_]+$/, '')}-normal`,
      ),
  },
  foundationModelId: {
    type: 'string',
    nullable: false,
    description: 'Id of the foundation model that it rests on; that of a custom model is its base.',
    compute: modelIdOf,
  },
  modelLifecycle: {
    type: 'string',
    nullable: false,
    description: 'ACTIVE, or LEGACY when the end of the foundation model is announced.',
    compute: (subject, { world }) => lifecycleStatus(subject, world),
  },
  daysToEndOfLife: {
    type: 'number',
    nullable: true,
    description: 'Whole days until the foundation model ends; negative afterwards, null where no end is announced.',
    compute: (subject, { world }) => daysToEnd(subject, world),
  },
  endOfLifeInWords: {
    type: 'string',
    nullable: false,
    description: 'When the foundation model ends, in words.',
    compute: (subject, { world }) => endInWords(subject, world),
  },
};
