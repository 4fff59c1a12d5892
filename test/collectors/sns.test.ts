import { describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { accountId, collect, type Declared, region } from './support.ts';

const api = 'sns:GetTopicAttributes';
const topic = (name: string, place = `${region}:${accountId}`) => `arn:aws:sns:${place}:${name}`;
const alarm = (AlarmName: string, AlarmActions: string[]) => ({
  AlarmName,
  Namespace: 'Custom',
  MetricName: 'Errors',
  AlarmActions,
});
const collectTopics = (declared: Declared, options: Partial<SandboxOptions> = {}, more = {}) =>
  collect(declared, options, more);

describe('topics that alarms name', () => {
  it('are asked about once each, in this account and region alone', async () => {
    const foreign = [topic('theirs', `${region}:999999999999`), topic('elsewhere', `us-east-1:${accountId}`)];
    const { of, calls, coverage } = await collectTopics({
      sns: {
        topics: [
          { name: 'oncall', SubscriptionsConfirmed: '2', SubscriptionsPending: '1' },
          { name: 'unused', SubscriptionsConfirmed: '9' },
        ],
      },
      cloudwatch: {
        metricAlarms: [
          alarm('a', [topic('oncall'), ...foreign, 'arn:aws:automate:eu-central-1:ec2:recover']),
          alarm('b', [topic('oncall')]),
        ],
        compositeAlarms: [{ AlarmName: 'c', AlarmRule: 'ALARM("a")', AlarmActions: [topic('oncall')] }],
      },
    });
    expect(of('sns-topic')).toMatchObject([
      {
        name: 'oncall',
        key: topic('oncall'),
        region,
        tags: null,
        attributes: { topicArn: topic('oncall'), subscriptionsConfirmed: 2, subscriptionsPending: 1 },
      },
    ]);
    expect(calls('GetTopicAttributes')).toBe(1);
    expect(coverage(api)).toMatchObject({ status: 'ok', complete: true, kinds: ['sns-topic'] });
  });

  it('that are gone are missing, which is proven', async () => {
    const { of, coverage } = await collectTopics({ cloudwatch: { metricAlarms: [alarm('a', [topic('gone')])] } });
    expect(of('sns-topic')).toEqual([]);
    expect(coverage(api)).toMatchObject({ status: 'ok', complete: true, calls: 1 });
  });

  it('are not asked about where none is named, and nothing is missing then', async () => {
    const { coverage } = await collectTopics({});
    expect(coverage(api)).toMatchObject({ status: 'ok', complete: true, calls: 0 });
  });

  it('that cost alerts name are asked about too, in their own region', async () => {
    const { of } = await collectTopics(
      {},
      {
        accounts: {
          account: accountId,
          regions: { [region]: { sns: { topics: [{ name: 'money', SubscriptionsConfirmed: '1' }] } } },
          'cost-explorer': {
            subscriptions: [{ SubscriptionName: 's', Subscribers: [{ Type: 'SNS', Address: topic('money') }] }],
          },
        },
      },
    );
    expect(of('sns-topic').map((one) => one.name)).toEqual(['money']);
  });
});

describe('what could not be read', () => {
  const two: Declared = {
    sns: { topics: [{ name: 'a', SubscriptionsConfirmed: '1' }, { name: 'b' }] },
    cloudwatch: { metricAlarms: [alarm('x', [topic('a'), topic('b')])] },
  };

  it('one topic, denied: it is named, the other stays', async () => {
    const { of, coverage } = await collectTopics(two, {
      faults: [{ api, match: (input) => input.TopicArn === topic('b'), do: 'denied' }],
    });
    expect(of('sns-topic').map((one) => one.name)).toEqual(['a']);
    expect(coverage(api)).toMatchObject({ status: 'denied', complete: false, missed: [topic('b')] });
  });

  it('counts that AWS leaves out make no sense', async () => {
    const { of, coverage } = await collectTopics(two, {
      respond: ({ operation }) =>
        operation === 'GetTopicAttributes' ? { output: { Attributes: { TopicArn: topic('a') } } } : undefined,
    });
    expect(of('sns-topic')).toEqual([]);
    expect(coverage(api)).toMatchObject({ status: 'malformed', complete: false });
  });

  it('an answer without attributes makes no sense', async () => {
    const { coverage } = await collectTopics(two, { faults: [{ api, do: 'empty' }] });
    expect(coverage(api)).toMatchObject({ status: 'malformed', complete: false });
  });
});
