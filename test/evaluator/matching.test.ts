import { describe, expect, it } from 'vitest';
import { possibleWorkloads } from '../../src/evaluator/match.ts';
import { subjectKinds } from '../../src/evaluator/subjects.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';

const byTags = { workloads: [{ name: 'web', match: { kind: 'ecs-service', name: 'shop/*', tags: { env: 'prod' } } }] };
const unreadTags = { tags: null, unread: { tags: 'denied' as const } };

function namesFor(kindName: string, resources: Resource[], policy: unknown, denied: string[] = []) {
  const kind = subjectKinds.get(kindName);
  if (!kind) throw new Error(kindName);
  const world = buildWorld(aSnapshot(resources, denied), aPolicy(policy), Date.parse(testNow));
  const [subject] = kind.subjects(world);
  if (!subject) throw new Error('no subject');
  const possible = possibleWorkloads(subject, kind, world);
  return { names: possible.workloads.map((one) => one?.name ?? null), apis: possible.because.map((one) => one.reason) };
}

describe('workloads that may be in force', () => {
  it('a certain match ends the list', () => {
    expect(namesFor('ecs-service', [aResource('ecs-service', { tags: { env: 'prod' } })], byTags).names).toEqual([
      'web',
    ]);
  });

  it('no match leaves none', () => {
    expect(namesFor('ecs-service', [aResource('ecs-service', { tags: { env: 'dev' } })], byTags).names).toEqual([null]);
  });

  it('unread tags leave both possible, and say why', () => {
    expect(namesFor('ecs-service', [aResource('ecs-service', unreadTags)], byTags)).toEqual({
      names: ['web', null],
      apis: ['denied'],
    });
  });

  it('unread tags do not matter where the name already decides', () => {
    const service = aResource('ecs-service', { ...unreadTags, attributes: { clusterName: 'other' } });
    expect(namesFor('ecs-service', [service], byTags).names).toEqual([null]);
  });

  it('a scalable target takes the workload of its service', () => {
    const resources = [aResource('scalable-target'), aResource('ecs-service', { tags: { env: 'prod' } })];
    expect(namesFor('scalable-target', resources, byTags).names).toEqual(['web']);
  });

  it('a scaling policy, which cannot be tagged, is certain all the same', () => {
    const resources = [aResource('scaling-policy', { tags: null }), aResource('ecs-service', { tags: { env: 'dev' } })];
    const anyKind = { workloads: [{ name: 'web', match: { tags: { env: 'prod' } } }] };
    expect(namesFor('scaling-policy', resources, anyKind).names).toEqual([null]);
  });

  it('a service that could not be read may match', () => {
    expect(namesFor('scalable-target', [aResource('scalable-target')], byTags, ['ecs-service']).names).toEqual([
      'web',
      null,
    ]);
  });

  it('a service that is proven not to exist does not match', () => {
    expect(namesFor('scalable-target', [aResource('scalable-target')], byTags).names).toEqual([null]);
  });

  it('of several matches the first wins', () => {
    const both = {
      workloads: [
        { name: 'first', match: {} },
        { name: 'second', match: {} },
      ],
    };
    expect(namesFor('ecs-service', [aResource('ecs-service')], both).names).toEqual(['first']);
  });

  it('a cache is matched as cache and as its replication group', () => {
    const resources = [aResource('elasticache-replication-group'), aResource('elasticache-cluster')];
    for (const kind of ['cache', 'elasticache-replication-group']) {
      const policy = { workloads: [{ name: 'w', match: { kind, name: 'semantic*' } }] };
      expect(namesFor('cache', resources, policy).names).toEqual(['w']);
    }
  });
});
