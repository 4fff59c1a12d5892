import type { Workload } from '../../model/policy.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { resourceOf } from './joins.ts';
import { anyFunctionOf, lambdaAlarmFacts } from './lambda-alarms.ts';
import { throttledUnreserved } from './lambda-usage.ts';

const concurrent = (subject: Subject) => memberOf(resourceOf(subject), 'concurrentExecutions');
const unreserved = (subject: Subject) => memberOf(resourceOf(subject), 'unreservedConcurrentExecutions');

/** Limit of an account of some age. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const documentedLimit = 1000;

/** Most reservations that a message names. */
const mostNamed = 3;

/** Functions with the largest reservations, as "name 400". */
function largestReservations(world: World, subject: Subject): Fact {
  const reserved = world
    .at('lambda-function', subject)
    .map((one) => ({ name: one.name, reserved: one.attributes.reservedConcurrency }))
    .filter((one): one is { name: string; reserved: number } => Number(one.reserved) > 0)
    .toSorted((a, b) => b.reserved - a.reserved)
    .slice(0, mostNamed);
  return known(reserved.map(({ name, reserved: size }) => `${name} ${size}`));
}

const isProduction = ({ tier, env }: Workload) => tier === 'critical' || /^prod/i.test(env ?? '');

/** What can be asked of the limits of an account in a region beside their own attributes. */
export const lambdaAccountFacts: Record<string, FactDefinition> = {
  reservedTotal: {
    type: 'number',
    nullable: false,
    description: 'Executions that functions have reserved, all together.',
    compute: (subject) => derive([concurrent(subject), unreserved(subject)], (all, free) => Number(all) - Number(free)),
  },
  unreservedPercent: {
    type: 'number',
    nullable: false,
    description: 'Share of the limit that is not reserved, percent.',
    compute: (subject) =>
      derive([concurrent(subject), unreserved(subject)], (all, free) =>
        Number(all) > 0 ? (100 * Number(free)) / Number(all) : 0,
      ),
  },
  largestReservations: {
    type: 'list',
    nullable: false,
    description: 'The three functions that are known to have reserved most, as "name executions".',
    compute: (subject, { world }) => largestReservations(world, subject),
  },
  throttledUnreserved: {
    type: 'boolean',
    nullable: false,
    description: 'Whether functions without a reservation were throttled within 14 days; only metrics tell.',
    compute: (subject, { world }) => throttledUnreserved(world, subject),
  },
  doubledLimit: {
    type: 'number',
    nullable: false,
    description:
      'Twice the limit of concurrent executions, at least the 1,000 that AWS documents: a new account may have 10.',
    compute: (subject) => derive([concurrent(subject)], (all) => Math.max(documentedLimit, 2 * Number(all))),
  },
  concernsProduction: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the policy calls a workload of some function production (env prod…, or tier critical).',
    compute: (subject, { world }) => anyFunctionOf(world, subject, isProduction),
  },
  ...lambdaAlarmFacts,
};
