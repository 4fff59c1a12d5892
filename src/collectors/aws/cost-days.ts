import type { Group, ResultByTime } from '@aws-sdk/client-cost-explorer';
import { dateOf } from '../../model/days.ts';
import type { CostDay } from '../../resources/service-cost.ts';
import type { Problem } from './collector.ts';

/** Metric that is asked for: what the account is billed, with its own rates. */
export const costMetric = 'UnblendedCost';

/** The first day that is no longer asked for: AWS leaves the end of a period out. */
export const dayOf = (takenAt: string): string => dateOf(Date.parse(takenAt));

/** Costs by service and day while pages arrive. */
export interface Costs {
  /** Takes what a page tells of one day; returns whether anything in it is new. */
  add(result: ResultByTime): boolean;
  /** What made no sense so far. */
  problems: Problem[];
  /** Whether AWS told anything of a day. */
  isTold(date: string): boolean;
  services(): string[];
  /** Days of a service. Where the listing was read to its end, a day on which AWS told others and not this one cost nothing. */
  daysOf(service: string, isWhole: boolean): CostDay[];
}

type Row = { service: string; usd: number };

/** @param dates the days that were asked for, oldest first */
export function createCosts(dates: readonly string[]): Costs {
  const estimated = new Map<string, boolean>();
  const amounts = new Map<string, Map<string, number>>();
  /** Days, and days of a service, of which something made no sense: what is missing there is not zero. */
  const doubtful = new Set<string>();
  const problems: Problem[] = [];
  const asked = new Set(dates);

  function complain(detail: string, date: string, service?: string): void {
    doubtful.add(service === undefined ? date : `${date} ${service}`);
    problems.push({ reason: 'malformed', detail, missed: [service === undefined ? date : `${service} on ${date}`] });
  }

  function put({ service, usd }: Row, date: string): boolean {
    const days = amounts.get(service) ?? new Map<string, number>();
    amounts.set(service, days);
    const before = days.get(date);
    if (before !== undefined && before !== usd) complain('two costs of one service and day', date, service);
    else days.set(date, usd);
    return before === undefined;
  }

  return {
    problems,
    add({ TimePeriod, Groups, Estimated }) {
      const date = TimePeriod?.Start;
      if (date === undefined || !asked.has(date) || !Array.isArray(Groups)) {
        complain('costs of a day that was not asked for, or without services', String(date));
        return true;
      }
      let isNews = !estimated.has(date);
      estimated.set(date, Estimated === true || estimated.get(date) === true);
      for (const group of Groups) {
        const row = rowOf(group);
        if ('usd' in row) isNews = put(row, date) || isNews;
        else complain(row.problem, date, row.service);
      }
      return isNews;
    },
    isTold: (date) => estimated.has(date),
    services: () => [...amounts.keys()],
    daysOf(service, isWhole) {
      return dates.flatMap((date): CostDay[] => {
        if (doubtful.has(`${date} ${service}`) || !estimated.has(date)) return [];
        const usd = amounts.get(service)?.get(date) ?? (isWhole && !doubtful.has(date) ? 0 : null);
        return usd === null ? [] : [{ date, usd, estimated: estimated.get(date) === true }];
      });
    },
  };
}

function rowOf({ Keys, Metrics }: Group): Row | { problem: string; service?: string } {
  const [service] = Keys ?? [];
  if (typeof service !== 'string' || service === '') return { problem: 'a cost of a service without a name' };
  const { Amount, Unit } = Metrics?.[costMetric] ?? {};
  if (Unit !== 'USD') return { problem: `a cost in ${Unit ?? 'no currency'}, where only USD is read`, service };
  const usd = Amount === undefined || Amount.trim() === '' ? Number.NaN : Number(Amount);
  if (!Number.isFinite(usd)) return { problem: 'a cost that is no number', service };
  return { service, usd: Number(usd.toFixed(6)) };
}
