import { multiplierDuring } from '../events/need.ts';
import { derive, type Fact, known, unknown } from '../fact.ts';
import { workloadsFor } from '../match.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { dedupe, type World } from '../world.ts';
import { boundDuring, eventOf, neededMaximum } from './event-asked.ts';
import { type Lever, leverKinds, leversOf } from './event-levers.ts';
import { subjectOf } from './joins.ts';
import { maxConnections } from './rds-connections.ts';

/** Times the normal traffic of the workload at the peak, overlapping events included; null where the event states none. */
export function timesNormal(subject: Subject, { world, workload }: Context): number | null {
  const { occurrence } = eventOf(subject);
  return workload === null || occurrence.event.multiplier === undefined
    ? null
    : multiplierDuring(world.calendar, occurrence, workload.name);
}

/** A normal rate of the workload, at the peak of the event; null for a single capacity, or where nothing declares it. */
export function atPeak(subject: Subject, context: Context, normal: number | undefined): number | null {
  const times = timesNormal(subject, context);
  if (eventOf(subject).lever !== null || times === null || normal === undefined) return null;
  return Math.ceil(normal * times);
}

/** Levers of the workload in the place, and why there may be more. */
function ownLevers(subject: Subject, { world, workload }: Context) {
  const inPlace = leversOf(world).filter(
    ({ account, region }) => account === subject.account && region === subject.region,
  );
  const matched = inPlace.map((lever) => ({ lever, possible: workloadsFor(lever.candidates, world) }));
  const levers = matched.flatMap(({ lever, possible }) =>
    possible.workloads.length === 1 && possible.workloads[0]?.name === workload?.name ? [lever] : [],
  );
  const uncertain = matched.flatMap(({ possible }) =>
    possible.workloads.length > 1 && possible.workloads.some((one) => one?.name === workload?.name)
      ? possible.because
      : [],
  );
  const gaps = leverKinds.flatMap((kind) => world.gaps(kind, subject));
  return { levers, gaps: dedupe([...gaps, ...uncertain]) };
}

const isTasks = ({ unit }: Lever) => unit === 'tasks';

/** Most that a lever may run during the event: what it is asked for, and what its maximum allows. */
function mostOf(lever: Lever, subject: Subject, context: Context): Fact {
  const own = { ...subject, parts: { ...subject.parts, lever: lever as unknown as null } };
  const bounds = [
    neededMaximum(own, context),
    boundDuring(own, context, isTasks(lever) && lever.type === 'service' ? 'minCapacity' : 'maxCapacity'),
  ];
  return derive(bounds, (...all) => Math.max(...all.map((one) => Number(one ?? 0))));
}

/** Connections that the tasks of the workload, and executions of its functions, hold at most. */
function connectionsNeeded(subject: Subject, context: Context): Fact {
  const each = context.workload?.baseline?.connectionsPerTask;
  if (eventOf(subject).lever !== null || each === undefined) return known(null);
  const { levers, gaps } = ownLevers(subject, context);
  if (gaps.length > 0) return { known: false, because: gaps };
  const all = levers.filter((lever) => isTasks(lever) || lever.type === 'function');
  return derive(
    all.map((lever) => mostOf(lever, subject, context)),
    (...most) => Math.ceil(most.reduce<number>((sum, one) => sum + Number(one), 0) * each),
  );
}

/** The database that the policy names, else the only one of the place. */
function databaseOf(subject: Subject, { world, workload }: Context): Subject | Extract<Fact, { known: false }> {
  const gaps = dedupe(['rds-cluster', 'rds-instance'].flatMap((kind) => world.gaps(kind, subject)));
  const all = databasesIn(world, subject);
  const name = workload?.baseline?.database;
  const named = all.filter(({ key }) => name === undefined || key === name);
  const [only, ...others] = named;
  if (only && others.length === 0 && (name !== undefined || gaps.length === 0)) return only;
  return gaps.length > 0 ? { known: false, because: gaps } : unknown('database', 'not-recorded');
}

function databasesIn(world: World, subject: Subject): Subject[] {
  const clusters = world.at('rds-cluster', subject);
  const alone = world.at('rds-instance', subject).filter(({ attributes }) => attributes.clusterId === null);
  return [...clusters, ...alone].map(subjectOf);
}

/** What can be asked of the workload of an event as a whole and the database behind it. */
export const eventWorkloadFacts: Record<string, FactDefinition> = {
  connectionsNeeded: {
    type: 'number',
    nullable: true,
    description:
      'Connections that the workload holds at most during the event: the maxima of its services and reserved concurrency of its functions, connectionsPerTask of the baseline each; null without it, and for a single capacity.',
    compute: connectionsNeeded,
  },
  connectionLimit: {
    type: 'number',
    nullable: true,
    description:
      'Most connections of the database that the baseline names, else of the only one there; null for engines that name their limit otherwise.',
    compute(subject, context) {
      const database = databaseOf(subject, context);
      return 'known' in database ? database : maxConnections(database, context.world);
    },
  },
  databaseName: {
    type: 'string',
    nullable: false,
    description: 'Name of that database.',
    compute(subject, context) {
      const database = databaseOf(subject, context);
      return 'known' in database ? database : known(database.name);
    },
  },
};
