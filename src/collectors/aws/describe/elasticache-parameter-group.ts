import type { Parameter } from '@aws-sdk/client-elasticache';
import { compareText } from '../../../model/snapshot.ts';
import { type elasticacheParameterGroup, keptCacheParameters } from '../../../resources/elasticache-parameter-group.ts';
import type { DraftOf } from '../collector.ts';
import type { Listing } from '../listing.ts';

type Kept = keyof typeof keptCacheParameters;

/** @param listing of all parameters; of one that ended early, what it did not come to is unread */
export function describeParameterGroup(
  groupName: string,
  listing: Listing<Parameter>,
): DraftOf<typeof elasticacheParameterGroup> {
  const kept = new Map(listing.items.map((parameter) => [parameter.ParameterName, parameter]));
  const number = (name: Kept) => numberOf(kept.get(name));
  const names = Object.keys(keptCacheParameters) as Kept[];
  return {
    id: groupName,
    attributes: {
      groupName,
      maxmemoryPolicy: kept.get('maxmemory-policy')?.ParameterValue ?? null,
      maxmemoryPolicySource: kept.get('maxmemory-policy')?.Source ?? null,
      reservedMemoryPercent: number('reserved-memory-percent'),
      reservedMemoryBytes: number('reserved-memory'),
      errorOnMemoryExhausted: number('error_on_memory_exhausted'),
      pendingReboot: names.filter((name) => waitsForReboot(kept.get(name))).sort(compareText),
    },
    observed: {},
    unread: unreadMembers(
      listing,
      names.filter((name) => !kept.has(name)),
    ),
  };
}

function unreadMembers({ unread }: Listing<Parameter>, unseen: readonly Kept[]) {
  if (!unread || unseen.length === 0) return {};
  const { reason, api } = unread;
  const members = unseen.flatMap((name) => [
    keptCacheParameters[name],
    ...(name === 'maxmemory-policy' ? ['maxmemoryPolicySource'] : []),
  ]);
  return Object.fromEntries([...members, 'pendingReboot'].map((member) => [member, { reason, api }]));
}

/** A value that somebody set, and that nodes take over only when they are rebooted. */
function waitsForReboot(parameter: Parameter | undefined): boolean {
  return parameter?.Source === 'user' && parameter.ChangeType === 'requires-reboot';
}

/** Values are text; a parameter that the engine does not know, or that has no value, is null. */
function numberOf(parameter: Parameter | undefined): number | null {
  return parameter?.ParameterValue ? Number(parameter.ParameterValue) : null;
}
