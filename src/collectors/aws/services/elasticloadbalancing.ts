import type { TargetGroup, TargetGroupAttribute } from '@aws-sdk/client-elastic-load-balancing-v2';
import { slowStartMattersUpToSeconds, targetGroup } from '../../../resources/target-group.ts';
import type { Answer, Collector, Context } from '../collector.ts';
import { describeTargetGroup } from '../describe/ecs-supply.ts';
import { listIn } from '../listing.ts';

const api = 'elasticloadbalancing:DescribeTargetGroups';
const attributesApi = 'elasticloadbalancing:DescribeTargetGroupAttributes';

/** Target groups that ECS services name. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/ */
export const elasticloadbalancing: Collector = {
  name: 'elasticloadbalancing',
  scope: 'regional',
  follows: ['ecs'],
  reads: [
    { api, kinds: ['target-group'], after: 'ecs:DescribeServices' },
    { api: attributesApi, kinds: [], after: api },
  ],
  async collect(context) {
    const named = new Set(
      context.found('ecs-service').flatMap(({ attributes }) => attributes.targetGroups as string[]),
    );
    if (named.size === 0) return;
    const { DescribeTargetGroupsCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
    // All groups, 400 a page: one ARN that was deleted would fail a call that names it.
    const pages = context.pages(api, (Marker) => new DescribeTargetGroupsCommand({ PageSize: 400, Marker }), {
      next: (page) => page.NextMarker,
      items: (page) => listIn(page, page.TargetGroups),
    });
    for await (const page of pages) {
      await context.forEach(page, async (group) => {
        // One without an ARN may be any of those that services name.
        const arn = group.TargetGroupArn;
        if (arn === undefined || named.has(arn.slice(arn.lastIndexOf(':') + 1))) await addGroup(context, group);
      });
    }
  },
};

async function addGroup(context: Context, group: TargetGroup): Promise<void> {
  const attributes = await readAttributes(context, group);
  // Deleted since it was listed.
  if (attributes?.ok === false && attributes.gone) return;
  context.add(targetGroup, { api, item: group.TargetGroupName }, () => describeTargetGroup(group, attributes));
}

/** A call for each group: not for those that their health checks alone make slow. */
async function readAttributes(
  context: Context,
  { TargetGroupArn, TargetGroupName, ...group }: TargetGroup,
): Promise<Answer<TargetGroupAttribute[]> | null> {
  const { HealthCheckIntervalSeconds = 0, HealthyThresholdCount = 0 } = group;
  if (HealthCheckIntervalSeconds * HealthyThresholdCount > slowStartMattersUpToSeconds) return null;
  const { DescribeTargetGroupAttributesCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const answer = await context.call(attributesApi, new DescribeTargetGroupAttributesCommand({ TargetGroupArn }), {
    missed: [TargetGroupName ?? 'a nameless target group'],
    gone: ['TargetGroupNotFoundException', 'TargetGroupNotFound'],
    holds: (output) => toldAttributes(output.Attributes),
  });
  return answer.ok ? { ok: true, value: toldAttributes(answer.value.Attributes) ?? [] } : answer;
}

/** The attributes where each has a key and slow start is a number; undefined is an answer that makes no sense. */
function toldAttributes(attributes: TargetGroupAttribute[] | undefined): TargetGroupAttribute[] | undefined {
  const sound = attributes?.every(
    ({ Key, Value }) => Key !== undefined && (Key !== 'slow_start.duration_seconds' || /^\d+$/.test(Value ?? '')),
  );
  return sound ? attributes : undefined;
}
