import { symbolFor } from '../../../model/symbolic-name.ts';
import { elasticacheParameterGroup, type keptCacheParameters } from '../../../resources/elasticache-parameter-group.ts';
import { declare } from '../declaration.ts';
import type { Properties } from '../properties.ts';
import { filled } from '../value.ts';

type Kept = keyof typeof keptCacheParameters;

/** Before 3.2 memory was reserved in bytes. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-memory-management.html */
const reservesBytes = ['redis2.6', 'redis2.8'];

/**
 * What holds for parameters that a group does not set. Null: its engine does not know them.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
function defaultOf(group: Properties, name: Kept): string | number | null | undefined {
  const family = group.text('CacheParameterGroupFamily');
  if (family === undefined) return undefined;
  if (family.startsWith('memcached')) return name === 'error_on_memory_exhausted' ? 0 : null;
  if (name === 'maxmemory-policy') return 'volatile-lru';
  const bytes = reservesBytes.includes(family);
  if (name === 'reserved-memory-percent') return bytes ? null : 25;
  if (name === 'reserved-memory') return bytes ? 0 : null;
  return null;
}

const orDefault = (group: Properties, name: Kept, given: string | number | undefined) => {
  const value = given ?? defaultOf(group, name);
  return given === undefined && value !== null && value !== undefined ? filled(value) : value;
};

const number = (name: Kept) => (group: Properties) => orDefault(group, name, group.number(`Properties.${name}`));

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-parametergroup.html */
export const elasticacheParameterGroupDeclaration = declare({
  kind: elasticacheParameterGroup,
  type: 'AWS::ElastiCache::ParameterGroup',
  attributes: {
    // CloudFormation always makes the name up.
    groupName: (group, { address }) => group.name('CacheParameterGroupName') ?? symbolFor(address),
    maxmemoryPolicy: (group) => orDefault(group, 'maxmemory-policy', group.text('Properties.maxmemory-policy')),
    maxmemoryPolicySource: (group) => {
      if (group.text('Properties.maxmemory-policy') !== undefined) return 'user';
      const policy = defaultOf(group, 'maxmemory-policy');
      return policy === null || policy === undefined ? policy : filled('system');
    },
    reservedMemoryPercent: number('reserved-memory-percent'),
    reservedMemoryBytes: number('reserved-memory'),
    errorOnMemoryExhausted: number('error_on_memory_exhausted'),
    // Of those that are kept, this one alone is taken over at a reboot.
    pendingReboot: (group) => (group.has('Properties.error_on_memory_exhausted') ? ['error_on_memory_exhausted'] : []),
  },
});
