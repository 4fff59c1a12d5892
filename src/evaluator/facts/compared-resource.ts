import type { DriftChange } from '../../model/drift.ts';
import type { ReportRemediation, Unknown } from '../../model/report.ts';
import type { Json } from '../../model/snapshot.ts';
import { candidatesOf } from '../candidates.ts';
import { type Compared, isPersons } from '../drift/compared.ts';
import { comparisonOf, unlistedDrift } from '../drift/drift.ts';
import { type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject, SubjectKind } from '../subject.ts';
import { showValue } from '../words.ts';
import { dedupe, type World } from '../world.ts';
import { resourceOf } from './joins.ts';

const subjectKey = ({ resource }: Compared) => `${resource.kind}/${resource.key}`;

/** Everything that was compared with the approved snapshot; nothing where none was given. */
function compared(world: World): Subject[] {
  return (comparisonOf(world)?.resources ?? []).map((one) => ({
    kind: 'compared-resource',
    key: subjectKey(one),
    id: one.resource.id,
    name: one.resource.name,
    account: one.resource.account,
    region: one.resource.region,
    resource: one.resource,
  }));
}

function comparedOf(subject: Subject, world: World): Compared | undefined {
  const index = world.once(subject, 'drift by subject', () => {
    const here = (comparisonOf(world)?.resources ?? []).filter(
      ({ resource }) => resource.account === subject.account && resource.region === subject.region,
    );
    return new Map(here.map((one) => [subjectKey(one), one]));
  });
  return index.get(subject.key);
}

/** What persons changed: known as soon as one did; not known where only what nobody can attribute differs. */
function personal(subject: Subject, world: World): DriftChange[] | Unknown[] {
  const { changes = [], unread = [] } = comparedOf(subject, world) ?? {};
  const certain = changes.filter(({ owner }) => owner === 'person');
  if (certain.length > 0) return certain;
  return dedupe([...changes.flatMap(({ because }) => because ?? []), ...unread]);
}

const isChanges = (found: DriftChange[] | Unknown[]): found is DriftChange[] =>
  found.length === 0 || 'change' in (found[0] as object);

function ask(subject: Subject, { world }: Context, answer: (changes: DriftChange[]) => Json): Fact {
  const found = personal(subject, world);
  if (!isChanges(found)) return { known: false, because: found };
  return known(answer(found), found[0]?.class ?? 'config');
}

/** One change in words: `minCapacity 10 → 100 by alice (role admin), RegisterScalableTarget, since …`. */
function changeText({ change, attribute, before, now, by, since }: DriftChange): string {
  const what =
    attribute === null
      ? change === 'added'
        ? 'it was added'
        : 'it is gone'
      : `${attribute} ${showValue(before)} → ${showValue(now)}`;
  const known = [by === null ? '' : `by ${by}`, since === null ? '' : `since ${since}`].filter((text) => text !== '');
  return `${what}${known.length > 0 ? `, ${known.join(' ')}` : ''}`;
}

const facts: Record<string, FactDefinition> = {
  comparedKind: {
    type: 'string',
    nullable: false,
    description: 'Kind of the resource that was compared.',
    compute: (subject) => known(resourceOf(subject).kind),
  },
  approvedAt: {
    type: 'string',
    nullable: true,
    description: 'Day on which the approved snapshot was taken (UTC).',
    compute: (_, { world }) => known(world.baseline?.snapshot.takenAt.slice(0, 10) ?? null),
  },
  driftCount: {
    type: 'number',
    nullable: false,
    description:
      'Changes that no autoscaler, schedule, event or infrastructure code owns: of attributes, or of the resource as a whole.',
    compute: (subject, context) => ask(subject, context, (changes) => changes.length),
  },
  drift: {
    type: 'string',
    nullable: false,
    description: 'These changes in words: attribute, before and now, by whom and since when, as far as anybody knows.',
    compute: (subject, context) => ask(subject, context, (changes) => changes.map(changeText).join('; ')),
  },
};

/** A resource beside itself as the approved snapshot has it. */
export const comparedResource: SubjectKind = {
  kind: 'compared-resource',
  title: 'Resource compared with the approved snapshot',
  restsOn: [],
  global: false,
  subjects: compared,
  candidates: (subject, world) => candidatesOf(resourceOf(subject), world),
  unlisted: unlistedDrift,
  remedy: (subject, world): ReportRemediation | null =>
    comparedOf(subject, world)?.changes.find(isPersons)?.remediation ?? null,
  facts,
};
