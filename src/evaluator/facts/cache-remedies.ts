import { compareText, type Json } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { joinKeyOf, memberOf, type World } from '../world.ts';
import { engineOf, isGroup, membersOf, ofMember, parameter } from './cache-members.ts';
import { resourceOf } from './joins.ts';

/** Least-frequently-used eviction came with engine 4.0; ElastiCache offers it from 4.0.10 on. */
function knowsLfu(engine: Json, version: Json): boolean {
  if (engine === 'valkey') return true;
  const [major = 0, minor = 0, patch = 0] = String(version).split('.').map(Number);
  return major > 4 || (major === 4 && (minor > 0 || patch >= 10));
}

/** Eviction that keeps the answers which are asked for most. r6gd nodes (data tiering) know no LFU. */
function suggestedPolicy(subject: Subject, world: World): Fact {
  const tiering = isGroup(subject) ? memberOf(resourceOf(subject), 'dataTiering') : known('disabled');
  const nodeType = ofMember(subject, world, 'nodeType');
  const parts = [tiering, nodeType, engineOf(subject, world), ofMember(subject, world, 'engineVersion')];
  const policy = derive(parts, (tiered, node, engine, version) => {
    const fewPolicies = tiered === 'enabled' || String(node).startsWith('cache.r6gd.');
    return fewPolicies || !knowsLfu(engine, version) ? 'allkeys-lru' : 'allkeys-lfu';
  });
  // A proposal, whatever it rests on: no value that AWS gave the cache.
  return policy.known ? { ...policy, class: 'config' } : policy;
}

/**
 * Parameter group family of an engine version.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
function familyOf(engine: Json, version: Json): string | null {
  const [major, minor] = String(version).split('.');
  if (!/^\d+$/.test(major ?? '')) return null;
  if (engine === 'valkey' || Number(major) >= 7) return `${engine}${major}`;
  return Number(major) === 6 ? 'redis6.x' : `redis${major}.${minor ?? '0'}`;
}

/** Parameters of a group of its own: the eviction, and what the new group would otherwise lose. */
function groupParameters(subject: Subject, world: World, eviction: Fact): Fact {
  const sharded = isGroup(subject) ? memberOf(resourceOf(subject), 'clusterModeEnabled') : known(false);
  const reserved = parameter(subject, world, 'reservedMemoryPercent');
  return derive([eviction, sharded, reserved], (policy, clusterMode, percent) =>
    [
      ['maxmemory-policy', policy],
      ...(typeof percent === 'number' ? [['reserved-memory-percent', percent]] : []),
      ...(clusterMode === true ? [['cluster-enabled', 'yes']] : []),
    ].map(([name, value]) => ({ ParameterName: String(name), ParameterValue: String(value) })),
  );
}

/** First member that waits for a reboot which AWS allows: not for groups in cluster mode. */
function rebootable(subject: Subject, world: World): { id: string; nodes: string[] } | null {
  if (isGroup(subject) && resourceOf(subject).attributes.clusterModeEnabled !== false) return null;
  const waiting = membersOf(subject, world)
    .members.filter(
      ({ attributes }) => attributes.parameterApplyStatus === 'pending-reboot' || nodesOf(attributes).length > 0,
    )
    .sort((a, b) => compareText(joinKeyOf(a), joinKeyOf(b)))[0];
  if (!waiting) return null;
  const nodes = nodesOf(waiting.attributes);
  return { id: joinKeyOf(waiting), nodes: nodes.length > 0 ? nodes : ['0001'] };
}

function nodesOf(attributes: Record<string, Json>): string[] {
  return Array.isArray(attributes.nodesToReboot) ? attributes.nodesToReboot.map(String) : [];
}

/** What the commands of cache rules are made of. */
export const cacheRemedyFacts: Record<string, FactDefinition> = {
  suggestedEvictionPolicy: {
    type: 'string',
    nullable: false,
    description: 'allkeys-lfu, or allkeys-lru where the node type or engine version knows no LFU.',
    compute: (subject, { world }) => suggestedPolicy(subject, world),
  },
  parameterGroupFamily: {
    type: 'string',
    nullable: true,
    description: 'Parameter group family of the engine version, such as redis7 or valkey8; null when not understood.',
    compute: (subject, { world }) =>
      derive([engineOf(subject, world), ofMember(subject, world, 'engineVersion')], familyOf),
  },
  suggestedParameterGroup: {
    type: 'string',
    nullable: false,
    description: 'Name for a parameter group of the cache alone.',
    compute: (subject, { world }) =>
      derive([suggestedPolicy(subject, world)], (policy) => `${resourceOf(subject).name}-${policy}`),
  },
  suggestedParameters: {
    type: 'list',
    nullable: false,
    description:
      'Parameters of that group: the eviction policy, with reserved memory and cluster mode as they are now.',
    compute: (subject, { world }) => groupParameters(subject, world, suggestedPolicy(subject, world)),
  },
  currentParameters: {
    type: 'list',
    nullable: false,
    description:
      'Parameters of a group of its own that changes nothing: eviction, reserved memory and cluster mode as they are.',
    compute: (subject, { world }) => groupParameters(subject, world, parameter(subject, world, 'maxmemoryPolicy')),
  },
  modifyCommand: {
    type: 'string',
    nullable: false,
    description: 'modify-replication-group, or modify-cache-cluster for a cluster of its own.',
    compute: (subject) => known(isGroup(subject) ? 'modify-replication-group' : 'modify-cache-cluster'),
  },
  modifyOption: {
    type: 'string',
    nullable: false,
    description: 'Option of that command that names the cache.',
    compute: (subject) => known(isGroup(subject) ? '--replication-group-id' : '--cache-cluster-id'),
  },
  rebootMember: {
    type: 'string',
    nullable: true,
    description: 'First member that a reboot would bring in sync; null in cluster mode, where AWS reboots nothing.',
    compute: (subject, { world }) => known(rebootable(subject, world)?.id ?? null),
  },
  rebootNodes: {
    type: 'list',
    nullable: true,
    description: 'Nodes of that member to reboot; null when there is none.',
    compute: (subject, { world }) => known(rebootable(subject, world)?.nodes ?? null),
  },
};
