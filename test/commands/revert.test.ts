import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { writeSnapshot } from '../../src/loaders/snapshot-text.ts';
import { RevertPlan } from '../../src/model/revert.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { runScript } from '../support/revert-script.ts';
import { aTerminal } from '../support/terminal.ts';
import { aResource, aSnapshot } from '../support/world.ts';

let cwd: string;

const aTarget = (name: string, min: number) =>
  aResource('scalable-target', {
    attributes: { resourceId: `service/shop/${name}`, minCapacity: min, maxCapacity: 200 },
  });

/** With the services that the targets scale, and the policies that do it. */
function save(name: string, targets: Resource[], denied: string[] = []) {
  const services = targets.flatMap(({ attributes: { resourceId = '' } }) => [
    aResource('ecs-service', { attributes: { serviceName: String(resourceId).split('/')[2] ?? '' } }),
    aResource('scaling-policy', { attributes: { resourceId } }),
  ]);
  writeFileSync(join(cwd, name), [...writeSnapshot(aSnapshot([...targets, ...services], denied))].join(''));
}

const policy = `
workloads:
  - { name: web, owner: shop, match: { name: 'service/shop/web*' }, baseline: { minCapacity: 10, maxCapacity: 200 } }
  - { name: api, owner: platform, match: { name: 'service/shop/api*' }, baseline: { minCapacity: 4, maxCapacity: 200 } }
`;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-revert-'));
  save('now.json', [aTarget('web', 100), aTarget('api', 50)]);
  save('approved.json', [aTarget('web', 12), aTarget('api', 4)]);
  save('denied.json', [aTarget('web', 100)], ['dynamodb-table']);
  writeFileSync(join(cwd, 'policy.yaml'), policy);
  writeFileSync(join(cwd, 'bare.yaml'), 'workloads: [{ name: web, match: {} }]\n');
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function revert(...args: string[]) {
  const recorded = aTerminal({ cwd });
  const code = await run(['revert', ...args], recorded.terminal);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

const minima = (text: string) =>
  [...text.matchAll(/^ {4}aws .*(?:\\\n.*)*--min-capacity (\d+)/gm)].map(([, min]) => min);

describe('headroom revert', () => {
  it('prints a script to stdout that brings the account back, and says on stderr that nothing was run', async () => {
    const { code, stdout, stderr } = await revert('--snapshot', 'now.json', '--policy', 'policy.yaml');
    expect([code, stderr]).toEqual([0, 'headroom: 2 steps, nothing was run\n']);
    const { calls } = runScript(stdout, { HEADROOM_YES: '1', HEADROOM_OLD: '1' });
    expect(
      calls
        .slice(1)
        .map((words) => words[words.indexOf('--min-capacity') + 1])
        .sort(),
    ).toEqual(['10', '4']);
  });

  it('goes back to the approved snapshot where there is no policy', async () => {
    const { code, stdout } = await revert('--snapshot', 'now.json', '--baseline', 'approved.json');
    expect(code).toBe(0);
    expect(minima(stdout).sort()).toEqual(['12', '4']);
  });

  it('writes the same plan as JSON', async () => {
    const args = ['--snapshot', 'now.json', '--policy', 'policy.yaml'];
    const plan = RevertPlan.parse(JSON.parse((await revert(...args, '--format', 'json')).stdout));
    const { calls } = runScript((await revert(...args)).stdout, { HEADROOM_YES: '1', HEADROOM_OLD: '1' });
    const planned = plan.accounts.flatMap(({ steps }) => steps.flatMap(({ commands }) => commands));
    expect(calls.slice(1)).toEqual(planned.map((words) => words.slice(1)));
  });

  it('writes to a file, and nothing to stdout', async () => {
    const { code, stdout } = await revert('--snapshot', 'now.json', '--policy', 'policy.yaml', '--output', 'revert.sh');
    expect([code, stdout]).toEqual([0, '']);
    expect(readFileSync(join(cwd, 'revert.sh'), 'utf8')).toMatch(/^#!\/usr\/bin\/env bash\n/);
  });

  it.each([
    ['--only', 'service/shop/web', ['10']],
    ['--only', 'scalable-target/*api', ['4']],
    ['--owner', 'platform', ['4']],
  ])('%s %s narrows it', async (flag, value, expected) => {
    const { stdout } = await revert('--snapshot', 'now.json', '--policy', 'policy.yaml', flag, value);
    expect(minima(stdout)).toEqual(expected);
  });

  it('ends 3 when something that it rests on was not readable, and the script says what', async () => {
    const { code, stdout } = await revert('--snapshot', 'denied.json', '--policy', 'policy.yaml');
    expect(code).toBe(3);
    expect(stdout).toContain('#   NOT SEEN   dynamodb-table (denied, test:List-dynamodb-table)');
    expect(minima(stdout)).toEqual(['10']);
  });

  it.each<[string, string[], RegExp]>([
    ['without anything to go back to', [], /nothing tells what is normal[\s\S]*headroom init[\s\S]*--baseline/],
    [
      'with a policy that declares no baseline',
      ['--policy', 'bare.yaml'],
      /No workload of .*bare\.yaml has a baseline/,
    ],
    [
      'for a name that is not there',
      ['--policy', 'policy.yaml', '--only', 'wbe'],
      /--only wbe: the snapshot does not hold such a resource/,
    ],
    ['for an owner that nobody is', ['--policy', 'policy.yaml', '--owner', 'shp'], /--owner shp: .*platform, shop/],
    [
      'for an account that was not looked at',
      ['--policy', 'policy.yaml', '--account', '1'],
      /--account 1: the snapshot holds 111122223333/,
    ],
    ['with a region beside a snapshot', ['--policy', 'policy.yaml', '--region', 'eu-central-1'], /nothing is read/],
    ['with a baseline that is not there', ['--baseline', 'none.json'], /none\.json/],
  ])('%s it ends 2 and says what to do', async (_, args, message) => {
    const { code, stdout, stderr } = await revert('--snapshot', 'now.json', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('shows examples with --help', async () => {
    const { code, stdout } = await revert('--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples:[\s\S]*headroom revert --output revert\.sh/);
  });
});
