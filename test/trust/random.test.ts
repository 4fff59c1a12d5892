import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declaredReads } from '../../src/collectors/aws/registry.ts';
import type { Fault } from '../../src/sandbox/sandbox.ts';
import { randomAccount } from '../support/random-account.ts';
import { randomApproval, randomCalendar } from '../support/random-calendar.ts';
import { auditAccount, readExamplePolicy } from '../support/sandbox-audit.ts';
import { falseNews } from '../support/since.ts';
import { lies, verdictsOf } from '../support/verdicts.ts';

const policy = readExamplePolicy('mangaassist', '2025-03-28T04:00:00Z');
const apis = declaredReads({ metrics: true }).map((read) => read.api);

const fault: fc.Arbitrary<Fault> = fc
  .record({
    api: fc.constantFrom(...apis),
    do: fc.constantFrom(
      'denied',
      'error500',
      'empty',
      'truncated',
      'xml403',
      'html500',
      'repeat-token',
      'wrong-types',
      'unknown-fields',
    ),
    some: fc.option(fc.record({ from: fc.integer({ min: 1, max: 3 }), count: fc.integer({ min: 1, max: 2 }) })),
  })
  .map(({ some, ...one }) => ({ ...one, ...some }));

/** What AWS does not tell of anybody: no verdict rests on that it was denied. */
const untold = ['absent', 'not-recorded'];

describe('accounts that nobody thought of', () => {
  it('whatever fails, no verdict changes but to unknown, and none goes missing without a *', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomAccount,
        randomCalendar,
        randomApproval,
        fc.array(fault, { minLength: 4, maxLength: 4 }),
        async (account, events, approval, faults) => {
          const healthy = await auditAccount(account, policy, [], undefined, {}, events, approval);
          expect(healthy.sandbox.problems).toEqual([]);
          const unseen = healthy.report.results.filter(
            ({ unknownBecause }) => unknownBecause?.some(({ reason }) => !untold.includes(reason)) === true,
          );
          expect(unseen).toEqual([]);
          // What was approved is as it was in health, whatever fails now.
          const approved = approval?.(healthy.snapshot) ?? null;
          for (const one of faults) {
            const struck = await auditAccount(account, policy, [one], undefined, {}, events, () => approved);
            expect(lies(verdictsOf(healthy), verdictsOf(struck)), JSON.stringify(one)).toEqual([]);
            expect([...falseNews(healthy, struck), ...falseNews(struck, healthy)], JSON.stringify(one)).toEqual([]);
          }
        },
      ),
      { numRuns: Number(process.env.HEADROOM_RANDOM_RUNS ?? 12), endOnFailure: true },
    );
  }, 600_000);
});
