import { arnOf, type Place } from './identity.ts';
import { type Item, indexBy, part, text, withDefaults, without } from './item.ts';

/** Capacity providers by name: those declared, and the two that every account has. */
export function indexCapacityProviders(declared: readonly Item[]): Map<string, Item> {
  const own = ['FARGATE', 'FARGATE_SPOT'].map((name) => ({ name, autoScalingGroupProvider: null, type: name }));
  return indexBy<Item>([...own, ...declared], (item) => text(item, 'name'));
}

/** The capacity provider as DescribeCapacityProviders returns it; a group that is named alone is completed to its ARN. */
export function completeCapacityProvider(item: Item, place: Place): Record<string, unknown> {
  const name = text(item, 'name');
  const group = part(item, 'autoScalingGroupProvider');
  const managedScaling = withDefaults(part(group, 'managedScaling'), {
    status: 'ENABLED',
    targetCapacity: 100,
    minimumScalingStepSize: 1,
    maximumScalingStepSize: 10_000,
    instanceWarmupPeriod: 300,
  });
  const given = text(group, 'autoScalingGroupArn') || name;
  const autoScalingGroupArn = given.startsWith('arn:')
    ? given
    : arnOf('autoscaling', place, `autoScalingGroup:8ad3a4c1:autoScalingGroupName/${given}`);
  const instances = item.autoScalingGroupProvider !== null && !item.managedInstancesProvider;
  return withDefaults(
    {
      ...without(item, 'tags'),
      ...(instances && { autoScalingGroupProvider: { ...group, autoScalingGroupArn, managedScaling } }),
    },
    {
      capacityProviderArn: arnOf('ecs', place, `capacity-provider/${name}`),
      status: 'ACTIVE',
      tags: [],
    },
  );
}
