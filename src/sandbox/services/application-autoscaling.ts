import {
  DescribeScalableTargets$,
  type DescribeScalableTargetsRequest,
  DescribeScalingActivities$,
  type DescribeScalingActivitiesRequest,
  DescribeScalingPolicies$,
  type DescribeScalingPoliciesRequest,
  DescribeScheduledActions$,
  type DescribeScheduledActionsRequest,
} from '@aws-sdk/client-application-auto-scaling';
import {
  completeActivity,
  completePolicy,
  completeScheduledAction,
  completeTarget,
  targetArn,
} from '../derive/autoscaling-items.ts';
import { groupBy, type Item, text } from '../derive/item.ts';
import { addTagged, type Tagged } from '../derive/tags.ts';
import { takePage } from '../paging.ts';
import { readTime } from '../protocol/conform.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, invalid, jsonCodes, operation, type Service } from '../service.ts';

/** A listing, by service namespace and, within it, by resource id. */
type ByNamespace = Map<string, { all: Item[]; byResource: Map<string, Item[]> }>;

/** Application Auto Scaling in one account and region. */
export type AutoscalingState = {
  targets: ByNamespace;
  policies: ByNamespace;
  actions: ByNamespace;
  activities: ByNamespace;
};

type Autoscaling = Context<AutoscalingState>;
type Question = {
  ServiceNamespace: string | undefined;
  ResourceId?: string;
  ScalableDimension?: string;
  MaxResults?: number;
  NextToken?: string;
};

const token = { input: 'NextToken', output: 'NextToken' };
const required = ['ServiceNamespace'];
const sixWeeks = 42 * 24 * 3600 * 1000;

/** Application Auto Scaling. */
export const applicationAutoscaling: Service<AutoscalingState> = {
  prefix: 'application-autoscaling',
  signingName: 'application-autoscaling',
  protocol: awsJson({ version: '1.1', target: 'AnyScaleFrontendService' }),
  errors: jsonCodes({ badToken: 'InvalidNextTokenException', internal: 'InternalServiceException' }),
  index: ({ region: { 'application-autoscaling': declared } }, { now }) => ({
    targets: byNamespace(declared?.scalableTargets ?? []),
    policies: byNamespace(declared?.scalingPolicies ?? []),
    actions: byNamespace(declared?.scheduledActions ?? []),
    activities: byNamespace(newestFirst(declared?.scalingActivities ?? [], now)),
  }),
  operations: {
    DescribeScalableTargets: operation({ schema: DescribeScalableTargets$, token, required, handle: describeTargets }),
    DescribeScalingPolicies: operation({ schema: DescribeScalingPolicies$, token, required, handle: describePolicies }),
    DescribeScheduledActions: operation({
      schema: DescribeScheduledActions$,
      token,
      required,
      handle: describeActions,
    }),
    DescribeScalingActivities: operation({
      schema: DescribeScalingActivities$,
      token,
      required,
      handle: describeActivities,
    }),
  },
  tagged: (context) => {
    const list: Tagged[] = [];
    for (const { all } of context.state.targets.values()) {
      for (const item of all) if (item.tags) addTagged(list, targetArn(item, context), item);
    }
    return list;
  },
};

function describeTargets(input: DescribeScalableTargetsRequest, context: Autoscaling) {
  const { ResourceIds: ids, ScalableDimension: dimension } = input;
  if (dimension && !ids?.length) throw invalid('ScalableDimension can only be specified together with ResourceIds.');
  if (ids && ids.length > 50) throw invalid('ResourceIds cannot contain more than 50 elements.');
  const known = context.state.targets.get(input.ServiceNamespace ?? '');
  const listed = ids?.length ? ids.flatMap((id) => known?.byResource.get(id) ?? []) : (known?.all ?? []);
  const kept = dimension ? listed.filter((item) => item.ScalableDimension === dimension) : listed;
  const page = cut('DescribeScalableTargets', kept, input, 50);
  return { ScalableTargets: page.items.map((item) => completeTarget(item, context)), NextToken: page.token };
}

function describePolicies(input: DescribeScalingPoliciesRequest, context: Autoscaling) {
  const listed = listedFor(context.state.policies, input, 'PolicyName', input.PolicyNames);
  const page = cut('DescribeScalingPolicies', listed, input, 10);
  return { ScalingPolicies: page.items.map((item) => completePolicy(item, context)), NextToken: page.token };
}

function describeActions(input: DescribeScheduledActionsRequest, context: Autoscaling) {
  const listed = listedFor(context.state.actions, input, 'ScheduledActionName', input.ScheduledActionNames);
  const page = cut('DescribeScheduledActions', listed, input, 50);
  return { ScheduledActions: page.items.map((item) => completeScheduledAction(item, context)), NextToken: page.token };
}

function describeActivities(input: DescribeScalingActivitiesRequest, context: Autoscaling) {
  const listed = listedFor(context.state.activities, input);
  const kept = input.IncludeNotScaledActivities ? listed : listed.filter((item) => !item.NotScaledReasons);
  const page = cut('DescribeScalingActivities', kept, input, 50);
  return { ScalingActivities: page.items.map((item) => completeActivity(item, context)), NextToken: page.token };
}

/** The items of a namespace, narrowed as the three remaining describe calls allow. */
function listedFor(index: ByNamespace, input: Question, nameMember = '', names?: string[]): Item[] {
  if (input.ScalableDimension && !input.ResourceId)
    throw invalid('ScalableDimension can only be specified together with ResourceId.');
  if (names && names.length > 50) throw invalid('No more than 50 names can be asked for.');
  const known = index.get(input.ServiceNamespace ?? '');
  let listed = input.ResourceId ? (known?.byResource.get(input.ResourceId) ?? []) : (known?.all ?? []);
  if (input.ScalableDimension) listed = listed.filter((item) => item.ScalableDimension === input.ScalableDimension);
  if (names?.length) listed = listed.filter((item) => names.includes(text(item, nameMember)));
  return listed;
}

function cut(operationName: string, items: readonly Item[], input: Omit<Question, 'ResourceId'>, size: number) {
  const { NextToken, MaxResults, ...question } = input;
  const scope = `${operationName} ${JSON.stringify(question)}`;
  return takePage(items, { token: NextToken, size: MaxResults, limits: { default: size, max: size }, scope });
}

function byNamespace(items: readonly Item[]): ByNamespace {
  const namespaces = groupBy(items, (item) => text(item, 'ServiceNamespace'));
  return new Map(
    [...namespaces].map(([name, all]) => [name, { all, byResource: groupBy(all, (item) => text(item, 'ResourceId')) }]),
  );
}

/** AWS keeps activities for six weeks. */
function newestFirst(items: readonly Item[], now: string | null): Item[] {
  const oldest = now === null ? Number.NEGATIVE_INFINITY : Date.parse(now) - sixWeeks;
  return items
    .map((item) => ({ item, start: readTime(item.StartTime)?.getTime() ?? 0 }))
    .filter(({ start }) => start >= oldest)
    .sort((a, b) => b.start - a.start)
    .map(({ item }) => item);
}
