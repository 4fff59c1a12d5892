import { describe, expect, it } from 'vitest';
import type { CostDay } from '../../src/resources/service-cost.ts';
import type { AccountInput, Call, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { accountId, type Collected, collect, smallRegion, takenAt } from './support.ts';

type Lines = NonNullable<NonNullable<AccountInput['cost-explorer']>['dailyCosts']>;

const api = 'ce:GetCostAndUsage';
const ecs = 'Amazon Elastic Container Service';
const services = (count: number): Lines =>
  Array.from({ length: count }, (_, index) => ({ service: `Service ${String(index).padStart(3, '0')}`, usd: index }));

const read = (dailyCosts: Lines, days = 14, options: Partial<SandboxOptions> = {}) =>
  collect(
    {},
    { ...options, accounts: { account: accountId, now: takenAt, 'cost-explorer': { dailyCosts } } },
    { cost: { days } },
  );

function daysOf({ of }: Collected, service: string): CostDay[] {
  const found = of('service-cost').find((one) => one.key === service);
  if (!found) throw new Error(`no cost of ${service}`);
  return found.observed.days as unknown as CostDay[];
}

/** Answers GetCostAndUsage in the sandbox's place, page by page. */
function answering(...outputs: object[]): Partial<SandboxOptions> {
  let page = 0;
  return {
    respond: ({ operation }: Readonly<Call>) =>
      operation === 'GetCostAndUsage' ? { output: outputs[page++] ?? {} } : undefined,
  };
}

const aDay = (Start: string, costs: Record<string, [Amount: string, Unit: string]>) => ({
  TimePeriod: { Start, End: '2026-11-22' },
  Total: {},
  Groups: Object.entries(costs).map(([service, [Amount, Unit]]) => ({
    Keys: [service],
    Metrics: { UnblendedCost: { Amount, Unit } },
  })),
  Estimated: false,
});

describe('costs', () => {
  it('are asked on request alone', async () => {
    const { calls, of, snapshot } = await collect(smallRegion());

    expect(calls('GetCostAndUsage')).toBe(0);
    expect(of('service-cost')).toEqual([]);
    expect(snapshot.coverage.filter((entry) => entry.api === api)).toEqual([]);
  });

  it('come by service, full days up to yesterday, once for the account in all its regions', async () => {
    const { of, calls, coverage, sandbox } = await collect(
      {},
      {
        accounts: {
          account: accountId,
          now: takenAt,
          'cost-explorer': { dailyCosts: [{ service: ecs, usd: [10, 20, 30, 40, 50, 60, 70] }] },
        },
      },
      { cost: { days: 3 }, regions: ['eu-central-1', 'ap-northeast-1'] },
    );

    expect(of('service-cost')).toMatchObject([
      {
        key: ecs,
        region: 'global',
        attributes: { service: ecs },
        observed: {
          days: [
            { date: '2026-11-19', usd: 40, estimated: false },
            { date: '2026-11-20', usd: 50, estimated: true },
            { date: '2026-11-21', usd: 60, estimated: true },
          ],
        },
      },
    ]);
    expect(calls('GetCostAndUsage')).toBe(1);
    expect(sandbox.calls.find(({ operation }) => operation === 'GetCostAndUsage')?.input).toMatchObject({
      TimePeriod: { Start: '2026-11-19', End: '2026-11-22' },
      Granularity: 'DAILY',
      Metrics: ['UnblendedCost'],
    });
    expect(coverage(api)).toMatchObject({ status: 'ok', complete: true, billed: 1, since: '2026-11-19T00:00:00.000Z' });
  });

  it('are zero on a day of which AWS told other services', async () => {
    const collected = await read(
      [
        { service: ecs, points: { '2026-11-20': 7 } },
        { service: 'AWS Lambda', usd: 1 },
      ],
      3,
    );

    expect(daysOf(collected, ecs).map(({ usd }) => usd)).toEqual([0, 7, 0]);
  });

  it('are those of the account, though the payer of an organisation may see all', async () => {
    const collected = await read([
      { service: ecs, usd: 5 },
      { service: ecs, usd: 100, account: '999999999999' },
      { service: 'Amazon Redshift', usd: 100, account: '999999999999' },
    ]);

    expect(collected.of('service-cost').map(({ key }) => key)).toEqual([ecs]);
    expect(new Set(daysOf(collected, ecs).map(({ usd }) => usd))).toEqual(new Set([5]));
  });

  it('are what usage costs: credits, refunds and taxes do not hide it', async () => {
    const collected = await read(
      [
        { service: ecs, usd: 5 },
        ...['Credit', 'Refund', 'Tax'].map((recordType) => ({ service: ecs, usd: -5, recordType })),
        { service: ecs, usd: 2, recordType: 'SavingsPlanRecurringFee' },
      ],
      1,
    );

    expect(daysOf(collected, ecs).map(({ usd }) => usd)).toEqual([7]);
  });

  it('come from all pages, each of which is billed', async () => {
    const collected = await read(services(150), 14);

    expect(collected.of('service-cost')).toHaveLength(150);
    for (const { observed, key } of collected.of('service-cost')) expect(observed.days, String(key)).toHaveLength(14);
    expect(daysOf(collected, 'Service 149').map(({ usd }) => usd)).toEqual(Array(14).fill(149));
    expect(collected.calls('GetCostAndUsage')).toBe(3);
    expect(collected.coverage(api)).toMatchObject({ status: 'ok', complete: true, calls: 3, billed: 3 });
  });

  it('of an account that costs nothing are none, which is known', async () => {
    const { of, coverage } = await read([]);

    expect(of('service-cost')).toEqual([]);
    expect(coverage(api)).toMatchObject({ status: 'ok', complete: true, billed: 1 });
  });
});

describe('costs that could not be read', () => {
  it.each([
    ['denied', 'denied', 1],
    ['error500', 'failed', 3],
    ['xml403', 'denied', 1],
    ['empty', 'malformed', 1],
    ['reset', 'failed', 0],
  ] as const)('%s: are %s, and what AWS answered is counted', async (fault, status, billed) => {
    const { of, coverage } = await read([{ service: ecs, usd: 1 }], 14, { faults: [{ api, do: fault }] });

    expect(of('service-cost')).toEqual([]);
    expect(coverage(api)).toMatchObject({ status, complete: false, kinds: ['service-cost'], billed });
  });

  it.each([
    ['DataUnavailableException', 'Data is not available. Please try to adjust the time period.', 'failed'],
    ['AccessDeniedException', 'User not enabled for cost explorer access', 'denied'],
  ])('%s: AWS has none to tell', async (code, message, status) => {
    const { coverage } = await read([], 14, {
      respond: ({ operation }) => (operation === 'GetCostAndUsage' ? { error: { code, message } } : undefined),
    });

    expect(coverage(api)).toMatchObject({ status, complete: false, billed: 1 });
    expect(coverage(api).detail).toContain(message);
  });

  it('a limit is a throttle: the request is sent again, and counted twice', async () => {
    const { of, coverage } = await read([{ service: ecs, usd: 1 }], 14, {
      faults: [{ api, count: 1, do: 'throttled' }],
    });

    expect(of('service-cost')).toHaveLength(1);
    expect(coverage(api)).toMatchObject({ status: 'ok', complete: true, calls: 1, throttled: 1, billed: 2 });
  });

  it('without an identity nothing is asked, and that is on record', async () => {
    const { coverage, calls } = await read([{ service: ecs, usd: 1 }], 14, {
      faults: [{ api: 'sts:*', do: 'denied' }],
    });

    expect(calls('GetCostAndUsage')).toBe(0);
    expect(coverage(api)).toMatchObject({ status: 'denied', complete: false });
  });

  it.each(['endless', 'repeat-token'] as const)(
    '%s: a listing that tells nothing new is not paid for',
    async (fault) => {
      const { coverage, calls } = await read(services(150), 14, { faults: [{ api, do: fault }] });

      expect(calls('GetCostAndUsage')).toBeLessThanOrEqual(3);
      expect(coverage(api)).toMatchObject({ status: 'truncated', complete: false });
    },
  );

  it('after a page that failed nothing is filled with zeros', async () => {
    const collected = await read([...services(150), { service: 'Zebra', points: { '2026-11-08': 3 } }], 14, {
      faults: [{ api, page: 2, do: 'denied' }],
    });

    expect(collected.coverage(api)).toMatchObject({ status: 'denied', complete: false });
    // A thousand rows: six days and a part of the seventh.
    expect(daysOf(collected, 'Service 000').map(({ date }) => date)).toEqual([
      '2026-11-08',
      '2026-11-09',
      '2026-11-10',
      '2026-11-11',
      '2026-11-12',
      '2026-11-13',
      '2026-11-14',
    ]);
    expect(daysOf(collected, 'Service 149')).toHaveLength(6);
    expect(daysOf(collected, 'Zebra')).toEqual([{ date: '2026-11-08', usd: 3, estimated: false }]);
  });
});

describe('costs that make no sense', () => {
  const [first, second] = ['2026-11-20', '2026-11-21'];

  it('another currency is on record with its day, never added up', async () => {
    const collected = await read(
      [],
      2,
      answering({
        ResultsByTime: [
          aDay(first, { [ecs]: ['5', 'USD'] }),
          aDay(second, { [ecs]: ['5', 'CNY'], Other: ['1', 'USD'] }),
        ],
      }),
    );

    expect(daysOf(collected, ecs)).toEqual([{ date: first, usd: 5, estimated: false }]);
    expect(daysOf(collected, 'Other').map(({ usd }) => usd)).toEqual([0, 1]);
    expect(collected.coverage(api)).toMatchObject({
      status: 'malformed',
      complete: false,
      missed: [`${ecs} on ${second}`],
      detail: 'a cost in CNY, where only USD is read',
    });
  });

  it.each(['', 'much', 'NaN', 'Infinity'])('an amount of "%s" is no cost', async (amount) => {
    const collected = await read(
      [],
      2,
      answering({ ResultsByTime: [aDay(first, { [ecs]: ['5', 'USD'] }), aDay(second, { [ecs]: [amount, 'USD'] })] }),
    );

    expect(daysOf(collected, ecs).map(({ date }) => date)).toEqual([first]);
    expect(collected.coverage(api)).toMatchObject({ status: 'malformed', complete: false });
  });

  it('a service without a name may be any: nobody is told to have cost nothing on that day', async () => {
    const nameless = aDay(second, { '': ['5', 'USD'] });
    const collected = await read([], 2, answering({ ResultsByTime: [aDay(first, { [ecs]: ['5', 'USD'] }), nameless] }));

    expect(daysOf(collected, ecs).map(({ date }) => date)).toEqual([first]);
    expect(collected.coverage(api)).toMatchObject({ status: 'malformed', missed: [second] });
  });

  it('days that AWS leaves out are named, and days that nobody asked for', async () => {
    const short = await read([], 2, answering({ ResultsByTime: [aDay(first, { [ecs]: ['5', 'USD'] })] }));
    expect(daysOf(short, ecs)).toHaveLength(1);
    expect(short.coverage(api)).toMatchObject({ status: 'malformed', complete: false, missed: [second] });

    const long = await read(
      [],
      2,
      answering({ ResultsByTime: [first, second, '2026-11-22'].map((date) => aDay(date, { [ecs]: ['5', 'USD'] })) }),
    );
    expect(daysOf(long, ecs)).toHaveLength(2);
    expect(long.coverage(api)).toMatchObject({ status: 'malformed', complete: false, missed: ['2026-11-22'] });
  });

  it('two costs of one service and day are neither one nor the other', async () => {
    const collected = await read(
      [],
      2,
      answering(
        { ResultsByTime: [first, second].map((date) => aDay(date, { [ecs]: ['5', 'USD'] })), NextPageToken: 'more' },
        { ResultsByTime: [aDay(second, { [ecs]: ['6', 'USD'], Other: ['1', 'USD'] })] },
      ),
    );

    expect(daysOf(collected, ecs).map(({ date }) => date)).toEqual([first]);
    expect(collected.coverage(api)).toMatchObject({ status: 'malformed', complete: false });
  });
});
