import type { Notice } from '../model/report.ts';
import type { CoverageEntry, Snapshot } from '../model/snapshot.ts';
import { costApi, usdPerCostRequest } from '../resources/service-cost.ts';

/** What requests to Cost Explorer cost, and what leaves them out. Of those for anomalies AWS does not say that they are free. */
export function costNotices({ coverage }: Snapshot): Notice[] {
  const entries = coverage.filter(({ api }) => api.startsWith('ce:'));
  const costs = requestsOf(entries.filter(({ api }) => api === costApi));
  const others = requestsOf(entries.filter(({ api }) => api !== costApi));
  return [
    ...notice(
      'cost-explorer-requests',
      others,
      `Cost Explorer was sent ${words(others)}; AWS may bill ${dollars(others)} for them, and --no-cost-explorer leaves them out.`,
    ),
    ...notice(
      'costs-asked',
      costs,
      `Cost Explorer was asked for costs in ${words(costs)}, which AWS bills with about ${dollars(costs)}.`,
    ),
  ];
}

/** Answered requests, where they were counted. */
const requestsOf = (entries: readonly CoverageEntry[]): number =>
  entries.reduce((sum, { billed, calls }) => sum + (billed ?? calls), 0);

const notice = (code: string, requests: number, message: string): Notice[] =>
  requests === 0 ? [] : [{ code, message }];
const words = (requests: number): string => `${requests} request${requests === 1 ? '' : 's'}`;
const dollars = (requests: number): string => `$${(requests * usdPerCostRequest).toFixed(2)}`;
