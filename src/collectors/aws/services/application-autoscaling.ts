import type { ScalableTarget, ServiceNamespace } from '@aws-sdk/client-application-auto-scaling';
import { compareText } from '../../../model/snapshot.ts';
import { scalableTarget } from '../../../resources/scalable-target.ts';
import { scalingPolicy } from '../../../resources/scaling-policy.ts';
import { scheduledAction } from '../../../resources/scheduled-action.ts';
import type { Answer, Collector, Context } from '../collector.ts';
import { type Activity, describeTarget } from '../describe/scalable-target.ts';
import { describeActivity } from '../describe/scaling-activity.ts';
import { describePolicy } from '../describe/scaling-policy.ts';
import { describeAction } from '../describe/scheduled-action.ts';

/** Namespaces whose resources are collected: read in full. */
const full = ['dynamodb', 'ecs', 'elasticache', 'lambda', 'rds'] as const;
/** Of the other namespaces only the targets are read: capacity that somebody raised is found there too. */
const targetsOnly = [
  'appstream',
  'cassandra',
  'comprehend',
  'custom-resource',
  'ec2',
  'elasticmapreduce',
  'kafka',
  'neptune',
  'sagemaker',
  'workspaces',
] as const;

const targetApi = 'application-autoscaling:DescribeScalableTargets';
const policyApi = 'application-autoscaling:DescribeScalingPolicies';
const actionApi = 'application-autoscaling:DescribeScheduledActions';
const activityApi = 'application-autoscaling:DescribeScalingActivities';

/** AWS keeps activities for six weeks. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html */
const windowDays = 42;
/** Pages of 50 activities, newest first, that are read of one namespace. */
const activityPages = 40;

/** Scalable targets, their policies, scheduled actions and activities. https://docs.aws.amazon.com/autoscaling/application/APIReference/ */
export const applicationAutoscaling: Collector = {
  name: 'application-autoscaling',
  scope: 'regional',
  reads: [
    { api: targetApi, kinds: ['scalable-target'], parts: [...full, ...targetsOnly] },
    { api: policyApi, kinds: ['scaling-policy'], parts: full },
    { api: actionApi, kinds: ['scheduled-action'], parts: full },
    { api: activityApi, kinds: [], parts: full },
  ],
  async collect(context) {
    await Promise.all([
      ...full.map((namespace) => collectTargets(context, namespace, collectActivities(context, namespace))),
      ...targetsOnly.map((namespace) => collectTargets(context, namespace, null)),
      ...full.map((namespace) => collectPolicies(context, namespace)),
      ...full.map((namespace) => collectActions(context, namespace)),
    ]);
  },
};

type Activities = (target: ScalableTarget) => Answer<Activity[]>;

async function collectTargets(
  context: Context,
  namespace: ServiceNamespace,
  reading: Promise<Activities> | null,
): Promise<void> {
  // Its failure is awaited below; until then it must not end the process.
  reading?.catch(() => {});
  const { DescribeScalableTargetsCommand } = await import('@aws-sdk/client-application-auto-scaling');
  const targets: ScalableTarget[] = [];
  const pages = context.pages(
    targetApi,
    // With MaxResults AWS has ended listings early. https://github.com/aws/aws-sdk/issues/595
    (token) => new DescribeScalableTargetsCommand({ ServiceNamespace: namespace, NextToken: token }),
    { part: namespace, next: (page) => page.NextToken, items: (page) => page.ScalableTargets },
  );
  for await (const page of pages) targets.push(...page);
  const activitiesOf = await reading;
  for (const target of targets) {
    context.add(scalableTarget, { api: targetApi, part: namespace, item: target.ResourceId }, () =>
      describeTarget(target, activitiesOf?.(target) ?? null),
    );
  }
}

async function collectPolicies(context: Context, namespace: ServiceNamespace): Promise<void> {
  const { DescribeScalingPoliciesCommand } = await import('@aws-sdk/client-application-auto-scaling');
  const pages = context.pages(
    policyApi,
    (token) => new DescribeScalingPoliciesCommand({ ServiceNamespace: namespace, NextToken: token }),
    { part: namespace, next: (page) => page.NextToken, items: (page) => page.ScalingPolicies },
  );
  for await (const page of pages) {
    for (const policy of page) {
      const item = `${policy.ResourceId} ${policy.PolicyName}`;
      context.add(scalingPolicy, { api: policyApi, part: namespace, item }, () => describePolicy(policy));
    }
  }
}

async function collectActions(context: Context, namespace: ServiceNamespace): Promise<void> {
  const { DescribeScheduledActionsCommand } = await import('@aws-sdk/client-application-auto-scaling');
  const pages = context.pages(
    actionApi,
    (token) => new DescribeScheduledActionsCommand({ ServiceNamespace: namespace, NextToken: token }),
    { part: namespace, next: (page) => page.NextToken, items: (page) => page.ScheduledActions },
  );
  for await (const page of pages) {
    for (const action of page) {
      const item = `${action.ResourceId} ${action.ScheduledActionName}`;
      context.add(scheduledAction, { api: actionApi, part: namespace, item }, () => describeAction(action));
    }
  }
}

/** Reads activities newest first, and records how far back they were read: all the window, or to the oldest one seen. */
async function collectActivities(context: Context, namespace: ServiceNamespace): Promise<Activities> {
  const { DescribeScalingActivitiesCommand } = await import('@aws-sdk/client-application-auto-scaling');
  const byTarget = new Map<string, Activity[]>();
  let oldest: string | null = null;
  let senseless = false;
  const pages = context.pages(
    activityApi,
    (token) =>
      new DescribeScalingActivitiesCommand({
        ServiceNamespace: namespace,
        IncludeNotScaledActivities: true,
        NextToken: token,
      }),
    {
      part: namespace,
      next: (page) => page.NextToken,
      items: (page) => page.ScalingActivities,
      maxPages: activityPages,
    },
  );
  for await (const page of pages) {
    for (const one of page) {
      const activity = describeActivity(one);
      if (!activity) {
        const missed = [`an activity of ${one.ResourceId}`];
        senseless = true;
        context.note(activityApi, {
          reason: 'malformed',
          detail: 'an activity makes no sense',
          missed,
          part: namespace,
        });
        continue;
      }
      const key = targetKey(one);
      byTarget.set(key, [...(byTarget.get(key) ?? []), activity]);
      if (oldest === null || activity.start < oldest) oldest = activity.start;
    }
  }
  const reason = context.failureOf(activityApi, namespace);
  // One that makes no sense may be of any time: what was read still proves something, but no window is complete.
  const since = reason === null ? windowStart(context.takenAt) : senseless ? null : oldest;
  if (since !== null) context.since(activityApi, since, namespace);
  return (target) => {
    if (reason !== null && oldest === null) return { ok: false, reason, api: activityApi, gone: false };
    const activities = byTarget.get(targetKey(target)) ?? [];
    return { ok: true, value: activities.sort((a, b) => compareText(b.start, a.start)) };
  };
}

function windowStart(takenAt: string): string {
  return new Date(Date.parse(takenAt) - windowDays * 24 * 3_600_000).toISOString();
}

function targetKey(one: { ResourceId: string | undefined; ScalableDimension: string | undefined }): string {
  return `${one.ResourceId}|${one.ScalableDimension}`;
}
