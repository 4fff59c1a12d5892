import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { Subnet } from '@aws-sdk/client-ec2';
import type { CapacityProvider, ServiceRevision } from '@aws-sdk/client-ecs';
import type { TargetGroup, TargetGroupAttribute } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { autoscalingGroup } from '../../../resources/autoscaling-group.ts';
import { capacityProviderDefaults, type ecsCapacityProvider } from '../../../resources/ecs-capacity-provider.ts';
import type { ecsServiceRevision } from '../../../resources/ecs-service-revision.ts';
import { withDefaults } from '../../../resources/kind.ts';
import { type subnet, subnetDefaults } from '../../../resources/subnet.ts';
import type { targetGroup } from '../../../resources/target-group.ts';
import { type Answer, type DraftOf, unreadOf } from '../collector.ts';
import { lastPart } from '../format.ts';

export function describeCapacityProvider(provider: CapacityProvider): DraftOf<typeof ecsCapacityProvider> {
  const group = provider.autoScalingGroupProvider;
  if (!group && !provider.managedInstancesProvider) throw new TypeError('neither a group nor managed instances');
  const given = {
    name: provider.name,
    // An ARN that ends in the name, or the name alone.
    autoScalingGroup: lastPart(group?.autoScalingGroupArn) ?? null,
    managedScaling: group?.managedScaling?.status ?? null,
    targetCapacity: group?.managedScaling?.targetCapacity ?? null,
  };
  const told = group?.managedScaling ? withDefaults(given, capacityProviderDefaults) : { attributes: given };
  return { ...told, id: provider.capacityProviderArn, observed: {} };
}

export function describeAutoScalingGroup(group: AutoScalingGroup): DraftOf<typeof autoscalingGroup> {
  const suspended = (group.SuspendedProcesses ?? []).map(({ ProcessName }) => {
    if (ProcessName === undefined) throw new TypeError('a suspended process without a name');
    return ProcessName;
  });
  return {
    id: group.AutoScalingGroupARN,
    attributes: { groupName: group.AutoScalingGroupName, maxSize: group.MaxSize, suspendedProcesses: suspended.sort() },
    observed: { desiredCapacity: group.DesiredCapacity },
  };
}

export function describeRevision(revision: ServiceRevision): DraftOf<typeof ecsServiceRevision> {
  // Monitoring is left out where it was never set; of an answer that lacks more than that nothing can be said.
  if (!revision.createdAt) throw new TypeError('a revision without the time of its creation');
  const fast = (revision.monitoring?.metricConfigurations ?? []).filter(({ resolutionSeconds }) => {
    if (typeof resolutionSeconds !== 'number') throw new TypeError('a resolution that is no number');
    return resolutionSeconds === 20;
  });
  return {
    id: revision.serviceRevisionArn,
    attributes: {
      clusterName: lastPart(revision.clusterArn),
      serviceName: lastPart(revision.serviceArn),
      revisionId: lastPart(revision.serviceRevisionArn),
      highResolutionMetrics: [...new Set(fast.flatMap((one) => one.metricNames ?? []))].sort(),
    },
    observed: {},
  };
}

export function describeSubnet(one: Subnet): DraftOf<typeof subnet> {
  return {
    ...withDefaults({ subnetId: one.SubnetId, ipv6Native: one.Ipv6Native }, subnetDefaults),
    id: one.SubnetArn,
    observed: { freeAddresses: one.AvailableIpAddressCount },
  };
}

/** Slow start is told by a call of its own; `null`: not asked, since the group is slow without it. */
export function describeTargetGroup(
  group: TargetGroup,
  attributes: Answer<readonly TargetGroupAttribute[]> | null,
): DraftOf<typeof targetGroup> {
  return {
    id: group.TargetGroupArn,
    attributes: {
      groupName: group.TargetGroupName,
      healthCheckIntervalSeconds: group.HealthCheckIntervalSeconds,
      healthyThresholdCount: group.HealthyThresholdCount,
      slowStartSeconds: attributes?.ok ? slowStart(attributes.value) : null,
    },
    observed: {},
    unread: attributes ? unreadOf(attributes, ['slowStartSeconds']) : {},
  };
}

/** Groups of load balancers that have no slow start do not tell of it. */
function slowStart(attributes: readonly TargetGroupAttribute[]): number {
  const told = attributes.find(({ Key }) => Key === 'slow_start.duration_seconds')?.Value;
  return told === undefined ? 0 : Number(told);
}
