import type { Resource } from '../../../model/snapshot.ts';
import { cacheNodeRate, type Rate } from '../../price.ts';
import type { World } from '../../world.ts';
import { stepsOf, type Window } from '../window.ts';
import { type Meter, namedSubject } from './use.ts';

/** Nodes of Redis and Valkey: the core that commands run on, and memory beside it. */
export const elasticacheMeter: Meter = {
  kind: 'elasticache-cluster',
  uses(node, window) {
    if (node.attributes.engine === 'memcached') return [];
    const id = String(node.attributes.clusterId);
    const cpu = stepsOf(window, node, window.ask.engineCpu(id));
    const memory = stepsOf(window, node, window.ask.memory(id))?.slice(-window.hours);
    if (!cpu) return [];
    return [
      {
        subject: namedSubject(node, window.world),
        service: 'ElastiCache',
        part: null,
        measure: 'engine CPU',
        unit: 'node',
        capacity: null,
        percent: cpu,
        beside: { measure: 'memory', percent: memory ?? cpu.map(() => null) },
        now: 1,
        maximum: null,
        rate: rateOf(node, window),
        threshold: null,
        smallest: 0,
        advice: 'A smaller node type must still hold the memory in use and its peaks.',
      },
    ];
  },
};

function rateOf(node: Resource, { world }: Window): Rate {
  const group = groupOf(node, world);
  return group ? cacheNodeRate(world, group) : { unknown: 'no price of a node outside a replication group is counted' };
}

function groupOf(node: Resource, world: World): Resource | undefined {
  const { replicationGroupId } = node.attributes;
  return typeof replicationGroupId === 'string'
    ? world.find('elasticache-replication-group', node, replicationGroupId)
    : undefined;
}
