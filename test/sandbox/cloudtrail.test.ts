import { LookupEventsCommand, paginateLookupEvents } from '@aws-sdk/client-cloudtrail';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

const byName = (AttributeValue: string) => ({
  LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue }],
});

describe('CloudTrail', () => {
  test('events come newest first, 50 a page', async () => {
    const events = names('t', 120).map((tableName, n) => ({
      EventName: 'UpdateTable',
      EventTime: new Date(Date.parse('2026-11-01T00:00:00Z') + n * 60_000).toISOString(),
      request: { tableName },
    }));
    const { cloudtrail: client } = await serve({ cloudtrail: { events } });
    const { sizes, items } = await pagesOf(
      paginateLookupEvents({ client }, byName('UpdateTable')),
      (page) => page.Events,
    );
    expect(sizes).toEqual([50, 50, 20]);
    const times = items.map((event) => event.EventTime?.getTime() ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    await expect(client.send(new LookupEventsCommand({ MaxResults: 51 }))).rejects.toThrow(/page size/);
  });

  test('one attribute narrows a lookup, two are refused, and a window cuts it', async () => {
    const at = (EventName: string, EventTime: string) => ({ EventName, EventTime });
    const { cloudtrail } = await serve({
      cloudtrail: {
        events: [
          at('UpdateTable', '2026-11-01T00:00:00Z'),
          at('UpdateService', '2026-11-02T00:00:00Z'),
          at('UpdateTable', '2026-11-20T00:00:00Z'),
        ],
      },
    });
    const found = async (input: object) =>
      ((await cloudtrail.send(new LookupEventsCommand(input))).Events ?? []).map((one) => one.EventTime?.toISOString());
    expect(await found(byName('UpdateTable'))).toEqual(['2026-11-20T00:00:00.000Z', '2026-11-01T00:00:00.000Z']);
    expect(
      await found({ StartTime: new Date('2026-11-02T00:00:00Z'), EndTime: new Date('2026-11-03T00:00:00Z') }),
    ).toEqual(['2026-11-02T00:00:00.000Z']);
    const attribute = { AttributeKey: 'EventName' as const, AttributeValue: 'UpdateTable' };
    await expect(found({ LookupAttributes: [attribute, attribute] })).rejects.toMatchObject({
      name: 'InvalidLookupAttributesException',
    });
  });

  test('what is older than 90 days is gone', async () => {
    const events = ['2026-08-01T00:00:00Z', '2026-11-01T00:00:00Z'].map((EventTime) => ({
      EventName: 'UpdateTable',
      EventTime,
    }));
    const { cloudtrail } = await serve({ cloudtrail: { events } }, { rest: { now: '2026-11-22T00:00:00Z' } });
    expect((await cloudtrail.send(new LookupEventsCommand({}))).Events).toHaveLength(1);
  });

  test('a record holds who called, from where and with which keys, as in AWS', async () => {
    const { cloudtrail } = await serve({
      cloudtrail: {
        events: [
          {
            EventName: 'RegisterScalableTarget',
            EventTime: '2026-11-01T00:00:00Z',
            request: { serviceNamespace: 'ecs' },
            by: { role: 'ops/admin', session: 'alice@example.com' },
          },
        ],
      },
    });
    const { Events } = await cloudtrail.send(new LookupEventsCommand({}));
    expect(Events?.[0]).toMatchObject({ EventSource: 'autoscaling.amazonaws.com', ReadOnly: 'false' });
    const record = JSON.parse(Events?.[0]?.CloudTrailEvent ?? '');
    expect(record).toMatchObject({
      eventName: 'RegisterScalableTarget',
      eventTime: '2026-11-01T00:00:00Z',
      requestParameters: { serviceNamespace: 'ecs' },
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/admin/alice@example.com',
        sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/ops/admin', userName: 'admin' } },
      },
    });
    expect(record.sourceIPAddress).toMatch(/^\d/);
    expect(record.userAgent).toMatch(/aws-cli/);
    expect(record.userIdentity.accessKeyId).toBe(Events?.[0]?.AccessKeyId);
  });
});
