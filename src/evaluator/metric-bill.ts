import type { MetricBill, Notice } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { countPlanned, metricDataApi, metricPriceUsd, usdPerThousandMetrics } from '../resources/metrics/plan.ts';

/** Whether metrics were asked for when the snapshot was taken. */
export function hasMetrics(snapshot: Snapshot): boolean {
  return snapshot.coverage.some((entry) => entry.api === metricDataApi);
}

/** What metrics cost when the snapshot was taken, and what they would cost now: the same plan, over the same resources. */
export function metricBill(snapshot: Snapshot): MetricBill {
  const asked = snapshot.coverage.reduce(
    (sum, entry) => sum + (entry.api === metricDataApi ? (entry.billed ?? 0) : 0),
    0,
  );
  const planned = countPlanned(snapshot.resources);
  return { asked, usd: metricPriceUsd(asked), planned, plannedUsd: metricPriceUsd(planned) };
}

/** What metrics cost, or would cost where rules wait for them. */
export function metricNotices(snapshot: Snapshot, rules: readonly Rule[], bill: MetricBill): Notice[] {
  const rate = `$${usdPerThousandMetrics} per 1,000`;
  if (hasMetrics(snapshot)) {
    return [
      {
        code: 'metrics-asked',
        message: `CloudWatch was asked for ${bill.asked} metrics, which AWS bills with about $${dollars(bill.usd)} (${rate}).`,
      },
    ];
  }
  const waiting = rules.filter((rule) => rule.needs.includes('metrics')).length;
  if (waiting === 0 || bill.planned === 0 || snapshot.source !== 'aws') return [];
  return [
    {
      code: 'metrics-not-asked',
      message: `${waiting} of ${rules.length} rules need metrics, which were not asked for because AWS bills them. --metrics would ask CloudWatch for ${bill.planned} metrics, about $${dollars(bill.plannedUsd)} (${rate}).`,
    },
  ];
}

/** Cents where there are any, else as many digits as it takes. */
const dollars = (usd: number): string => (usd >= 0.01 || usd === 0 ? usd.toFixed(2) : usd.toFixed(5));
