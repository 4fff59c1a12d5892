import type { Json } from '../../model/snapshot.ts';
import { derive, type Fact } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { countOf, memberOf, type World } from '../world.ts';
import { resourceOf } from './joins.ts';
import { functionsIn, type ProxyTarget } from './rds-members.ts';

interface Health {
  id: string;
  state: string | null;
  reason: string | null;
}

/** Statuses in which a proxy takes no connections, and will not by itself. */
const broken = ['incompatible-network', 'insufficient-resource-limits', 'suspended', 'suspending'];

/** Targets that cannot be reached, with the reason. While the proxy itself still grows they will be. */
function unreachable(subject: Subject): Fact {
  return derive([memberOf(resourceOf(subject), 'targetHealth')], (health) =>
    (health as unknown as Health[])
      .filter(({ state, reason }) => state === 'UNAVAILABLE' && reason !== 'PENDING_PROXY_CAPACITY')
      .map(({ id, reason }) => (reason === null ? id : `${id} (${reason})`)),
  );
}

function targetCount(subject: Subject): Fact {
  return derive([memberOf(resourceOf(subject), 'targets')], (targets) => (targets as unknown as ProxyTarget[]).length);
}

/** What keeps clients from a database, in words that follow the proxy's name. */
function trouble(subject: Subject): Fact {
  return derive(
    [memberOf(resourceOf(subject), 'status'), targetCount(subject), unreachable(subject)],
    (status, count, lost) => {
      if (broken.includes(String(status))) return `is ${status}`;
      if (count === 0) return 'has no database behind it';
      const names = lost as string[];
      return names.length > 0 ? `cannot reach ${names.join(', ')}` : null;
    },
  );
}

interface Group {
  name: string;
  borrowTimeoutSeconds: number;
}

/** The target group that waits longest; null where there is none. */
function slowestGroup(subject: Subject): Fact {
  return derive([memberOf(resourceOf(subject), 'targetGroups')], (groups) => {
    const sorted = (groups as unknown as Group[]).toSorted((a, b) => b.borrowTimeoutSeconds - a.borrowTimeoutSeconds);
    return (sorted[0] ?? null) as unknown as Json;
  });
}

const borrowTimeout = (subject: Subject): Fact =>
  derive([slowestGroup(subject)], (group) => (group as unknown as Group | null)?.borrowTimeoutSeconds ?? null);

/** Timeouts of the functions in the proxy's VPC, shortest first. */
function timeouts(subject: Subject, world: World): Fact {
  const { functions, gaps } = functionsIn(world, subject, memberOf(resourceOf(subject), 'vpcId'));
  if (gaps.length > 0) return { known: false, because: gaps };
  return derive(
    functions.map((one) => memberOf(one, 'timeoutSeconds')),
    (...seconds) => seconds.map(Number).sort((a, b) => a - b),
  );
}

export const rdsProxyFacts: Record<string, FactDefinition> = {
  targetCount: {
    type: 'number',
    nullable: false,
    description: 'Databases behind the proxy.',
    compute: targetCount,
  },
  unreachableTargets: {
    type: 'list',
    nullable: false,
    description:
      'Targets that cannot be reached, with the reason, sorted; those that wait for the proxy to grow do not count.',
    compute: unreachable,
  },
  unreachableTargetCount: {
    type: 'number',
    nullable: false,
    description: 'How many targets cannot be reached.',
    compute: (subject) => derive([unreachable(subject)], (names) => (names as Json[]).length),
  },
  trouble: {
    type: 'string',
    nullable: true,
    description: 'What keeps clients of the proxy from a database, in words; null when nothing does.',
    compute: trouble,
  },
  borrowTimeoutSeconds: {
    type: 'number',
    nullable: true,
    description: 'Longest that a request waits for a connection of the pool, seconds; null without a target group.',
    compute: borrowTimeout,
  },
  borrowTargetGroup: {
    type: 'string',
    nullable: true,
    description: 'Target group in which that holds; null when there is none.',
    compute: (subject) => derive([slowestGroup(subject)], (group) => (group as unknown as Group | null)?.name ?? null),
  },
  functionsInVpc: {
    type: 'number',
    nullable: false,
    description: 'Lambda functions that run in the VPC of the proxy.',
    compute(subject, { world }) {
      const { functions, gaps } = functionsIn(world, subject, memberOf(resourceOf(subject), 'vpcId'));
      return countOf(functions, gaps);
    },
  },
  functionsGivingUpFirst: {
    type: 'number',
    nullable: false,
    description: 'Of those, how many are stopped by their own timeout before they would get a connection.',
    compute: (subject, { world }) =>
      derive([timeouts(subject, world), borrowTimeout(subject)], (seconds, wait) =>
        typeof wait === 'number' ? (seconds as number[]).filter((one) => one < wait).length : 0,
      ),
  },
  functionsGivingUpPercent: {
    type: 'number',
    nullable: false,
    description: 'The same as percent of the functions in the VPC; 0 without functions.',
    compute: (subject, { world }) =>
      derive([timeouts(subject, world), borrowTimeout(subject)], (seconds, wait) => {
        const all = seconds as number[];
        const givingUp = typeof wait === 'number' ? all.filter((one) => one < wait).length : 0;
        return all.length === 0 ? 0 : (givingUp / all.length) * 100;
      }),
  },
  shortestFunctionTimeoutSeconds: {
    type: 'number',
    nullable: true,
    description: 'Shortest timeout of a function in the VPC, seconds; null without functions.',
    compute: (subject, { world }) => derive([timeouts(subject, world)], (seconds) => (seconds as number[])[0] ?? null),
  },
  suggestedBorrowTimeoutSeconds: {
    type: 'number',
    nullable: true,
    description: 'Half of that, seconds, 1 to 5: what leaves time for the query; null without functions.',
    compute: (subject, { world }) =>
      derive([timeouts(subject, world)], (seconds) => {
        const [shortest] = seconds as number[];
        return shortest === undefined ? null : Math.min(5, Math.max(1, Math.floor(shortest / 2)));
      }),
  },
};
