import { beforeAll, describe, expect, it } from 'vitest';
import { declaredReads } from '../../src/collectors/aws/registry.ts';
import type { FaultKind } from '../../src/sandbox/sandbox.ts';
import { type Staged, stageAll, stageOf } from '../support/staged.ts';
import { changedRules, lies, verdictsOf } from '../support/verdicts.ts';

/**
 * Whatever goes wrong with an API, the run ends, no verdict changes but to unknown, and the snapshot names a cause where one
 * did. A sample of the matrix of faults and APIs runs always, all of it with HEADROOM_FAULTS=all.
 */
const apis = declaredReads({ metrics: true }).map((read) => read.api);

const quick: FaultKind[] = ['denied', 'expired', 'html500', 'xml403', 'empty', 'truncated', 'unknown-fields'];
const quickToo: FaultKind[] = ['missing-fields', 'wrong-types', 'repeat-token', 'clock-skew'];
const slow: FaultKind[] = ['throttled', 'error500', 'endless', 'slow-headers', 'slow-body', 'reset'];
const kinds = [...quick, ...quickToo, ...slow];
/** What never ends is cut short by the run's limit, what is slow by the request's; all else has the time that a busy machine may take. */
const limitsOf = (kind: FaultKind) => ({
  requestTimeoutMs: kind.startsWith('slow') ? 1500 : 20_000,
  throttlePatienceMs: 1000,
  runTimeoutMs: kind === 'endless' ? 8000 : 60_000,
});

/** Here a member that is left out means "none" in AWS's answers, so that nobody can tell it from one that was lost. */
const absentMeansNone = [
  'cloudwatch:DescribeAlarms',
  'elasticache:DescribeCacheClusters',
  'aoss:BatchGetCollectionGroup',
];

const all = apis.flatMap((api, row) => kinds.map((kind, column) => ({ api, kind, row, column })));
const sample = all.filter(({ row, column }) => (row * 5 + column) % kinds.length < 2);
const matrix = (process.env.HEADROOM_FAULTS === 'all' ? all : sample).filter(
  ({ api, kind }) => !(kind === 'missing-fields' && absentMeansNone.includes(api)),
);

let staged: Staged[];

beforeAll(async () => {
  staged = await stageAll();
}, 240_000);

describe('faults of every kind', () => {
  it('the sample meets every kind and every API', () => {
    expect(new Set(sample.map(({ kind }) => kind)).size).toBe(kinds.length);
    expect(new Set(sample.map(({ api }) => api)).size).toBe(new Set(apis).size);
  });

  it.each(matrix)('$api: $kind', { timeout: 120_000 }, async ({ api, kind }) => {
    const delay = kind.startsWith('slow') ? { delayMs: 6000 } : {};
    const { account, small, strike } = stageOf(staged, api);
    const struck = await strike(account, [{ api, do: kind, ...delay }], undefined, limitsOf(kind));
    const healthy = verdictsOf(small);
    const verdicts = verdictsOf(struck);
    expect(lies(healthy, verdicts)).toEqual([]);
    if (changedRules(healthy, verdicts).length > 0) {
      const { coverage, resources } = struck.snapshot;
      const causes = [
        ...coverage.filter((entry) => !entry.complete).map((entry) => entry.api),
        ...resources.flatMap((one) => Object.values(one.unreadApi ?? {})),
      ];
      expect(causes.map((cause) => cause.split(':')[0])).toContain(api.split(':')[0]);
    }
  });
});
