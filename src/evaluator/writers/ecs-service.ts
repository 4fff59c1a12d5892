import type { Json, Resource } from '../../model/snapshot.ts';
import { type Change, defineWriter, one } from './define-writer.ts';
import type { Plan } from './writer.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
const update = ({ attributes }: Resource, members: Record<string, Json>, ...caveats: string[]) =>
  one(
    'ecs',
    'UpdateService',
    { cluster: attributes.clusterName ?? null, service: attributes.serviceName ?? null, ...members },
    ...caveats,
  );

/**
 * AWS does not say what becomes of the parts of a deployment configuration that a call leaves out, and the snapshot does not
 * hold all of them: whether breaker and alarms roll back, or how traffic shifts.
 */
function deployment({ resource, from, to }: Change): Plan {
  const alarms = (from.deploymentAlarms ?? []) as string[];
  if (to.circuitBreakerEnabled || alarms.length > 0 || to.deploymentStrategy !== 'ROLLING') {
    return {
      cannot:
        'A deployment configuration is written as a whole, and the snapshot does not tell whether its circuit breaker and alarms roll back.',
    };
  }
  const { maximumPercent = null, minimumHealthyPercent = null } = to;
  if (maximumPercent === null || minimumHealthyPercent === null) {
    return {
      cannot: 'A deployment configuration is written as a whole, and the snapshot does not tell its percentages.',
    };
  }
  return update(resource, {
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: false, rollback: false },
      maximumPercent,
      minimumHealthyPercent,
    },
  });
}

function strategy({ resource, to }: Change): Plan {
  const providers = (to.capacityProviders ?? []) as { name: string; base: number; weight: number }[];
  if (providers.length === 0)
    return { cannot: 'A service that has a capacity provider strategy does not go back to a launch type.' };
  return update(
    resource,
    {
      capacityProviderStrategy: providers.map(({ name, base, weight }) => ({ capacityProvider: name, base, weight })),
      forceNewDeployment: true,
    },
    'A new deployment starts: every task is replaced.',
  );
}

export const writeEcsService = defineWriter({
  levers: [
    {
      attributes: ['desiredCount'],
      write: ({ resource, to }) =>
        update(
          resource,
          { desiredCount: to.desiredCount ?? null },
          'Where a scalable target is registered, its autoscaler owns the desired count.',
        ),
    },
    { attributes: ['maximumPercent', 'minimumHealthyPercent', 'circuitBreakerEnabled'], write: deployment },
    {
      attributes: ['healthCheckGracePeriodSeconds'],
      write: ({ resource, to }) =>
        to.healthCheckGracePeriodSeconds === null
          ? { cannot: 'AWS does not say how a grace period is taken away again.' }
          : update(resource, { healthCheckGracePeriodSeconds: to.healthCheckGracePeriodSeconds ?? null }),
    },
    { attributes: ['capacityProviders'], write: strategy },
  ],
  follows: ['status', 'launchType'],
  fixed: 'A deployment writes tasks, network and load balancing of a service.',
  notCreated: 'The snapshot does not hold the task definition and the network of a service.',
  notRemoved: 'Deleting a service would stop what it serves.',
});
