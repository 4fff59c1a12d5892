import type { Json } from '../../model/snapshot.ts';
import type { Attributes, Writer } from './writer.ts';

const suspension: Record<string, string> = {
  suspendedDynamicScaleIn: 'DynamicScalingInSuspended',
  suspendedDynamicScaleOut: 'DynamicScalingOutSuspended',
  suspendedScheduled: 'ScheduledScalingSuspended',
};

const identity = (attributes: Attributes): Record<string, Json> => ({
  ServiceNamespace: attributes.serviceNamespace ?? null,
  ResourceId: attributes.resourceId ?? null,
  ScalableDimension: attributes.scalableDimension ?? null,
});

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const writeScalableTarget: Writer = ({ attributes }, from, to) => {
  if (to === null) {
    return {
      operations: [
        { service: 'application-autoscaling', action: 'DeregisterScalableTarget', input: identity(attributes) },
      ],
      caveats: ['Deregistering a target deletes its scaling policies and scheduled actions.'],
    };
  }
  const changed = (name: string) => to[name] !== undefined && (from === null || from[name] !== to[name]);
  const flags = Object.entries(suspension).filter(([name]) => changed(name));
  return {
    operations: [
      {
        service: 'application-autoscaling',
        action: 'RegisterScalableTarget',
        input: {
          ...identity(attributes),
          ...(changed('minCapacity') && { MinCapacity: to.minCapacity ?? null }),
          ...(changed('maxCapacity') && { MaxCapacity: to.maxCapacity ?? null }),
          ...(flags.length > 0 && {
            SuspendedState: Object.fromEntries(flags.map(([name, member]) => [member, to[name] ?? null])),
          }),
        },
      },
    ],
    caveats: clamping(from, to),
  };
};

/** The call clamps current capacity into the new bounds at once; lowering a minimum stops nothing by itself. */
function clamping(from: Attributes | null, to: Attributes): string[] {
  const lower = (name: string) => from !== null && Number(to[name]) < Number(from[name]);
  return [
    ...(lower('maxCapacity')
      ? ['Capacity above the new maximum is removed at once; take it down in steps while it carries load.']
      : []),
    ...(lower('minCapacity')
      ? [
          'Lowering the minimum stops nothing by itself: scale-in follows after some 15 minutes below target, and a cooldown each step.',
        ]
      : []),
  ];
}
