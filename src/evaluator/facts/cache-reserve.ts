import { derive, type Fact, known, unknown } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { engineOf, isGroup, ofMember, parameter } from './cache-members.ts';
import { resourceOf } from './joins.ts';

/**
 * Percent of memory kept for replication and backups. Groups of old tell bytes instead: none of them is 0 percent, some are not
 * judged. For a running cluster AWS tells one of the two.
 */
function reservedPercent(subject: Subject, world: World): Fact {
  const reserve = derive(
    [parameter(subject, world, 'reservedMemoryPercent'), parameter(subject, world, 'reservedMemoryBytes')],
    (percent, bytes) =>
      typeof percent === 'number' ? percent : typeof bytes === 'number' ? (bytes > 0 ? null : 0) : -1,
  );
  return reserve.known && reserve.value === -1 ? unknown('reservedMemoryPercent', 'not-recorded') : reserve;
}

export const cacheReserveFacts: Record<string, FactDefinition> = {
  reservedMemoryPercent: {
    type: 'number',
    nullable: true,
    description:
      'Memory kept for replication and backups, percent; 0 where an old group keeps no bytes, null where it keeps some.',
    compute: (subject, { world }) => reservedPercent(subject, world),
  },
  copiesMemory: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the cache has replicas or automatic backups, for which AWS copies its memory.',
    compute(subject) {
      const days = memberOf(resourceOf(subject), 'snapshotRetentionDays');
      const replicas = isGroup(subject) ? memberOf(resourceOf(subject), 'replicasPerShard') : known(0);
      return derive([replicas, days], (count, kept) => Number(count) > 0 || Number(kept) > 0);
    },
  },
  errorOnMemoryExhausted: {
    type: 'number',
    nullable: true,
    description: 'Memcached: 1 answers errors when full, 0 evicts; null for other engines.',
    compute(subject, { world }) {
      const value = parameter(subject, world, 'errorOnMemoryExhausted');
      const engine = engineOf(subject, world);
      if (!value.known || value.value !== null || !engine.known) return engine.known ? value : engine;
      return engine.value === 'memcached' ? unknown('errorOnMemoryExhausted', 'not-recorded') : value;
    },
  },
  usesDefaultParameters: {
    type: 'boolean',
    nullable: false,
    description: 'Whether its parameter group is one of AWS (default.*), which nobody can change.',
    compute: (subject, { world }) => {
      const group = ofMember(subject, world, 'parameterGroup');
      if (group.known && group.value === null) return unknown('parameterGroup', 'not-recorded');
      return derive([group], (name) => String(name).startsWith('default.'));
    },
  },
};
