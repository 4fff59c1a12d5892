import { describe, expect, it } from 'vitest';
import { keyHash } from '../../src/resources/kind.ts';
import type { AccountInput, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { accountId, collect } from './support.ts';

type Declared = NonNullable<AccountInput['cost-explorer']>;

const monitorApi = 'ce:GetAnomalyMonitors';
const subscriptionApi = 'ce:GetAnomalySubscriptions';
const topicArn = `arn:aws:sns:us-east-1:${accountId}:cost-alerts`;
const impact = (Key: string, value: string) => ({
  Dimensions: { Key: `ANOMALY_TOTAL_IMPACT_${Key}`, MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: [value] },
});
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

const collectCosts = (declared: Declared, options: Partial<SandboxOptions> = {}, more = {}) =>
  collect({}, { ...options, accounts: { account: accountId, 'cost-explorer': declared } }, more);

describe('cost anomaly detection', () => {
  it('is described with what is watched and who is told, never by address', async () => {
    const { of, snapshot } = await collectCosts({
      monitors: [{ MonitorName: 'services' }, { MonitorName: 'team', MonitorType: 'CUSTOM' }],
      subscriptions: [
        {
          SubscriptionName: 'alerts',
          monitors: ['services'],
          Frequency: 'IMMEDIATE',
          Subscribers: [
            { Type: 'EMAIL', Address: 'planted@hidden.example', Status: 'DECLINED' },
            { Type: 'SNS', Address: topicArn, Status: 'CONFIRMED' },
            { Type: 'SNS', Address: 'arn:aws:sns:us-east-1:999999999999:theirs' },
          ],
        },
      ],
    });
    const [services, team] = ['services', 'team'].map((name) => of('anomaly-monitor').find((one) => one.name === name));
    expect(services).toMatchObject({ region: 'global', tags: null, unread: {} });
    expect(services?.attributes).toMatchObject({ monitorType: 'DIMENSIONAL', dimension: 'SERVICE' });
    expect(team?.attributes).toMatchObject({ monitorType: 'CUSTOM', dimension: null });
    expect(of('anomaly-subscription')).toMatchObject([
      {
        name: 'alerts',
        attributes: {
          monitorArns: [services?.key],
          frequency: 'IMMEDIATE',
          thresholdPercent: 0,
          thresholdAmount: 100,
          subscribers: [
            { type: 'EMAIL', status: 'DECLINED', topic: null, region: null },
            {
              type: 'SNS',
              status: 'CONFIRMED',
              topic: keyHash({ partition: 'aws', account: accountId, region: 'us-east-1' }, 'sns-topic', topicArn),
              region: 'us-east-1',
            },
            { type: 'SNS', status: null, topic: null, region: null },
          ],
        },
      },
    ]);
    expect(JSON.stringify(snapshot)).not.toMatch(/hidden|planted|cost-alerts|999999999999/);
  });

  it.each<[string, object, { percent?: number; amount?: number }]>([
    ['a percentage', { ThresholdExpression: impact('PERCENTAGE', '40') }, { percent: 40, amount: 0 }],
    ['an amount', { ThresholdExpression: impact('ABSOLUTE', '250.5') }, { percent: 0, amount: 250.5 }],
    [
      'both, of which both must hold',
      { ThresholdExpression: { And: [impact('PERCENTAGE', '40'), impact('ABSOLUTE', '100')] } },
      { percent: 40, amount: 100 },
    ],
    [
      'either, of which the milder is enough',
      { ThresholdExpression: { Or: [impact('PERCENTAGE', '80'), impact('ABSOLUTE', '100')] } },
      { percent: 0, amount: 0 },
    ],
    ['the deprecated amount', { ThresholdExpression: null, Threshold: 75 }, { percent: 0, amount: 75 }],
  ])('whose threshold is %s', async (_, members, { percent, amount }) => {
    const { of } = await collectCosts({ subscriptions: [{ SubscriptionName: 's', ...members }] });
    expect(of('anomaly-subscription')[0]).toMatchObject({
      unread: {},
      attributes: { thresholdPercent: percent, thresholdAmount: amount },
    });
  });

  it.each<[string, object]>([
    ['of another kind', { ThresholdExpression: { Not: impact('PERCENTAGE', '40') } }],
    ['missing', { ThresholdExpression: null }],
  ])('whose threshold is %s says that it is not known', async (_, members) => {
    const { of } = await collectCosts({ subscriptions: [{ SubscriptionName: 's', ...members }] });
    expect(of('anomaly-subscription')[0]).toMatchObject({
      unread: { thresholdPercent: 'malformed', thresholdAmount: 'malformed' },
      unreadApi: { thresholdPercent: subscriptionApi },
    });
  });
});

describe('the calls', () => {
  it('are two for an account in all regions, because each may cost money', async () => {
    const { calls, sandbox } = await collectCosts(
      { monitors: [{ MonitorName: 'services' }] },
      {},
      {
        regions: ['eu-central-1', 'ap-northeast-1'],
      },
    );
    expect([calls('GetAnomalyMonitors'), calls('GetAnomalySubscriptions')]).toEqual([1, 1]);
    expect(sandbox.calls.find(({ operation }) => operation === 'GetAnomalyMonitors')?.input).toEqual({
      MaxResults: 100,
    });
  });

  it('page through long listings', async () => {
    const { of, calls } = await collectCosts({
      monitors: names('m', 150).map((MonitorName) => ({ MonitorName })),
      subscriptions: names('s', 101).map((SubscriptionName) => ({ SubscriptionName })),
    });
    expect([of('anomaly-monitor').length, calls('GetAnomalyMonitors')]).toEqual([150, 2]);
    expect([of('anomaly-subscription').length, calls('GetAnomalySubscriptions')]).toEqual([101, 2]);
  });

  it('are none when they were not asked for, which nobody takes for an empty account', async () => {
    const { calls, coverage, of } = await collectCosts(
      { monitors: [{ MonitorName: 'services' }] },
      {},
      {
        without: ['cost-explorer'],
      },
    );
    expect([calls('GetAnomalyMonitors'), calls('GetAnomalySubscriptions'), of('anomaly-monitor').length]).toEqual([
      0, 0, 0,
    ]);
    for (const api of [monitorApi, subscriptionApi]) {
      expect(coverage(api)).toMatchObject({ status: 'not-requested', complete: false, calls: 0 });
    }
  });
});

describe('what could not be read', () => {
  const declared: Declared = { monitors: [{ MonitorName: 'a' }], subscriptions: [{ SubscriptionName: 's' }] };

  it.each([monitorApi, subscriptionApi])('%s, denied: its listing alone is incomplete', async (api) => {
    const { coverage, of } = await collectCosts(declared, { faults: [{ api, do: 'denied' }] });
    for (const one of [monitorApi, subscriptionApi]) {
      expect(coverage(one)).toMatchObject(
        one === api ? { status: 'denied', complete: false } : { status: 'ok', complete: true },
      );
    }
    expect(of('anomaly-monitor')).toHaveLength(api === monitorApi ? 0 : 1);
  });

  it('a limit is a throttle here: the call is sent again', async () => {
    const { coverage } = await collectCosts(declared, { faults: [{ api: monitorApi, count: 1, do: 'throttled' }] });
    expect(coverage(monitorApi)).toMatchObject({ status: 'ok', complete: true, throttled: 1 });
  });

  it('an empty page makes no sense; a numbered answer without a list is an empty account', async () => {
    const empty = await collectCosts({}, { faults: [{ api: 'ce:*', do: 'empty' }] });
    expect(empty.coverage(monitorApi)).toMatchObject({ status: 'malformed', complete: false });
    const none = await collectCosts(
      {},
      {
        respond: ({ operation }) => (operation === 'GetAnomalyMonitors' ? { output: {} } : undefined),
      },
    );
    expect(none.coverage(monitorApi)).toMatchObject({ status: 'ok', complete: true });
  });

  it('a monitor without a name is told of, the others stay', async () => {
    const { coverage, of } = await collectCosts({ monitors: [{ MonitorArn: 'arn:x' }, { MonitorName: 'b' }] });
    expect(of('anomaly-monitor').map((one) => one.name)).toEqual(['b']);
    expect(coverage(monitorApi)).toMatchObject({ status: 'malformed', complete: false });
  });
});
