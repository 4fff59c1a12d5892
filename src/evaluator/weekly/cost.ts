import { daysBefore } from '../../model/days.ts';
import type { Resource, Snapshot } from '../../model/snapshot.ts';
import type { CostChapter, PerMessageChapter, ServiceCost } from '../../model/weekly-document.ts';
import { type CostDay, costApi, usdPerCostRequest } from '../../resources/service-cost.ts';
import { cents } from '../price.ts';
import { byDayOf } from './charts.ts';
import { mean, stepsOf, sum, type Window } from './window.ts';

/** What AWS bills for the costs that a snapshot holds, US dollars; null where Cost Explorer was not asked for any. */
export function costBillOf({ coverage }: Snapshot): number | null {
  const asked = coverage.filter(({ api, status }) => api === costApi && status !== 'not-requested');
  return asked.length === 0 ? null : cents(sum(asked.map(({ billed }) => billed ?? 0)) * usdPerCostRequest);
}

/** Cost by day: full days alone, as many as the period has, and as many before. */
interface Ledger {
  days: string[];
  byService: Map<string, Map<string, number>>;
  estimated: Set<string>;
}

const half = ({ days }: Ledger) => days.length / 2;

/** Null where Cost Explorer was not asked, or told nothing. */
function ledgerOf(window: Window): Ledger | null {
  const resources = window.world.all('service-cost');
  const days = daysBefore(window.world.snapshot.takenAt, window.hours / 12);
  const told = new Set(resources.flatMap(daysOf).map(({ date }) => date));
  if (!days.every((date) => told.has(date) || isRead(window, date))) return null;
  const byService = new Map<string, Map<string, number>>();
  const estimated = new Set<string>();
  for (const resource of resources) {
    const service = String(resource.attributes.service);
    const costs = byService.get(service) ?? new Map<string, number>();
    for (const day of daysOf(resource)) {
      costs.set(day.date, (costs.get(day.date) ?? 0) + day.usd);
      if (day.estimated && days.includes(day.date)) estimated.add(day.date);
    }
    byService.set(service, costs);
  }
  return { days, byService, estimated };
}

/** Whether Cost Explorer told all of a day: then a service that is missing cost nothing. */
function isRead({ world }: Window, date: string): boolean {
  const asked = world.snapshot.coverage.filter(({ api }) => api === costApi);
  return (
    asked.length > 0 && asked.every(({ complete, since }) => complete && since !== null && since.slice(0, 10) <= date)
  );
}

const daysOf = ({ observed }: Resource): CostDay[] => (observed.days ?? []) as unknown as CostDay[];

/** Cost by service: those that moved by more than both thresholds, the largest change first. */
export function costOf(window: Window, askedUsd: number): CostChapter | null {
  const ledger = ledgerOf(window);
  if (!ledger) return null;
  const { costPercent, costUsd } = window.world.policy.weekly;
  const services = [...ledger.byService].map(([service, costs]) => serviceCost(service, costs, ledger));
  const moved = services.filter(
    ({ usd, usdBefore, changePercent }) =>
      Math.abs(usd - usdBefore) > costUsd && (changePercent === null || Math.abs(changePercent) > costPercent),
  );
  const daily = ledger.days.map((date) =>
    cents(sum([...ledger.byService.values()].map((costs) => costs.get(date) ?? 0))),
  );
  return {
    days: ledger.days,
    usd: cents(sum(daily.slice(half(ledger)))),
    usdBefore: cents(sum(daily.slice(0, half(ledger)))),
    daily,
    moved: moved.sort((a, b) => Math.abs(b.usd - b.usdBefore) - Math.abs(a.usd - a.usdBefore)),
    unmoved: services.length - moved.length,
    thresholdPercent: costPercent,
    thresholdUsd: costUsd,
    estimated: [...ledger.estimated].sort(),
    askedUsd,
  };
}

function serviceCost(service: string, costs: Map<string, number>, ledger: Ledger): ServiceCost {
  const daily = ledger.days.map((date) => cents(costs.get(date) ?? 0));
  const [usdBefore, usd] = [sum(daily.slice(0, half(ledger))), sum(daily.slice(half(ledger)))];
  const changePercent = usdBefore > 0 ? Math.round((1000 * (usd - usdBefore)) / usdBefore) / 10 : null;
  return { service, usd: cents(usd), usdBefore: cents(usdBefore), changePercent, daily };
}

/** Cost of each message, where the policy names the metric that counts them. */
export function perMessageOf(
  window: Window,
  cost: CostChapter,
): { chapter: PerMessageChapter | null; why: string | null } {
  const { messages, usdPerMessage } = window.world.policy.weekly;
  if (!messages) return { chapter: null, why: 'the policy names no metric that counts messages (weekly.messages)' };
  const counted = messagesByDay(window);
  if (!counted) return { chapter: null, why: `${messages.namespace} ${messages.metric} was not read` };
  if ([...counted.values()].every((value) => value === null)) {
    return { chapter: null, why: `CloudWatch has no data of ${messages.namespace} ${messages.metric}` };
  }
  const daily = cost.days.map((date, index) => {
    const usd = cost.daily[index] ?? 0;
    const count = counted.get(date) ?? null;
    return { date, usd, messages: count, usdPerMessage: count ? usd / count : null };
  });
  const before = daily.length / 2;
  const over = (days: typeof daily) => {
    const known = days.filter((day) => day.messages !== null);
    const count = sum(known.map((day) => day.messages ?? 0));
    return count > 0 ? sum(known.map(({ usd }) => usd)) / count : null;
  };
  return {
    chapter: {
      metric: `${messages.namespace} ${messages.metric}`,
      usdPerMessage: over(daily.slice(before)),
      usdPerMessageBefore: over(daily.slice(0, before)),
      limitUsd: usdPerMessage,
      daily,
    },
    why: null,
  };
}

/** Messages by day, over all regions that may count them; null where one of them was not read. */
function messagesByDay(window: Window): Map<string, number | null> | null {
  const { world, ask } = window;
  const { messages } = world.policy.weekly;
  if (!messages) return null;
  const { namespace, metric: metricName, dimensions, region } = messages;
  const places = world.snapshot.scopes.filter(
    (scope) => scope.region !== 'global' && (region === undefined || scope.region === region),
  );
  // In a region that is not read nobody counts.
  if (places.length === 0) return null;
  const all = new Map<string, number | null>();
  for (const place of places) {
    const steps = stepsOf(window, place, ask.count({ namespace, metricName, dimensions }));
    if (!steps) return null;
    if (mean(steps) === null) continue;
    for (const [date, value] of byDayOf(steps, window.end)) {
      const before = all.get(date) ?? null;
      all.set(date, value === null ? before : (before ?? 0) + value);
    }
  }
  return all;
}
