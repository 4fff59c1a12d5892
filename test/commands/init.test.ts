import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftText, emptyText } from '../../src/commands/draft-text.ts';
import { draftWorkloads } from '../../src/commands/draft-workloads.ts';
import { globFor } from '../../src/commands/glob-for.ts';
import { run } from '../../src/commands/program.ts';
import { globMatches } from '../../src/evaluator/match.ts';
import { loadPolicy } from '../../src/loaders/policy.ts';
import { writeSnapshot } from '../../src/loaders/snapshot-text.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { kinds } from '../../src/resources/index.ts';
import { hostileText } from '../reporters/hostile-text.ts';
import { hostileNames } from '../support/report.ts';
import { allRules } from '../support/sandbox-audit.ts';
import { aTerminal } from '../support/terminal.ts';
import { aResource, aSnapshot, type ResourceInput } from '../support/world.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-init-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function headroom(...args: string[]) {
  const recorded = aTerminal({ cwd });
  const code = await run(args, recorded.terminal);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

const names = {
  rules: allRules,
  kinds: ['scalable-target', ...kinds.map(({ kind }) => kind)],
  apis: [],
  now: Date.parse('2026-11-22T04:00:00Z'),
};
function load(text: string) {
  const path = join(cwd, 'loaded.yaml');
  writeFileSync(path, text);
  return loadPolicy(path, names).policy;
}

const target = (name: string, minCapacity: number, maxCapacity: number, over: ResourceInput = {}) =>
  aResource('scalable-target', {
    ...over,
    attributes: { resourceId: `service/shop/${name}`, minCapacity, maxCapacity, ...over.attributes },
  });
const service = (name: string, tags: Record<string, string> = {}, over: ResourceInput = {}) =>
  aResource('ecs-service', { ...over, tags, attributes: { serviceName: name, clusterName: 'shop', desiredCount: 6 } });
const drafted = (resources: Resource[]) => load(draftText(aSnapshot(resources), draftWorkloads(aSnapshot(resources))));

