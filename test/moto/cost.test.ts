import { expect, it } from 'vitest';
import { fastClock } from '../../src/collectors/aws/clock.ts';
import { collectAws } from '../../src/collectors/aws/collect.ts';
import { collectors } from '../../src/collectors/aws/registry.ts';
import { accountId } from './account.ts';
import { keys } from './clients.ts';
import { describeOnMoto, type Staged } from './stage.ts';

/** Answers that moto gives to GetCostAndUsage, one to each new question; beyond them its answers are empty. */
const preload = ({ moto }: Staged, ...results: object[]) =>
  moto.control('static/ce/cost-and-usage-results', JSON.stringify({ results }));

const aDay = (Start: string, End: string, costs: Record<string, string>) => ({
  TimePeriod: { Start, End },
  Total: {},
  Groups: Object.entries(costs).map(([service, Amount]) => ({
    Keys: [service],
    Metrics: { UnblendedCost: { Amount, Unit: 'USD' } },
  })),
  Estimated: Start === '2026-11-21',
});

async function readCosts({ moto, endpoint }: Staged, days: number) {
  const { result, operations } = await moto.record(() =>
    collectAws({
      regions: ['eu-central-1'],
      takenAt: '2026-11-22T04:00:00.000Z',
      tool: 'headroom test',
      endpoint,
      credentials: keys,
      clock: fastClock,
      cost: { days },
      without: collectors.map(({ name }) => name),
    }),
  );
  return {
    operations,
    costs: result.resources.map(({ kind, account, key, observed }) => ({ kind, account, key, days: observed.days })),
    coverage: result.coverage.find(({ api }) => api === 'ce:GetCostAndUsage'),
  };
}

describeOnMoto(
  'costs behind moto',
  async () => {},
  (staged) => {
    it('come from all pages, a request for each', async () => {
      await preload(
        staged(),
        { ResultsByTime: [aDay('2026-11-20', '2026-11-21', { 'Amazon ECS': '2142.5' })], NextPageToken: 'more' },
        { ResultsByTime: [aDay('2026-11-21', '2026-11-22', { 'Amazon ECS': '6000', 'AWS Lambda': '0.0000001' })] },
      );
      const { costs, coverage, operations } = await readCosts(staged(), 2);
      expect(costs).toEqual([
        {
          kind: 'service-cost',
          account: accountId,
          key: 'AWS Lambda',
          days: [
            { date: '2026-11-20', usd: 0, estimated: false },
            { date: '2026-11-21', usd: 0, estimated: true },
          ],
        },
        {
          kind: 'service-cost',
          account: accountId,
          key: 'Amazon ECS',
          days: [
            { date: '2026-11-20', usd: 2142.5, estimated: false },
            { date: '2026-11-21', usd: 6000, estimated: true },
          ],
        },
      ]);
      expect(coverage).toMatchObject({ status: 'ok', complete: true, calls: 2, billed: 2 });
      expect(operations.filter((one) => one.startsWith('ce:'))).toEqual(Array(2).fill('ce:GetCostAndUsage'));
    });

    it('that AWS does not tell are not taken for nothing', async () => {
      const { costs, coverage } = await readCosts(staged(), 1);
      expect(costs).toEqual([]);
      expect(coverage).toMatchObject({ status: 'malformed', complete: false, missed: ['2026-11-21'] });
    });
  },
);
