import { type Change, defineWriter, join, one } from './define-writer.ts';
import type { Plan } from './writer.ts';

function processes({ resource, from, to }: Change): Plan {
  const before = (from.suspendedProcesses ?? []) as string[];
  const after = (to.suspendedProcesses ?? []) as string[];
  const call = (action: string, names: string[]) =>
    names.length === 0
      ? []
      : [one('autoscaling', action, { AutoScalingGroupName: resource.key, ScalingProcesses: names })];
  return join([
    ...call(
      'ResumeProcesses',
      before.filter((name) => !after.includes(name)),
    ),
    ...call(
      'SuspendProcesses',
      after.filter((name) => !before.includes(name)),
    ),
  ]);
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html */
export const writeAutoscalingGroup = defineWriter({
  levers: [
    {
      attributes: ['maxSize'],
      write: ({ resource, from, to }) =>
        one(
          'autoscaling',
          'UpdateAutoScalingGroup',
          { AutoScalingGroupName: resource.key, MaxSize: to.maxSize ?? null },
          ...(Number(to.maxSize) < Number(from.maxSize)
            ? ['Instances above the new maximum are terminated, with the tasks on them.']
            : []),
        ),
    },
    { attributes: ['suspendedProcesses'], write: processes },
  ],
  fixed: 'A group is known by its name.',
  notCreated: 'The snapshot does not hold what a group launches.',
  notRemoved: 'Deleting a group would terminate its instances.',
});
