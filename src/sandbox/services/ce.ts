import {
  GetAnomalyMonitors$,
  type GetAnomalyMonitorsRequest,
  GetAnomalySubscriptions$,
  type GetAnomalySubscriptionsRequest,
  GetCostAndUsage$,
  type GetCostAndUsageRequest,
} from '@aws-sdk/client-cost-explorer';
import type { DailyCost } from '../account-costs.ts';
import { answerCosts } from '../derive/cost-and-usage.ts';
import { createdLongAgo, type Place, uuidOf } from '../derive/identity.ts';
import { type Item, text, texts, withDefaults, without } from '../derive/item.ts';
import { takePage } from '../paging.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, jsonCodes, operation, type Service } from '../service.ts';

/** Costs of an account, and how their anomalies are detected. */
export type CostExplorerState = {
  monitors: readonly Item[];
  subscriptions: readonly Item[];
  costs: readonly DailyCost[];
};

type CostExplorer = Context<CostExplorerState>;
const token = { input: 'NextPageToken', output: 'NextPageToken' };
const limits = { default: 100, max: 100 };

/** AWS Cost Explorer: global. Throttling is a LimitExceededException. */
export const ce: Service<CostExplorerState> = {
  prefix: 'ce',
  signingName: 'ce',
  globalRegion: 'us-east-1',
  protocol: awsJson({ version: '1.1', target: 'AWSInsightsIndexService' }),
  errors: jsonCodes({
    badToken: 'InvalidNextTokenException',
    throttled: { code: 'LimitExceededException', status: 400, message: 'Rate exceeded' },
  }),
  index: ({ costExplorer }, place) => ({
    monitors: (costExplorer.monitors ?? []).map((item) => completeMonitor(item, place)),
    subscriptions: (costExplorer.subscriptions ?? []).map((item) => completeSubscription(item, place)),
    costs: (costExplorer.dailyCosts ?? []).map((line) => ({ account: place.account, ...line })),
  }),
  operations: {
    GetAnomalyMonitors: operation({ schema: GetAnomalyMonitors$, token, handle: getMonitors }),
    GetAnomalySubscriptions: operation({ schema: GetAnomalySubscriptions$, token, handle: getSubscriptions }),
    GetCostAndUsage: operation({
      schema: GetCostAndUsage$,
      required: ['TimePeriod', 'Granularity', 'Metrics'],
      token,
      handle: (input: GetCostAndUsageRequest, { state, now }: CostExplorer) => answerCosts(input, state.costs, now),
    }),
  },
};

function getMonitors(input: GetAnomalyMonitorsRequest, { state }: CostExplorer) {
  const { MonitorArnList: arns } = input;
  const kept = arns ? state.monitors.filter((item) => arns.includes(text(item, 'MonitorArn'))) : state.monitors;
  const page = cut('GetAnomalyMonitors', kept, input);
  return { AnomalyMonitors: page.items, NextPageToken: page.token };
}

function getSubscriptions(input: GetAnomalySubscriptionsRequest, { state }: CostExplorer) {
  const { SubscriptionArnList: arns, MonitorArn: monitor } = input;
  const kept = state.subscriptions.filter(
    (item) =>
      (!arns || arns.includes(text(item, 'SubscriptionArn'))) &&
      (!monitor || texts(item, 'MonitorArnList').includes(monitor)),
  );
  const page = cut('GetAnomalySubscriptions', kept, input);
  return { AnomalySubscriptions: page.items, NextPageToken: page.token };
}

function cut(
  name: string,
  items: readonly Item[],
  { MaxResults, NextPageToken, ...question }: { MaxResults?: number; NextPageToken?: string },
) {
  const scope = `${name} ${JSON.stringify(question)}`;
  return takePage(items, { token: NextPageToken, size: MaxResults, limits, scope });
}

const arnOf = (place: Place, type: string, name: string) =>
  `arn:aws:ce::${place.account}:${type}/${uuidOf(`${place.account} ${type} ${name}`)}`;

function completeMonitor(item: Item, place: Place): Item {
  const custom = item.MonitorType === 'CUSTOM';
  return withDefaults(without(item, 'tags'), {
    MonitorArn: arnOf(place, 'anomalymonitor', text(item, 'MonitorName')),
    MonitorType: 'DIMENSIONAL',
    MonitorDimension: custom ? null : 'SERVICE',
    CreationDate: createdLongAgo,
    LastUpdatedDate: createdLongAgo,
    LastEvaluatedDate: createdLongAgo,
    DimensionalValueCount: custom ? null : 10,
  });
}

/** `monitors` names declared monitors, whose ARNs nobody wants to write. */
function completeSubscription(item: Item, place: Place): Item {
  return withDefaults(without(item, 'tags', 'monitors'), {
    SubscriptionArn: arnOf(place, 'anomalysubscription', text(item, 'SubscriptionName')),
    AccountId: place.account,
    MonitorArnList: texts(item, 'monitors').map((name) => arnOf(place, 'anomalymonitor', name)),
    Subscribers: [],
    Frequency: 'DAILY',
    ThresholdExpression: {
      Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: ['100'] },
    },
  });
}
