import type { Expression } from '@aws-sdk/client-cost-explorer';
import { daysBefore } from '../../model/days.ts';
import { costApi, serviceCost } from '../../resources/service-cost.ts';
import type { Collector, Context, Read } from './collector.ts';
import { type Costs, costMetric, createCosts, dayOf } from './cost-days.ts';
import { listIn } from './listing.ts';

/** Asked on request alone, because each request is billed. */
export const costRead: Read = { api: costApi, kinds: ['service-cost'], billedByRequest: true };

/** Days of cost that are asked for: full ones, up to yesterday. */
export interface CostChoice {
  days: number;
}

/** A hundred services over two months are some thousand rows: an answer that has more pages than this is not worth its price. */
const mostPages = 50;

/**
 * What is left out: credits, refunds and taxes are booked when AWS likes, and credits would hide what capacity costs. Usage and
 * the fees of commitments stay. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetDimensionValues.html
 */
const leftOut = ['Credit', 'Refund', 'Tax'];

/** Reads what each service of the account cost each day. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html */
export function costCollector({ days }: CostChoice): Collector {
  return {
    name: 'cost',
    scope: 'global',
    reads: [costRead],
    async collect(context) {
      const dates = daysBefore(context.takenAt, days);
      const [start] = dates;
      if (start === undefined) return;
      const costs = createCosts(dates);
      await readPages(context, costs, { Start: start, End: dayOf(context.takenAt) });
      fileCosts(context, costs, dates);
    },
  };
}

async function readPages(context: Context, costs: Costs, TimePeriod: { Start: string; End: string }): Promise<void> {
  const { GetCostAndUsageCommand } = await import('@aws-sdk/client-cost-explorer');
  const pages = context.pages(
    costApi,
    (NextPageToken) =>
      new GetCostAndUsageCommand({
        TimePeriod,
        Granularity: 'DAILY',
        Metrics: [costMetric],
        GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
        Filter: filterOf(context.account),
        NextPageToken,
      }),
    { next: (page) => page.NextPageToken, items: (page) => listIn(page, page.ResultsByTime), maxPages: mostPages },
  );
  for await (const results of pages) {
    const news = results.map((result) => costs.add(result));
    if (news.length === 0 || news.includes(true)) continue;
    context.note(costApi, { reason: 'truncated', detail: 'AWS told a page twice' });
    break;
  }
}

/** The account's own costs: the payer of an organisation is told those of all its accounts otherwise. */
const filterOf = (account: string): Expression => ({
  And: [
    { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [account] } },
    { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: leftOut } } },
  ],
});

function fileCosts(context: Context, costs: Costs, dates: readonly string[]): void {
  const isWhole = context.failureOf(costApi) === null;
  for (const problem of costs.problems) context.note(costApi, problem);
  const untold = isWhole ? dates.filter((date) => !costs.isTold(date)) : [];
  if (untold.length > 0) {
    context.note(costApi, { reason: 'malformed', detail: 'no costs of days that were asked for', missed: untold });
  }
  context.since(costApi, `${dates[0]}T00:00:00.000Z`);
  for (const service of costs.services()) {
    context.add(serviceCost, { api: costApi, item: service }, () => ({
      id: service,
      attributes: { service },
      observed: { days: costs.daysOf(service, isWhole) },
    }));
  }
}
