import {
  GetAnomalyMonitorsCommand,
  GetAnomalySubscriptionsCommand,
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
