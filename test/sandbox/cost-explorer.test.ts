import {
  GetAnomalyMonitorsCommand,
  GetAnomalySubscriptionsCommand,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  paginateGetAnomalyMonitors,
} from '@aws-sdk/client-cost-explorer';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

describe('Cost Explorer', () => {
  test('answers the same whatever region is configured, 100 monitors a page', async () => {
    const monitors = names('m', 120).map((MonitorName) => ({ MonitorName }));
    const { ce: client, sandbox } = await serve({}, { rest: { 'cost-explorer': { monitors } } });
    const pages = await pagesOf(paginateGetAnomalyMonitors({ client }, {}), (page) => page.AnomalyMonitors);
    expect(pages.sizes).toEqual([100, 20]);
    expect(pages.items[0]).toMatchObject({ MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' });
    expect(new Set(sandbox.calls.map((call) => call.region))).toEqual(new Set(['us-east-1']));
  });

  test('subscriptions name the ARNs of the monitors that the declaration names', async () => {
    const { ce } = await serve(
      {},
      {
        rest: {
          'cost-explorer': {
            monitors: [{ MonitorName: 'services' }, { MonitorName: 'team', MonitorType: 'CUSTOM' }],
            subscriptions: [
              { SubscriptionName: 'a', monitors: ['services'] },
              { SubscriptionName: 'b', monitors: ['team'] },
            ],
          },
        },
      },
    );
    const { AnomalyMonitors } = await ce.send(new GetAnomalyMonitorsCommand({}));
    const [services, team] = (AnomalyMonitors ?? []).map((one) => one.MonitorArn);
    expect(AnomalyMonitors?.[1]).not.toHaveProperty('MonitorDimension');
    const all = await ce.send(new GetAnomalySubscriptionsCommand({}));
    expect(all.AnomalySubscriptions?.map((one) => one.MonitorArnList)).toEqual([[services], [team]]);
    const some = await ce.send(new GetAnomalySubscriptionsCommand({ MonitorArn: team }));
    expect(some.AnomalySubscriptions?.map((one) => one.SubscriptionName)).toEqual(['b']);
  });

  test('throttles by its own name', async () => {
    const { ce } = await serve({}, { faults: [{ api: 'ce:*', do: 'throttled' }] });
    await expect(ce.send(new GetAnomalyMonitorsCommand({}))).rejects.toMatchObject({ name: 'LimitExceededException' });
  });
});

describe('costs', () => {
  const week = { Start: '2026-11-16', End: '2026-11-19' };
  const daily = (more: Partial<GetCostAndUsageCommandInput> = {}) =>
    new GetCostAndUsageCommand({ TimePeriod: week, Granularity: 'DAILY', Metrics: ['UnblendedCost'], ...more });
  const byService = { GroupBy: [{ Type: 'DIMENSION' as const, Key: 'SERVICE' }] };
  const serveCosts = (dailyCosts: object[]) =>
    serve({}, { rest: { now: '2026-11-19T04:00:00Z', 'cost-explorer': { dailyCosts } as never } });

  test('by service have no total, lines of one service add up, and the last days are estimated', async () => {
    const { ce } = await serveCosts([
      { service: 'Amazon ECS', usd: [600, 610, 620, 630, 640, 650, 660], until: '2026-11-18' },
      { service: 'Amazon ECS', usd: 1.5, since: '2026-11-17' },
      { service: 'AWS Lambda', points: { '2026-11-17': 0.1234567891 } },
    ]);
    const { ResultsByTime = [], GroupDefinitions, NextPageToken } = await ce.send(daily(byService));
    expect(GroupDefinitions).toEqual(byService.GroupBy);
    expect(NextPageToken).toBeUndefined();
    expect(ResultsByTime.map(({ Total }) => Total)).toEqual([{}, {}, {}]);
    expect(ResultsByTime.map(({ TimePeriod }) => TimePeriod?.End)).toEqual(['2026-11-17', '2026-11-18', '2026-11-19']);
    expect(ResultsByTime.map(({ Estimated }) => Estimated)).toEqual([false, true, true]);
    const costs = ResultsByTime.map(({ Groups = [] }) =>
      Object.fromEntries(Groups.map(({ Keys, Metrics }) => [Keys?.[0], Metrics?.UnblendedCost?.Amount])),
    );
    expect(costs).toEqual([
      { 'Amazon ECS': '600' },
      { 'Amazon ECS': '611.5', 'AWS Lambda': '0.1234567891' },
      { 'Amazon ECS': '1.5' },
    ]);
  });

  test('without groups have a total, and a payer sees all accounts unless it asks for one', async () => {
    const { ce } = await serveCosts([
      { service: 'Amazon ECS', usd: 5 },
      { service: 'Amazon ECS', usd: 7, account: '999999999999' },
      { service: 'Amazon ECS', usd: -4, recordType: 'Credit' },
    ]);
    const totalOf = async (Filter?: GetCostAndUsageCommandInput['Filter']) =>
      (await ce.send(daily({ Filter }))).ResultsByTime?.[0]?.Total?.UnblendedCost?.Amount;
    const own = { Dimensions: { Key: 'LINKED_ACCOUNT' as const, Values: ['111122223333'] } };
    const credits = { Dimensions: { Key: 'RECORD_TYPE' as const, Values: ['Credit'] } };
    expect(await totalOf()).toBe('8');
    expect(await totalOf(own)).toBe('1');
    expect(await totalOf({ And: [own, { Not: credits }] })).toBe('5');
    expect(await totalOf({ Or: [{ Not: own }, credits] })).toBe('3');
  });

  test('come in pages', async () => {
    const { ce } = await serveCosts(names('s', 400).map((service) => ({ service, usd: 1 })));
    const first = await ce.send(daily(byService));
    const second = await ce.send(daily({ ...byService, NextPageToken: first.NextPageToken }));
    expect([first, second].map(({ ResultsByTime }) => ResultsByTime?.map(({ Groups }) => Groups?.length))).toEqual([
      [400, 400, 200],
      [200],
    ]);
    await expect(ce.send(daily({ NextPageToken: first.NextPageToken }))).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
  });

  test.each<[string, Partial<GetCostAndUsageCommandInput>]>([
    ['a period that ends where it starts', { TimePeriod: { Start: '2026-11-16', End: '2026-11-16' } }],
    ['a date that is none', { TimePeriod: { Start: '2026-13-01', End: '2026-11-16' } }],
    ['a date with a time', { TimePeriod: { Start: '2026-11-16T00:00:00Z', End: '2026-11-19' } }],
    ['a start in the future', { TimePeriod: { Start: '2026-11-21', End: '2026-11-22' } }],
    ['a period longer ago than costs reach back', { TimePeriod: { Start: '2025-01-01', End: '2025-02-01' } }],
    ['an unknown granularity', { Granularity: 'WEEKLY' as never }],
    ['no metric', { Metrics: [] }],
    ['a group of no known type', { GroupBy: [{ Type: 'SERVICE' as never, Key: 'SERVICE' }] }],
    ['three groups', { GroupBy: Array(3).fill({ Type: 'DIMENSION', Key: 'SERVICE' }) }],
    ['one operand', { Filter: { And: [{ Dimensions: { Key: 'SERVICE', Values: ['x'] } }] } }],
    [
      'two roots',
      {
        Filter: {
          Dimensions: { Key: 'SERVICE', Values: ['x'] },
          Not: { Dimensions: { Key: 'SERVICE', Values: ['y'] } },
        },
      },
    ],
    ['a dimension without values', { Filter: { Dimensions: { Key: 'SERVICE', Values: [] } } }],
  ])('are refused for %s', async (_, more) => {
    const { ce } = await serveCosts([]);
    await expect(ce.send(daily(more))).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
