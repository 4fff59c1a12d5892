import { canonical } from '../../model/canonical.ts';
import { compareText, type Resource } from '../../model/snapshot.ts';
import { metricNeeds } from './index.ts';
import type { MetricNeed, MetricQuery, Peers } from './query.ts';

/** The API that tells metrics. Its calls are billed, so it is asked on request alone. */
export const metricDataApi = 'cloudwatch:GetMetricData';

/** US dollars for a thousand metrics asked. https://aws.amazon.com/cloudwatch/pricing/ */
export const usdPerThousandMetrics = 0.01;

export function metricPriceUsd(metrics: number): number {
  return Number(((metrics * usdPerThousandMetrics) / 1000).toFixed(5));
}

/**
 * Metrics that are needed of resources of one account and region, by the rules where nothing else is said: each once, over
 * the longest window asked for, in a fixed order.
 * @param others metrics that no resource stands for, such as a count of one's own
 */
export function planMetrics(
  resources: readonly Resource[],
  needs: readonly MetricNeed[] = metricNeeds,
  others: readonly MetricQuery[] = [],
): MetricQuery[] {
  const byKey = new Map(resources.map((one) => [`${one.kind}\u0000${one.key}`, one]));
  const peers: Peers = {
    find: (kind, key) => byKey.get(`${kind}\u0000${key}`),
    all: (kind) => resources.filter((one) => one.kind === kind),
  };
  const planned = new Map<string, MetricQuery>();
  const plan = (query: MetricQuery) => {
    const id = queryId(query);
    const before = planned.get(id);
    if (!before || before.windowSeconds < query.windowSeconds) planned.set(id, query);
  };
  for (const resource of resources) {
    for (const need of needs) {
      if (need.kind === resource.kind) need.needs(resource, peers).forEach(plan);
    }
  }
  others.forEach(plan);
  return [...planned].sort((a, b) => compareText(a[0], b[0])).map(([, query]) => query);
}

/** How many metrics `--metrics` asks of a snapshot's resources, over all accounts and regions. */
export function countPlanned(resources: readonly Resource[]): number {
  const places = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = `${resource.account} ${resource.region}`;
    const place = places.get(key);
    if (place) place.push(resource);
    else places.set(key, [resource]);
  }
  return [...places.values()].reduce((sum, place) => sum + planMetrics(place).length, 0);
}

function queryId({ namespace, metricName, dimensions, statistic, periodSeconds, stepSeconds }: MetricQuery): string {
  const step = stepSeconds ?? periodSeconds;
  return JSON.stringify([namespace, canonical(dimensions), metricName, statistic, periodSeconds, step]);
}
