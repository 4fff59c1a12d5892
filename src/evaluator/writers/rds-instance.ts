import type { Json } from '../../model/snapshot.ts';
import { type Change, defineWriter, join, one } from './define-writer.ts';
import type { Attributes, Plan } from './writer.ts';

function storage({ from, to, changed }: Change): { input: Attributes; not: string[] } {
  const less = Number(to.allocatedStorageGb) < Number(from.allocatedStorageGb);
  // Storage that no longer grows by itself is one whose maximum is what it has.
  const most = to.maxAllocatedStorageGb ?? to.allocatedStorageGb ?? null;
  return {
    input: {
      ...(changed('allocatedStorageGb') && !less && { AllocatedStorage: to.allocatedStorageGb ?? null }),
      ...(changed('maxAllocatedStorageGb') && most !== null && { MaxAllocatedStorage: most }),
    },
    not: less ? ['Storage of an instance cannot be made smaller.'] : [],
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html */
function modifyInstance(change: Change): Plan {
  const { resource, to, changed } = change;
  const { input, not } = storage(change);
  const written: Record<string, Json> = {
    ...(changed('instanceClass') && { DBInstanceClass: to.instanceClass ?? null }),
    ...input,
    ...(changed('parameterGroup') && { DBParameterGroupName: to.parameterGroup ?? null }),
  };
  const blocked = not.map((cannot) => ({ cannot }));
  if (Object.keys(written).length === 0) return join(blocked);
  const steps = one(
    'rds',
    'ModifyDBInstance',
    { DBInstanceIdentifier: resource.key, ...written, ApplyImmediately: true },
    'It is applied at once, with whatever else waits for the maintenance window.',
    ...(changed('instanceClass') ? ['The instance is down for some minutes, or fails over.'] : []),
    ...(changed('parameterGroup') ? ['Static parameters hold once the instance was rebooted.'] : []),
  );
  return join([steps, ...blocked]);
}

function connections({ resource, to, changed }: Change): Plan {
  const group = to.parameterGroup ?? null;
  if (changed('parameterGroup')) return { operations: [], caveats: [] };
  if (typeof group !== 'string' || group.startsWith('default.') || resource.attributes.clusterId != null) {
    return { cannot: 'Where max_connections was set, the snapshot does not tell: a default group cannot be modified.' };
  }
  const name = 'max_connections';
  return to.maxConnectionsSetting === null
    ? one(
        'rds',
        'ResetDBParameterGroup',
        { DBParameterGroupName: group, Parameters: [{ ParameterName: name, ApplyMethod: 'pending-reboot' }] },
        'Every instance of the group is affected, once it was rebooted.',
      )
    : one(
        'rds',
        'ModifyDBParameterGroup',
        {
          DBParameterGroupName: group,
          Parameters: [
            { ParameterName: name, ParameterValue: String(to.maxConnectionsSetting), ApplyMethod: 'pending-reboot' },
          ],
        },
        'Every instance of the group is affected, once it was rebooted.',
      );
}

export const writeRdsInstance = defineWriter({
  levers: [
    {
      attributes: ['instanceClass', 'allocatedStorageGb', 'maxAllocatedStorageGb', 'parameterGroup'],
      write: modifyInstance,
    },
    { attributes: ['maxConnectionsSetting'], write: connections },
  ],
  follows: ['status'],
  fixed: 'What an instance was made with is not written.',
  notCreated: 'The snapshot does not hold network, credentials and data of an instance.',
  notRemoved: 'Deleting an instance would delete its data.',
});
