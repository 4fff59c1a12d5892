import type { Resource } from '../../../model/snapshot.ts';
import { ecsServiceRevision } from '../../../resources/ecs-service-revision.ts';
import type { Collector } from '../collector.ts';
import { describeRevision } from '../describe/ecs-supply.ts';
import { batches } from '../pool.ts';

const api = 'ecs:DescribeServiceRevisions';

/**
 * How often services publish their metrics: revisions alone tell, and only where a scaling policy needs 20 seconds is it
 * asked. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceRevisions.html
 */
export const ecsServiceRevisions: Collector = {
  name: 'ecs-service-revisions',
  scope: 'regional',
  follows: ['application-autoscaling', 'ecs'],
  reads: [{ api, kinds: ['ecs-service-revision'], after: 'ecs:DescribeServices' }],
  async collect(context) {
    const needing = new Set(
      context
        .found('scaling-policy')
        .filter(isFast)
        .map(({ attributes }) => attributes.resourceId),
    );
    const arns = context
      .found('ecs-service')
      .filter(({ key }) => needing.has(`service/${key}`))
      .flatMap(revisionArns);
    const { DescribeServiceRevisionsCommand } = await import('@aws-sdk/client-ecs');
    await context.forEach(batches(arns, 20), async (asked) => {
      const answer = await context.call(api, new DescribeServiceRevisionsCommand({ serviceRevisionArns: asked }), {
        missed: asked.map((arn) => tail(arn)),
        holds: (output) => output.serviceRevisions,
      });
      if (!answer.ok) return;
      const { serviceRevisions = [], failures = [] } = answer.value;
      for (const revision of serviceRevisions) {
        const item = revision.serviceRevisionArn && tail(revision.serviceRevisionArn);
        context.add(ecsServiceRevision, { api, item }, () => describeRevision(revision));
      }
      const told = new Set(serviceRevisions.map(({ serviceRevisionArn }) => serviceRevisionArn));
      const reasons = new Map(failures.map(({ arn, reason }) => [arn, reason ?? 'no reason given']));
      for (const arn of asked) {
        const reason = reasons.get(arn) ?? 'neither described nor refused';
        // MISSING: a deployment has ended since the service was described.
        if (told.has(arn) || reason === 'MISSING') continue;
        context.note(api, { reason: 'malformed', detail: `not told: ${reason}`, missed: [tail(arn)] });
      }
    });
  },
};

const isFast = ({ attributes }: Resource) =>
  attributes.serviceNamespace === 'ecs' && /HighResolution$/.test(String(attributes.predefinedMetric));

/** ARNs of the revisions that a service runs: arn:…:service-revision/cluster/service/id. */
function revisionArns({ id, attributes, observed }: Resource): string[] {
  const prefix = id.split(':').slice(0, 5).join(':');
  const { clusterName, serviceName } = attributes;
  return (observed.revisions as string[]).map(
    (revision) => `${prefix}:service-revision/${clusterName}/${serviceName}/${revision}`,
  );
}

const tail = (arn: string) => arn.slice(arn.indexOf('/') + 1);
