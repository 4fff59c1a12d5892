/** A parameter group as declared, or as AWS provides it. */
export type ParameterGroup = {
  CacheParameterGroupName: string;
  CacheParameterGroupFamily: string;
  parameters?: Readonly<Record<string, string | number>>;
  absent?: readonly string[];
};

/** One parameter as DescribeCacheParameters returns it. */
export type CacheParameter = {
  ParameterName: string;
  ParameterValue: string;
  Source: 'user' | 'system';
  DataType: string;
  AllowedValues: string;
  IsModifiable: boolean;
  MinimumEngineVersion: string;
  ChangeType: string;
};

type Template = { value: string; type: string; allowed: string; modifiable?: boolean; change?: string };

const policies =
  'volatile-lru,allkeys-lru,volatile-lfu,allkeys-lfu,volatile-random,allkeys-random,volatile-ttl,noeviction';

/** What a default group of Redis OSS and Valkey holds, as far as anything reads it. ElastiCache's eviction default is volatile-lru. */
const redisTemplates: Record<string, Template> = {
  activedefrag: { value: 'no', type: 'string', allowed: 'yes,no' },
  appendonly: { value: 'no', type: 'string', allowed: 'yes,no', modifiable: false },
  'cluster-enabled': { value: 'no', type: 'string', allowed: 'yes,no', change: 'requires-reboot' },
  databases: { value: '16', type: 'integer', allowed: '1-1200000', change: 'requires-reboot' },
  'lazyfree-lazy-eviction': { value: 'yes', type: 'string', allowed: 'yes,no' },
  maxclients: { value: '65000', type: 'integer', allowed: '1-65000', modifiable: false, change: 'requires-reboot' },
  'maxmemory-policy': { value: 'volatile-lru', type: 'string', allowed: policies },
  'maxmemory-samples': { value: '3', type: 'integer', allowed: '1-' },
  'reserved-memory-percent': { value: '25', type: 'integer', allowed: '0-100' },
  'tcp-keepalive': { value: '300', type: 'integer', allowed: '0-' },
  timeout: { value: '0', type: 'integer', allowed: '0,20-' },
};

const memcachedTemplates: Record<string, Template> = {
  cas_disabled: { value: '0', type: 'boolean', allowed: '0,1', change: 'requires-reboot' },
  chunk_size: { value: '48', type: 'integer', allowed: '1-1024', change: 'requires-reboot' },
  error_on_memory_exhausted: { value: '0', type: 'boolean', allowed: '0,1', change: 'requires-reboot' },
  max_item_size: { value: '1048576', type: 'integer', allowed: '1024-1073741824', change: 'requires-reboot' },
  max_simultaneous_connections: { value: '65000', type: 'integer', allowed: '3-65000', change: 'requires-reboot' },
  memcached_connections_overhead: { value: '100', type: 'integer', allowed: '0-', change: 'requires-reboot' },
};

/** The group that a cluster uses when none is chosen. */
export function defaultParameterGroupName(engine: string, version: string, sharded: boolean): string {
  const [major = '7', minor = '0'] = version.split('.');
  if (engine === 'memcached') return `default.memcached${major}.${minor}`;
  const family =
    engine === 'redis' && major === '6'
      ? 'redis6.x'
      : engine === 'redis' && Number(major) < 6
        ? `redis${major}.${minor}`
        : `${engine}${major}`;
  return `default.${family}${sharded ? '.cluster.on' : ''}`;
}

/** A declared group, or one of AWS's own; undefined when there is none. */
export function parameterGroup(
  name: string,
  declared: ReadonlyMap<string, ParameterGroup>,
): ParameterGroup | undefined {
  const known = declared.get(name);
  const family = /^default\.((?:redis|valkey|memcached)[\dx.]+?)(\.cluster\.on)?$/.exec(name);
  if (known || !family) return known;
  const parameters = family[2] ? { 'cluster-enabled': 'yes' } : undefined;
  return { CacheParameterGroupName: name, CacheParameterGroupFamily: family[1] ?? '', parameters };
}

/** The parameters of a group; those that differ from the default of a custom group are the user's. */
export function parametersOf(group: ParameterGroup): CacheParameter[] {
  const family = group.CacheParameterGroupFamily;
  const templates = family.startsWith('memcached') ? memcachedTemplates : redisTemplates;
  const provided = group.CacheParameterGroupName.startsWith('default.');
  const names = [...new Set([...Object.keys(templates), ...Object.keys(group.parameters ?? {})])].sort();
  return names
    .filter((name) => !group.absent?.includes(name))
    .map((name) => {
      const template: Template = templates[name] ?? { value: '', type: 'string', allowed: '' };
      const set = group.parameters?.[name];
      return {
        ParameterName: name,
        ParameterValue: String(set ?? template.value),
        Source: set !== undefined && !provided ? 'user' : 'system',
        DataType: template.type,
        AllowedValues: template.allowed,
        IsModifiable: template.modifiable ?? true,
        MinimumEngineVersion: family.startsWith('memcached') ? '1.4.5' : '2.8.6',
        ChangeType: template.change ?? 'immediate',
      };
    });
}

/**
 * Bytes of memory by node type, which AWS returns beside every group.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
const nodeMemory: Record<string, number> = {
  'cache.t3.micro': 536_870_912,
  'cache.t3.small': 1_471_026_299,
  'cache.t3.medium': 3_317_862_236,
  'cache.t4g.micro': 536_870_912,
  'cache.t4g.small': 1_471_026_299,
  'cache.t4g.medium': 3_317_862_236,
  'cache.m6g.large': 6_854_542_746,
  'cache.m7g.large': 6_854_542_746,
  'cache.m7g.xlarge': 13_891_921_715,
  'cache.r5.large': 14_037_181_030,
  'cache.r6g.large': 14_037_181_030,
  'cache.r6g.xlarge': 28_261_849_702,
  'cache.r6g.2xlarge': 56_711_183_565,
  'cache.r6g.4xlarge': 113_609_865_216,
  'cache.r7g.large': 14_037_181_030,
  'cache.r7g.xlarge': 28_261_849_702,
};

/** CacheNodeTypeSpecificParameters. */
export const nodeTypeParameters = [
  {
    ParameterName: 'maxmemory',
    Description: 'The maximum memory used by the cache node, in bytes.',
    Source: 'system',
    DataType: 'integer',
    AllowedValues: '0-',
    IsModifiable: false,
    MinimumEngineVersion: '2.8.6',
    CacheNodeTypeSpecificValues: Object.entries(nodeMemory).map(([CacheNodeType, bytes]) => ({
      CacheNodeType,
      Value: String(bytes),
    })),
    ChangeType: 'requires-reboot',
  },
];