describe('drafted workloads', () => {
  it('one for each service, with its bounds, environment and owner, not reviewed', () => {
    const { workloads } = drafted([target('web', 4, 40), service('web', { env: 'prod', Team: 'platform' })]);
    expect(workloads).toEqual([
      {
        name: 'web',
        match: { kind: 'ecs-service', name: 'shop/web' },
        env: 'prod',
        owner: 'platform',
        baseline: { reviewed: false, minCapacity: 4, maxCapacity: 40 },
      },
    ]);
  });

  it('those that share a tag and their bounds have one together; others with that tag do not', () => {
    const same = ['a', 'b'].flatMap((name) => [target(name, 2, 20), service(name, { workload: 'api' })]);
    expect(drafted(same).workloads).toMatchObject([
      { name: 'api', match: { kind: 'ecs-service', tags: { workload: 'api' } } },
    ]);
    const apart = drafted([...same, target('c', 3, 20), service('c', { workload: 'api' })]);
    expect(apart.workloads.map(({ name, match }) => [name, match.name])).toEqual([
      ['a', 'shop/a'],
      ['b', 'shop/b'],
      ['c', 'shop/c'],
    ]);
  });

  it('sides and indexes of a table have bounds of their own', () => {
    const side = (resourceId: string, dimension: string, minCapacity: number) =>
      aResource('scalable-target', {
        attributes: {
          serviceNamespace: 'dynamodb',
          resourceId,
          scalableDimension: dimension,
          minCapacity,
          maxCapacity: 900,
        },
      });
    const { workloads } = drafted([
      side('table/sessions', 'dynamodb:table:ReadCapacityUnits', 100),
      side('table/sessions', 'dynamodb:table:WriteCapacityUnits', 50),
      side('table/sessions/index/by-user', 'dynamodb:index:ReadCapacityUnits', 5),
    ]);
    expect(workloads).toMatchObject([
      {
        name: 'sessions',
        match: { kind: 'dynamodb-table', name: 'sessions' },
        baseline: {
          reviewed: false,
          dimensions: {
            read: { minCapacity: 100, maxCapacity: 900 },
            write: { minCapacity: 50, maxCapacity: 900 },
            'index/by-user/read': { minCapacity: 5, maxCapacity: 900 },
          },
        },
      },
    ]);
  });

  it('throughput of Bedrock has its units as minimum', () => {
    const { workloads } = drafted([aResource('bedrock-provisioned-throughput', { attributes: { modelUnits: 3 } })]);
    expect(workloads).toMatchObject([{ name: 'assistant-sonnet', baseline: { reviewed: false, minCapacity: 3 } }]);
  });

  it('capacity that stands by itself is drafted too, beside bounds where it is scaled', () => {
    const group = { replicationGroupId: 'semantic', shardCount: 2, replicasPerShard: 1 };
    const replicas = {
      serviceNamespace: 'elasticache',
      resourceId: 'replication-group/semantic',
      scalableDimension: 'elasticache:replication-group:Replicas',
    };
    const { workloads } = drafted([
      aResource('elasticache-replication-group', { attributes: group }),
      aResource('scalable-target', { attributes: { ...replicas, minCapacity: 1, maxCapacity: 3 } }),
      aResource('opensearch-collection-group', { attributes: { minIndexingOcu: 2, minSearchOcu: null } }),
      aResource('dynamodb-table'),
      aResource('lambda-function', {
        attributes: {
          reservedConcurrency: 20,
          provisionedConcurrency: [
            { qualifier: 'live', requested: 5 },
            { qualifier: '7', requested: 2 },
          ],
        },
      }),
    ]);
    expect(workloads.map(({ match, baseline }) => [match.kind, baseline])).toEqual([
      ['elasticache-replication-group', { reviewed: false, shards: 2, replicas: 1, minCapacity: 1, maxCapacity: 3 }],
      ['lambda-function', { reviewed: false, reservedConcurrency: 20, provisionedConcurrency: 7 }],
      ['opensearch-collection-group', { reviewed: false, minIndexingOcu: 2 }],
    ]);
  });

  it('namesakes of several regions are told apart only where they differ', () => {
    const elsewhere = { region: 'us-east-1' };
    const here = [target('web', 4, 40), service('web')];
    const alike = drafted([...here, target('web', 4, 40, elsewhere), service('web', {}, elsewhere)]);
    expect(alike.workloads.map(({ match }) => match)).toEqual([{ kind: 'ecs-service', name: 'shop/web' }]);
    const apart = drafted([...here, target('web', 9, 40, elsewhere), service('web', {}, elsewhere)]);
    expect(apart.workloads.map(({ match, baseline }) => [match.region, baseline?.minCapacity])).toEqual([
      ['eu-central-1', 4],
      ['us-east-1', 9],
    ]);
    expect(new Set(apart.workloads.map(({ name }) => name)).size).toBe(2);
  });

  it('sizes that were not read or make no sense are left out', () => {
    const { workloads } = drafted([target('a', 9, 3), target('b', -1, 5), service('a'), service('b')]);
    expect(workloads.map(({ baseline }) => baseline)).toEqual([
      { reviewed: false, minCapacity: 9 },
      { reviewed: false, maxCapacity: 5 },
    ]);
  });

  it('do not depend on the order of the snapshot', () => {
    const resources = ['b', 'a', 'c'].flatMap((name) => [target(name, 1, 2), service(name, { app: 'x' })]);
    const text = (all: Resource[]) => draftText(aSnapshot([]), draftWorkloads({ ...aSnapshot([]), resources: all }));
    expect(text(resources.toReversed())).toBe(text(resources));
  });
});

