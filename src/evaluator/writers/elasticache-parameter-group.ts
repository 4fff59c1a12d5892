import { keptCacheParameters } from '../../resources/elasticache-parameter-group.ts';
import { type Change, defineWriter, join, one } from './define-writer.ts';
import type { Plan } from './writer.ts';

/** Only what somebody set is set again; where the default held, the parameter is reset to it. */
function parameters({ resource, to, changed }: Change): Plan {
  const group = resource.key ?? '';
  if (group.startsWith('default.'))
    return { cannot: 'A default parameter group cannot be modified: make a group of your own.' };
  const kept = Object.entries(keptCacheParameters).filter(
    ([name, attribute]) => changed(attribute) || (name === 'maxmemory-policy' && changed('maxmemoryPolicySource')),
  );
  const resets = (name: string, attribute: string) =>
    to[attribute] === null || (name === 'maxmemory-policy' && to.maxmemoryPolicySource !== 'user');
  const reset = kept.filter(([name, attribute]) => resets(name, attribute));
  const set = kept.filter(([name, attribute]) => !resets(name, attribute));
  const caveats = [
    'Every cluster of the group is affected.',
    ...(kept.some(([name]) => ((to.pendingReboot ?? []) as string[]).includes(name))
      ? ['It holds once the nodes have been rebooted.']
      : []),
  ];
  const call = (action: string, values: Record<string, string>[]) =>
    one('elasticache', action, { CacheParameterGroupName: group, ParameterNameValues: values }, ...caveats);
  return join([
    ...(set.length > 0
      ? [
          call(
            'ModifyCacheParameterGroup',
            set.map(([name, attribute]) => ({ ParameterName: name, ParameterValue: String(to[attribute]) })),
          ),
        ]
      : []),
    ...(reset.length > 0
      ? [
          call(
            'ResetCacheParameterGroup',
            reset.map(([name]) => ({ ParameterName: name })),
          ),
        ]
      : []),
  ]);
}

export const writeParameterGroup = defineWriter({
  levers: [{ attributes: [...Object.values(keptCacheParameters), 'maxmemoryPolicySource'], write: parameters }],
  follows: ['pendingReboot'],
  fixed: 'The family of a parameter group is not written.',
  notCreated: 'The snapshot does not hold all parameters of a group.',
  notRemoved: 'Whether other clusters use the group, the snapshot does not tell.',
});
