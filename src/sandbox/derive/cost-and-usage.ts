import type { Expression, GetCostAndUsageRequest } from '@aws-sdk/client-cost-explorer';
import type { DailyCost } from '../account-costs.ts';
import { takePage } from '../paging.ts';
import { failed, invalid } from '../service.ts';
import { groupBy } from './item.ts';

const dayMs = 86_400_000;
/** Rows of a page; AWS does not say how many it puts on one. */
const pageRows = 1000;
/** Days before today that AWS may still correct. */
const estimatedDays = 2;
/** How far back costs by day reach. https://docs.aws.amazon.com/cost-management/latest/userguide/ce-api-best-practices.html */
const mostMonths = 14;
const metric = 'UnblendedCost';
const dimensions = {
  SERVICE: (line: DailyCost) => line.service,
  RECORD_TYPE: (line: DailyCost) => line.recordType,
  LINKED_ACCOUNT: (line: DailyCost) => line.account ?? '',
} as const;
type Dimension = keyof typeof dimensions;

/** One group of one day, or a day that has none. */
type Row = {
  date: string;
  group: { Keys: string[]; Metrics: Record<string, { Amount: string; Unit: string }> } | null;
};

/** GetCostAndUsage by day: rows of all days, one after the other, cut into pages. */
export function answerCosts(input: GetCostAndUsageRequest, lines: readonly DailyCost[], now: string | null) {
  const present = now === null ? Date.now() : Date.parse(now);
  const [start, end] = periodOf(input, present);
  const keys = check(input);
  const kept = lines.filter(matcher(input.Filter));
  const rows: Row[] = [];
  for (let at = start; at < end; at += dayMs) rows.push(...rowsOf(kept, at, keys));
  const { NextPageToken, ...question } = input;
  const scope = `GetCostAndUsage ${JSON.stringify(question)}`;
  const limits = { default: pageRows, max: pageRows };
  const page = takePage(rows, { token: NextPageToken, size: undefined, limits, scope });
  const days = groupBy(page.items, ({ date }) => date);
  return {
    GroupDefinitions: input.GroupBy,
    ResultsByTime: [...days].map(([date, ofDay]) => ({
      TimePeriod: { Start: date, End: dateOf(Date.parse(date) + dayMs) },
      Total: keys.length > 0 ? {} : (ofDay[0]?.group?.Metrics ?? { [metric]: { Amount: '0', Unit: 'USD' } }),
      Groups: keys.length > 0 ? ofDay.flatMap(({ group }) => group ?? []) : [],
      Estimated: Date.parse(date) >= present - (estimatedDays + 1) * dayMs,
    })),
    DimensionValueAttributes: [],
    NextPageToken: page.token,
  };
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function periodOf({ TimePeriod }: GetCostAndUsageRequest, present: number): [number, number] {
  const times = [TimePeriod?.Start, TimePeriod?.End].map((text = '') => {
    if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text)))
      throw invalid(`Failed to parse date '${text}': expected yyyy-MM-dd.`);
    return Date.parse(text);
  });
  const [start = 0, end = 0] = times;
  if (start >= end) throw invalid('Start date (and hour) should be before end date (and hour)');
  if (start > present) throw invalid('Start date must be no later than the current date.');
  const oldest = new Date(present);
  oldest.setUTCMonth(oldest.getUTCMonth() - mostMonths);
  if (start < oldest.getTime()) throw invalid(`Costs reach back ${mostMonths} months.`);
  return [start, end];
}

/** Refuses what AWS would refuse, and what the sandbox does not play; returns what to group by. */
function check({ Granularity, Metrics = [], GroupBy = [] }: GetCostAndUsageRequest): Dimension[] {
  if (!['DAILY', 'MONTHLY', 'HOURLY'].includes(Granularity ?? '')) throw invalid('Granularity is invalid.');
  if (Granularity !== 'DAILY') throw failed('NotImplemented', 'The sandbox plays DAILY costs only.', 501);
  if (Metrics.length === 0) throw invalid('Metrics should not be empty.');
  if (Metrics.some((one) => one !== metric)) throw failed('NotImplemented', `The sandbox plays ${metric} only.`, 501);
  if (GroupBy.length > 2) throw invalid('Number of groups should be at most 2.');
  return GroupBy.map(({ Type, Key = '' }) => {
    if (Type !== 'DIMENSION') throw invalid('Group Definition type is invalid.');
    return dimensionOf(Key);
  });
}

function dimensionOf(key: string): Dimension {
  if (key in dimensions) return key as Dimension;
  throw failed('NotImplemented', `The sandbox does not play the dimension ${key}.`, 501);
}

/** An expression has one root: a dimension with values, or And, Or, Not. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Expression.html */
function matcher(filter: Expression | undefined): (line: DailyCost) => boolean {
  if (!filter) return () => true;
  const { And, Or, Not, Dimensions, ...others } = filter;
  if (Object.keys(others).length > 0) throw failed('NotImplemented', 'The sandbox filters by dimensions only.', 501);
  if (Object.keys(filter).length !== 1) throw invalid('Expression must have exactly one root operator.');
  if (Not) {
    const inner = matcher(Not);
    return (line) => !inner(line);
  }
  const operands = And ?? Or;
  if (operands) {
    if (operands.length < 2) throw invalid('And and Or need at least two operands.');
    const inner = operands.map(matcher);
    return (line) => (And ? inner.every((matches) => matches(line)) : inner.some((matches) => matches(line)));
  }
  const { Key = '', Values = [], MatchOptions = [] } = Dimensions ?? {};
  if (Values.length === 0) throw invalid('Dimension values should not be empty.');
  if (MatchOptions.some((option) => option !== 'EQUALS' && option !== 'CASE_SENSITIVE'))
    throw invalid('Match options are invalid.');
  const read = dimensions[dimensionOf(Key)];
  return (line) => Values.includes(read(line));
}

function rowsOf(lines: readonly DailyCost[], at: number, keys: readonly Dimension[]): Row[] {
  const date = dateOf(at);
  const costs = lines.flatMap((line) => {
    const usd = costOn(line, date, at);
    return usd === null ? [] : [{ usd, unit: line.unit, keys: keys.map((key) => dimensions[key](line)) }];
  });
  const groups = [...groupBy(costs, (cost) => JSON.stringify(cost.keys)).values()];
  if (groups.length === 0) return [{ date, group: null }];
  return groups.map((group) => ({
    date,
    group: {
      Keys: group[0]?.keys ?? [],
      Metrics: {
        [metric]: { Amount: amountOf(group.reduce((sum, { usd }) => sum + usd, 0)), Unit: group[0]?.unit ?? 'USD' },
      },
    },
  }));
}

function costOn({ usd, since = '', until = '9999', points }: DailyCost, date: string, at: number): number | null {
  if (points[date] !== undefined) return points[date];
  if (usd === undefined || date < since || date >= until) return null;
  return typeof usd === 'number' ? usd : (usd[(new Date(at).getUTCDay() + 6) % 7] ?? 0);
}

/** Ten decimals at most, as AWS writes amounts. */
const amountOf = (usd: number): string => String(Number(usd.toFixed(10)));