describe('whatever names there are, the policy loads again and matches what it was drafted from', () => {
  it.each(hostileNames)('%j', (name) => expectToLoad(name));
  it('of any text', () => {
    fc.assert(
      fc.property(hostileText, (name) => expectToLoad(name)),
      { numRuns: 150 },
    );
  });

  function expectToLoad(name: string) {
    const tags = { workload: name, env: name, owner: name };
    const twins = [aResource('ecs-service', { tags, attributes: { serviceName: `${name}2`, clusterName: 'c' } })];
    const targets = [name, `${name}2`].map((one) =>
      target('', 1, 2, { attributes: { resourceId: `service/c/${one}`, minCapacity: 1, maxCapacity: 2 } }),
    );
    const own = aResource('ecs-service', { tags, attributes: { serviceName: name, clusterName: 'c' } });
    const alone = aResource('bedrock-provisioned-throughput', { attributes: { provisionedModelName: name } });
    const { workloads } = drafted([...targets, own, ...twins, alone].filter((one) => one.name !== ''));
    for (const { match, env } of workloads) {
      if (match.name !== undefined)
        expect([name, `c/${name}`, `c/${name}2`].some((one) => globMatches(match.name ?? '', one))).toBe(true);
      if (match.tags) expect(globMatches(match.tags.workload ?? '', name)).toBe(true);
      if (env !== undefined) expect(env).toBe(name);
    }
  }

  it('a glob matches its own text and not another one', () => {
    expect(globFor('shop/web')).toBe('shop/web');
    expect(globMatches(globFor('a*'), 'ab')).toBe(false);
    fc.assert(fc.property(hostileText, (name) => name === '' || globMatches(globFor(name), name)));
  });
});

describe('headroom init', () => {
  const file = () => join(cwd, 'headroom.yaml');
  const save = () =>
    writeFileSync(
      join(cwd, 'snapshot.json'),
      [...writeSnapshot(aSnapshot([target('web', 4, 40), service('web')]))].join(''),
    );

  it('writes what was drafted, and an audit with it says that it is provisional', async () => {
    save();
    const done = await headroom('init', '--from-snapshot', 'snapshot.json');
    expect(done).toMatchObject({ code: 0, stdout: '' });
    expect(done.stderr).toContain('headroom.yaml: 1 workload drafted');
    expect(load(readFileSync(file(), 'utf8'))).toMatchObject({
      regions: ['eu-central-1'],
      workloads: [{ name: 'web' }],
    });
    const { stdout } = await headroom('audit', '--snapshot', 'snapshot.json', '--report', 'json', '--allow-incomplete');
    const codes = JSON.parse(stdout).notices.map(({ code }: { code: string }) => code);
    expect(codes).toContain('policy-unreviewed');
    expect(codes).not.toContain('policy-missing');
  });

  it('without a snapshot writes one that declares nothing and loads', async () => {
    expect(await headroom('init')).toMatchObject({ code: 0 });
    expect(readFileSync(file(), 'utf8')).toBe(emptyText());
    expect(load(emptyText()).workloads).toEqual([]);
  });

  it('never touches a file that is there, nor a link that leads nowhere', async () => {
    writeFileSync(file(), 'mine\n');
    const refused = await headroom('init');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/headroom\.yaml is there already, and init overwrites nothing/);
    expect(readFileSync(file(), 'utf8')).toBe('mine\n');
    symlinkSync(join(cwd, 'nowhere'), join(cwd, 'link.yaml'));
    expect(await headroom('init', '--output', 'link.yaml')).toMatchObject({ code: 2 });
    expect(existsSync(join(cwd, 'nowhere'))).toBe(false);
  });

  it('prints with --output -', async () => {
    save();
    const { code, stdout } = await headroom('init', '--from-snapshot', 'snapshot.json', '--output', '-');
    expect(code).toBe(0);
    expect(load(stdout).workloads).toHaveLength(1);
    expect(existsSync(file())).toBe(false);
  });

  it.each([
    ['a snapshot that does not exist', 'nonesuch.json'],
    ['a file that is no snapshot', 'other.json'],
  ])('%s ends 2 and writes nothing', async (_, name) => {
    writeFileSync(join(cwd, 'other.json'), '{}');
    expect(await headroom('init', '--from-snapshot', name)).toMatchObject({ code: 2 });
    expect(existsSync(file())).toBe(false);
  });

  it('shows how in its help', async () => {
    const { code, stdout } = await headroom('init', '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('headroom init --from-snapshot snapshot.json');
  });
});
