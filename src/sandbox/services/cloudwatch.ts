import {
  DescribeAlarms$,
  type DescribeAlarmsInput,
  GetMetricData$,
  type GetMetricDataInput,
} from '@aws-sdk/client-cloudwatch';
import { type AlarmEntry, completeAlarm, indexAlarms, type Plan } from '../derive/alarms.ts';
import { healthyMetrics } from '../derive/healthy-metrics.ts';
import { arnOf } from '../derive/identity.ts';
import { answerMetricData, indexMetrics, type MetricIndex } from '../derive/metric-data.ts';
import { addTagged, type Tagged } from '../derive/tags.ts';
import { takePage } from '../paging.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, failed, invalid, jsonCodes, operation, type Service } from '../service.ts';
import { applicationAutoscaling } from './application-autoscaling.ts';
import { dynamodb } from './dynamodb.ts';

/** CloudWatch alarms by name, and data of metrics, in one account and region. */
export type CloudWatchState = {
  alarms: Record<string, AlarmEntry[]>;
  all: AlarmEntry[];
  plan: Plan;
  data: MetricIndex;
};

/** CloudWatch names its errors in two ways: the JSON type, and the code of its old Query protocol in a header. */
const queryCodes: Record<string, string> = {
  AccessDeniedException: 'AccessDenied',
  ThrottlingException: 'Throttling',
  ExpiredTokenException: 'ExpiredToken',
  InternalServiceFault: 'InternalServiceError',
  InvalidNextToken: 'InvalidNextToken',
  ValidationException: 'ValidationError',
};

/** Amazon CloudWatch. */
export const cloudwatch: Service<CloudWatchState> = {
  prefix: 'cloudwatch',
  signingName: 'monitoring',
  protocol: awsJson({
    version: '1.0',
    target: 'GraniteServiceVersion20100801',
    queryErrorCode: (code) => queryCodes[code] ?? code,
  }),
  errors: jsonCodes({ badToken: 'InvalidNextToken', internal: 'InternalServiceFault' }),
  index: ({ region }, context) => {
    const plan: Plan = { place: context, policies: [], tables: context.peer(dynamodb).tables };
    for (const { all } of context.peer(applicationAutoscaling).policies.values()) plan.policies.push(...all);
    const { metric, composite, log } = indexAlarms(region.cloudwatch ?? {}, plan);
    const alarms = { MetricAlarm: metric, CompositeAlarm: composite, LogAlarm: log };
    const data = indexMetrics(region.cloudwatch?.metrics ?? [], () => healthyMetrics(context));
    return { plan, alarms, all: Object.values(alarms).flat(), data };
  },
  operations: {
    DescribeAlarms: operation({
      schema: DescribeAlarms$,
      token: { input: 'NextToken', output: 'NextToken' },
      handle: describeAlarms,
    }),
    GetMetricData: operation({
      schema: GetMetricData$,
      required: ['MetricDataQueries', 'StartTime', 'EndTime'],
      token: { input: 'NextToken', output: 'NextToken' },
      handle: (input: GetMetricDataInput, { state, now }: Context<CloudWatchState>) =>
        answerMetricData(input, state.data, now),
    }),
  },
  tagged: (context) => {
    const list: Tagged[] = [];
    for (const { name, item } of context.state.all) {
      if (item) addTagged(list, arnOf('cloudwatch', context, `alarm:${name}`), item);
    }
    return list;
  },
};

/** Without AlarmTypes only metric alarms are returned. A page holds MaxRecords alarms of all types together. */
function describeAlarms(input: DescribeAlarmsInput, { state }: Context<CloudWatchState>) {
  const { NextToken, MaxRecords, ...question } = input;
  if (input.ChildrenOfAlarmName || input.ParentsOfAlarmName) {
    throw failed('NotImplemented', 'The sandbox does not play ChildrenOfAlarmName and ParentsOfAlarmName.', 501);
  }
  if (input.AlarmNames && input.AlarmNames.length > 100)
    throw invalid('AlarmNames cannot contain more than 100 elements.');
  if (input.AlarmNames && input.AlarmNamePrefix)
    throw invalid('AlarmNames and AlarmNamePrefix cannot be used together.');
  const types = input.AlarmTypes?.length ? input.AlarmTypes : ['MetricAlarm'];
  const kept = narrow(listedFor(types, state), input, state.plan);
  const scope = `DescribeAlarms ${JSON.stringify(question)}`;
  const page = takePage(kept, { token: NextToken, size: MaxRecords, limits: { default: 50, max: 100 }, scope });
  const ofType = (type: AlarmEntry['type']) =>
    page.items.filter((entry) => entry.type === type).map((entry) => completeAlarm(entry, state.plan));
  return {
    MetricAlarms: ofType('metric'),
    CompositeAlarms: ofType('composite'),
    ...(types.includes('LogAlarm') && { LogAlarms: ofType('log') }),
    NextToken: page.token,
  };
}

const listOrder = ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'];

function listedFor(types: readonly string[], { alarms }: CloudWatchState): readonly AlarmEntry[] {
  const asked = listOrder.filter((type) => types.includes(type));
  const [only] = asked;
  return asked.length === 1 && only ? (alarms[only] ?? []) : asked.flatMap((type) => alarms[type] ?? []);
}

function narrow(alarms: readonly AlarmEntry[], input: DescribeAlarmsInput, plan: Plan): readonly AlarmEntry[] {
  const { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: value, ActionPrefix: action } = input;
  let kept = alarms;
  if (names) {
    const asked = new Set(names);
    kept = kept.filter(({ name }) => asked.has(name));
  }
  if (prefix) kept = kept.filter(({ name }) => name.startsWith(prefix));
  if (value) kept = kept.filter((entry) => completeAlarm(entry, plan).StateValue === value);
  if (action) kept = kept.filter((entry) => hasAction(completeAlarm(entry, plan), action));
  return kept;
}

function hasAction(alarm: Record<string, unknown>, prefix: string): boolean {
  const lists = [alarm.AlarmActions, alarm.OKActions, alarm.InsufficientDataActions];
  return lists.some((list) => Array.isArray(list) && list.some((action) => String(action).startsWith(prefix)));
}
