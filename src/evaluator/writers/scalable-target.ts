import type { Json } from '../../model/snapshot.ts';
import { type Change, defineWriter, one } from './define-writer.ts';
import type { Attributes, Steps } from './writer.ts';

const suspension: Record<string, string> = {
  suspendedDynamicScaleIn: 'DynamicScalingInSuspended',
  suspendedDynamicScaleOut: 'DynamicScalingOutSuspended',
  suspendedScheduled: 'ScheduledScalingSuspended',
};

/** Members by which Application Auto Scaling knows a target, and all that hangs on it. */
export const targetIdentity = (attributes: Attributes): Record<string, Json> => ({
  ServiceNamespace: attributes.serviceNamespace ?? null,
  ResourceId: attributes.resourceId ?? null,
  ScalableDimension: attributes.scalableDimension ?? null,
});

function register(
  attributes: Attributes,
  to: Attributes,
  written: (name: string) => boolean,
  caveats: string[],
): Steps {
  const flags = Object.entries(suspension).filter(([name]) => written(name));
  const input = {
    ...targetIdentity(attributes),
    ...(written('minCapacity') && { MinCapacity: to.minCapacity ?? null }),
    ...(written('maxCapacity') && { MaxCapacity: to.maxCapacity ?? null }),
    ...(flags.length > 0 && {
      SuspendedState: Object.fromEntries(flags.map(([name, member]) => [member, to[name] ?? null])),
    }),
  };
  return one('application-autoscaling', 'RegisterScalableTarget', input, ...caveats);
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const writeScalableTarget = defineWriter({
  levers: [
    {
      attributes: ['minCapacity', 'maxCapacity', ...Object.keys(suspension)],
      write: (change) => register(change.resource.attributes, change.to, change.changed, clamping(change)),
    },
  ],
  fixed: 'A target is known by its namespace, resource and dimension: another one is registered instead.',
  create: (_, to) =>
    register(to, to, (name) => to[name] !== undefined && to[name] !== null && to[name] !== false, [
      'Capacity outside the bounds is moved into them at once.',
    ]),
  remove: ({ attributes }) =>
    one(
      'application-autoscaling',
      'DeregisterScalableTarget',
      targetIdentity(attributes),
      'Deregistering a target deletes its scaling policies and scheduled actions.',
    ),
});

/** The call clamps current capacity into the new bounds at once; lowering a minimum stops nothing by itself. */
function clamping({ from, to }: Change): string[] {
  const lower = (name: string) => Number(to[name]) < Number(from[name]);
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
