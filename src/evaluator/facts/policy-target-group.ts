import type { Json, Resource } from '../../model/snapshot.ts';
import { anyTrue, derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { identityOf, resourceOf, scaledResource } from './joins.ts';

/** Target group at the end of a label such as app/web/778d41231b141a0f/targetgroup/web/943f017f100becff; null without one. */
const labelTargetGroup = (subject: Subject): Fact =>
  derive(
    [memberOf(resourceOf(subject), 'resourceLabel')],
    (label) => /targetgroup\/.+$/.exec(String(label))?.[0] ?? null,
  );

/** A question to the service that a policy scales; null for what is no service, or one that is gone. */
function ofService(subject: Subject, world: World, ask: (service: Resource) => Fact): Fact {
  const owner = scaledResource(identityOf(resourceOf(subject)));
  if (owner?.kind !== 'ecs-service') return known(null);
  const service = world.find(owner.kind, subject, owner.key);
  if (service) return ask(service);
  const gaps = world.gaps(owner.kind, subject);
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

const targetGroups = (service: Resource) => memberOf(service, 'targetGroups');

/** Deployments that move traffic between two target groups, of which the label names one. */
function shiftsTargetGroups(service: Resource): Fact {
  return anyTrue([
    derive([memberOf(service, 'deploymentController')], (controller) => controller === 'CODE_DEPLOY'),
    derive([memberOf(service, 'deploymentStrategy')], (strategy) => strategy !== 'ROLLING'),
  ]);
}

/** The configuration with some members of its own replaced. */
const changed = (subject: Subject, change: (configuration: Record<string, Json>) => Record<string, Json> | null) =>
  derive([memberOf(resourceOf(subject), 'configuration')], (configuration) => {
    const members = change(configuration as Record<string, Json>);
    return members && { ...(configuration as Record<string, Json>), ...members };
  });

/** What can be asked of a policy that follows the requests of a target group. */
export const policyTargetGroupFacts: Record<string, FactDefinition> = {
  labelTargetGroup: {
    type: 'string',
    nullable: true,
    description: 'Target group whose requests the policy follows, as targetgroup/name/id; null for other metrics.',
    compute: (subject) => labelTargetGroup(subject),
  },
  serviceTargetGroups: {
    type: 'list',
    nullable: true,
    description: 'Target groups of the service that the policy scales; null for other than ECS services.',
    compute: (subject, { world }) => ofService(subject, world, targetGroups),
  },
  targetGroupServed: {
    type: 'boolean',
    nullable: true,
    description: 'Whether the tasks of the service register in that target group; null for other than ECS services.',
    compute: (subject, { world }) =>
      ofService(subject, world, (service) =>
        derive([targetGroups(service), labelTargetGroup(subject)], (groups, group) =>
          (groups as Json[]).includes(group),
        ),
      ),
  },
  shiftsTargetGroups: {
    type: 'boolean',
    nullable: true,
    description:
      'Whether deployments of the service move traffic from one target group to another (CodeDeploy, blue/green, linear, canary); null for other than ECS services.',
    compute: (subject, { world }) => ofService(subject, world, shiftsTargetGroups),
  },
  relabelledConfiguration: {
    type: 'object',
    nullable: true,
    description:
      'The configuration with the only target group of the service in its label, behind the same load balancer; null where there is none or a choice.',
    compute(subject, { world }) {
      const groups = ofService(subject, world, targetGroups);
      if (!groups.known) return groups;
      const [group, ...others] = Array.isArray(groups.value) ? groups.value : [];
      return changed(subject, ({ PredefinedMetricSpecification }) => {
        const metric = PredefinedMetricSpecification as Record<string, Json> | undefined;
        if (typeof group !== 'string' || others.length > 0 || typeof metric?.ResourceLabel !== 'string') return null;
        const ResourceLabel = metric.ResourceLabel.replace(/targetgroup\/.+$/, () => group);
        return { PredefinedMetricSpecification: { ...metric, ResourceLabel } };
      });
    },
  },
  cpuConfiguration: {
    type: 'object',
    nullable: true,
    description: 'The configuration with the CPU of the service as its metric, at 60 percent.',
    compute: (subject) =>
      changed(subject, () => ({
        TargetValue: 60,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      })),
  },
};
