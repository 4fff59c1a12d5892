import { describe, expect, it } from 'vitest';
import type { Resource } from '../../src/model/snapshot.ts';
import { planMetrics } from '../../src/resources/metrics/plan.ts';
import type { MetricQuery } from '../../src/resources/metrics/query.ts';
import { auditExample } from '../support/sandbox-audit.ts';
import { stagedExamples } from '../support/staged.ts';

const day = 86_400;
const query: MetricQuery = {
  namespace: 'Shop',
  metricName: 'Carts',
  dimensions: { b: '2', a: '1' },
  statistic: 'Sum',
  periodSeconds: 60,
  windowSeconds: day,
};
const cart = (key: string) => ({ kind: 'cart', key, attributes: {} }) as unknown as Resource;

describe('the plan', () => {
  it('asks each metric once, over the longest window that anybody needs, whatever the order of dimensions', () => {
    const needs = [
      { kind: 'cart', needs: () => [query] },
      { kind: 'cart', needs: () => [{ ...query, dimensions: { a: '1', b: '2' }, windowSeconds: 7 * day }] },
      { kind: 'other', needs: () => [{ ...query, metricName: 'Never' }] },
    ];
    expect(planMetrics([cart('x'), cart('y')], needs)).toEqual([
      { ...query, dimensions: { a: '1', b: '2' }, windowSeconds: 7 * day },
    ]);
  });

  it('is the same whatever the order of resources', () => {
    const needs = [{ kind: 'cart', needs: ({ key }: Resource) => [{ ...query, dimensions: { cart: String(key) } }] }];
    expect(planMetrics([cart('x'), cart('y')], needs)).toEqual(planMetrics([cart('y'), cart('x')], needs));
  });
});

describe('what the rules need', () => {
  it.each(stagedExamples)('of %s has periods for which CloudWatch keeps data that long', async (example) => {
    const { snapshot } = await auditExample(example);
    const queries = planMetrics(snapshot.resources);
    expect(queries.length).toBeGreaterThan(10);
    for (const { metricName, periodSeconds, windowSeconds, stepSeconds = periodSeconds } of queries) {
      // Minutes are kept for 15 days, five minutes for 63, hours for 455.
      const unit = windowSeconds < 15 * day ? 60 : windowSeconds < 63 * day ? 300 : 3600;
      expect(periodSeconds % unit, metricName).toBe(0);
      expect(windowSeconds % stepSeconds, metricName).toBe(0);
      expect(stepSeconds % periodSeconds, metricName).toBe(0);
      expect(windowSeconds, metricName).toBeLessThanOrEqual(455 * day);
    }
  });
});
