import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { parseSnapshot } from '../../src/loaders/snapshot.ts';
import { writeSnapshot } from '../../src/loaders/snapshot-text.ts';
import { DriftDocument } from '../../src/model/drift-document.ts';
import type { Json, Resource, Snapshot } from '../../src/model/snapshot.ts';
import { aTerminal } from '../support/terminal.ts';
import { aResource, aSnapshot } from '../support/world.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-drift-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const write = (name: string, snapshot: Snapshot) =>
  writeFileSync(join(cwd, name), [...writeSnapshot(snapshot)].join(''));
const load = (name: string) => parseSnapshot(readFileSync(join(cwd, name), 'utf8'));

async function headroom(...args: string[]) {
  const recorded = aTerminal({ cwd, now: () => Date.parse('2026-11-22T04:00:00Z') });
  const code = await run(args, recorded.terminal);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

const target = (attributes: Record<string, Json> = {}) => aResource('scalable-target', { attributes });
const service = (attributes: Record<string, Json> = {}) => aResource('ecs-service', { attributes });
/** Files of an account before and now. */
function files(before: Resource[], now: Resource[], over: Partial<Snapshot> = {}, denied: string[] = []): void {
  write('baseline.json', { ...aSnapshot(before), takenAt: '2026-11-15T04:00:00Z', ...over });
  write('now.json', aSnapshot(now, denied));
}

describe('headroom drift', () => {
  it.each<[string, () => void, string[], number, RegExp]>([
    ['nothing changed', () => files([target()], [target()]), [], 0, /No drift since the baseline of 2026-11-15/],
    [
      'a person changed something',
      () => files([target()], [target({ minCapacity: 30 })]),
      [],
      1,
      /minCapacity 4\s+→ 30[\s\S]*--min-capacity 4[\s\S]*Undo:[\s\S]*--min-capacity 30/,
    ],
    [
      'the autoscaler alone changed something',
      () => files([target(), service({ desiredCount: 5 })], [target(), service({ desiredCount: 9 })]),
      [],
      0,
      /No drift[\s\S]*1 change owned by the autoscaler/,
    ],
    [
      'what is owned is listed where it is asked for',
      () => files([target(), service({ desiredCount: 5 })], [target(), service({ desiredCount: 9 })]),
      ['--include', 'owned'],
      0,
      /desiredCount 5 → 9/,
    ],
    [
      'something could not be listed',
      () => files([target(), service()], [target()], {}, ['ecs-service']),
      [],
      3,
      /No drift was seen since [\s\S]*removed in 111122223333 eu-central-1 is not known of\s+ecs-service/,
    ],
    [
      'a member could not be read',
      () => {
        const { maxCapacity: _, ...attributes } = target().attributes;
        files([target()], [{ ...target(), attributes, unread: { maxCapacity: 'denied' } }]);
      },
      [],
      3,
      /scalable-target/,
    ],
    [
      '--only leaves the others out',
      () => files([target()], [target({ minCapacity: 30 }), service()]),
      ['--only', 'ecs-*'],
      1,
      /^DRIFT\n {2}1 change since/,
    ],
    [
      'Markdown',
      () => files([target()], [target({ minCapacity: 30 })]),
      ['--format', 'markdown'],
      1,
      /^#### Drift[\s\S]*minCapacity 4 → 30[\s\S]*```sh/,
    ],
    [
      'an old baseline is noted',
      () => files([target()], [target()], { takenAt: '2026-05-15T04:00:00Z' }),
      [],
      0,
      /taken 191 days before the snapshot/,
    ],
    [
      'an old snapshot is noted',
      () => files([target()], [target()]),
      ['--now', '2026-11-24T04:00:00Z'],
      0,
      /taken 48 hours before the instant/,
    ],
    [
      'scopes that one of both holds are named',
      () =>
        files([target()], [target()], { scopes: [{ partition: 'aws', account: '444455556666', region: 'eu-west-1' }] }),
      [],
      0,
      /only the baseline holds them: 444455556666 eu-west-1[\s\S]*nothing was compared/,
    ],
  ])('%s', async (_, prepare, flags, code, said) => {
    prepare();
    const ran = await headroom('drift', 'baseline.json', 'now.json', ...flags);
    expect(ran.stdout).toMatch(said);
    expect(ran.code, ran.stderr).toBe(code);
  });

  it('prints JSON that keeps its schema, and the same bytes each time', async () => {
    files([target()], [target({ minCapacity: 30 })]);
    const [one, other] = [
      await headroom('drift', 'baseline.json', 'now.json', '--format', 'json'),
      await headroom('drift', 'baseline.json', 'now.json', '--format', 'json'),
    ];
    expect(one?.stdout).toBe(other?.stdout);
    const document = DriftDocument.parse(JSON.parse(one?.stdout ?? ''));
    expect(document.drift.changes.map(({ attribute, owner }) => [attribute, owner])).toEqual([
      ['minCapacity', 'person'],
    ]);
    expect(document.exitCode).toBe(1);
  });

  it.each<[string, () => void, RegExp]>([
    [
      'there is no baseline',
      () => write('now.json', aSnapshot([])),
      /baseline\.json: .*(no such file|does not exist|not found)/i,
    ],
    [
      'it is of another version of the schema',
      () => {
        files([], []);
        writeFileSync(join(cwd, 'baseline.json'), '{"schema": "headroom.snapshot/9"}');
      },
      /baseline\.json:1:\d+: expected "headroom\.snapshot\/1"; found "headroom\.snapshot\/9"; update Headroom/,
    ],
    [
      'it was read from a plan',
      () => files([], [], { source: 'terraform-plan' }),
      /a baseline is what an account held/,
    ],
  ])('ends 2 where %s', async (_, prepare, message) => {
    prepare();
    const ran = await headroom('drift', 'baseline.json', 'now.json');
    expect(ran.stderr).toMatch(message);
    expect(ran.code).toBe(2);
  });

  it('ends 2 where --only names nothing of either snapshot, which would read as no drift', async () => {
    files([target()], [target({ minCapacity: 30 })]);
    const ran = await headroom('drift', 'baseline.json', 'now.json', '--only', 'esc-*');
    expect(ran.stderr).toMatch(/--only esc-\*: neither the baseline nor the snapshot holds such a resource/);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
  });

  it('notes that a saved snapshot is more than 24 hours old, but not where --now says what is meant', async () => {
    files([target()], [target()]);
    write('now.json', { ...aSnapshot([target()]), takenAt: '2026-11-20T03:00:00Z' });
    const noted = await headroom('drift', 'baseline.json', 'now.json');
    expect(noted.stderr).toMatch(/^headroom: the snapshot was taken 49 hours ago/);
    const meant = await headroom('drift', 'baseline.json', 'now.json', '--now', '2026-11-20T03:00:00Z');
    expect(meant.stderr).not.toContain('ago');
  });
});

describe('headroom baseline accept', () => {
  const accept = (...flags: string[]) => headroom('baseline', 'accept', '--snapshot', 'now.json', ...flags);

  it('writes a first baseline without logs, volatile values and counts of calls, a resource a line', async () => {
    write('now.json', aSnapshot([target(), aResource('capacity-change'), aResource('metric-series')]));
    expect((await accept()).code).toBe(0);
    const { resources, coverage } = load('baseline.json');
    expect(resources.map(({ kind }) => kind)).toEqual(['scalable-target']);
    expect(resources[0]?.observed).toEqual({ createdAt: '2026-01-10T09:00:00Z' });
    expect(new Set(coverage.map(({ calls }) => calls))).toEqual(new Set([0]));
    expect(readFileSync(join(cwd, 'baseline.json'), 'utf8').match(/^\{"keyHash"/gm)).toHaveLength(1);
    expect((await headroom('drift', 'baseline.json', 'now.json')).code).toBe(0);
  });

  it('tells what it accepts, a line a change', async () => {
    files([target(), service()], [target({ minCapacity: 30 }), aResource('dynamodb-table')]);
    const ran = await accept();
    expect(ran.stdout.split('\n')).toEqual([
      '+ dynamodb-table sessions',
      '- ecs-service shop/web',
      '~ scalable-target service/shop/web minCapacity 4 → 30',
      '',
    ]);
    expect((await headroom('drift', 'baseline.json', 'now.json')).code).toBe(0);
  });

  it('has nothing to do the second time, and leaves the file alone', async () => {
    files([target()], [target({ minCapacity: 30 })]);
    await accept();
    const before = readFileSync(join(cwd, 'baseline.json'), 'utf8');
    const again = await accept();
    expect([again.code, again.stdout, again.stderr]).toEqual([0, '', expect.stringMatching(/nothing to accept/)]);
    expect(readFileSync(join(cwd, 'baseline.json'), 'utf8')).toBe(before);
  });

  it('takes over what --only names, and leaves the rest and its age as they were', async () => {
    files([target(), service({ maximumPercent: 150 })], [target({ minCapacity: 30 }), service()]);
    const ran = await accept('--only', 'scalable-target/*');
    expect(ran.stdout).toBe('~ scalable-target service/shop/web minCapacity 4 → 30\n');
    const { takenAt, resources } = load('baseline.json');
    expect(takenAt).toBe('2026-11-15T04:00:00Z');
    expect(resources.map(({ attributes }) => attributes.minCapacity ?? attributes.maximumPercent).sort()).toEqual([
      150, 30,
    ]);
  });

  it('takes out what --only names and is gone, but not what was not seen', async () => {
    files([target(), service()], []);
    await accept('--only', 'ecs-service');
    expect(load('baseline.json').resources.map(({ kind }) => kind)).toEqual(['scalable-target']);
    write('now.json', aSnapshot([], ['scalable-target']));
    await accept('--only', 'scalable-target', '--allow-incomplete');
    expect(load('baseline.json').resources.map(({ kind }) => kind)).toEqual(['scalable-target']);
  });

  it('keeps scopes that were not looked at', async () => {
    const far = aResource('ecs-service', { region: 'us-east-1' });
    const scopes = [...aSnapshot([]).scopes, { partition: 'aws', account: far.account, region: 'us-east-1' }];
    files([target(), far], [target({ minCapacity: 30 })], { scopes });
    await accept();
    const { resources, takenAt, scopes: kept } = load('baseline.json');
    expect(resources.map(({ region }) => region).sort()).toEqual(['eu-central-1', 'us-east-1']);
    expect(kept.map(({ region }) => region)).toEqual(['eu-central-1', 'global', 'us-east-1']);
    expect(takenAt).toBe('2026-11-15T04:00:00Z');
  });

  it.each<[string, () => void, string[], RegExp]>([
    [
      'something was not seen',
      () => write('now.json', aSnapshot([], ['ecs-service'])),
      [],
      /not complete[\s\S]*test:List-ecs-service in 111122223333\/eu-central-1: denied[\s\S]*--allow-incomplete/,
    ],
    [
      '--only has no baseline to take over into',
      () => write('now.json', aSnapshot([])),
      ['--only', 'x'],
      /accept the whole first/,
    ],
    [
      '--only names nothing',
      () => files([target()], [target()]),
      ['--only', 'esc-*'],
      /neither the baseline nor the snapshot/,
    ],
    [
      'the snapshot is of a plan',
      () => write('now.json', { ...aSnapshot([]), source: 'terraform-plan' }),
      [],
      /expected a snapshot of an account/,
    ],
  ])('ends 2 and writes nothing where %s', async (_, prepare, flags, message) => {
    prepare();
    const path = join(cwd, 'baseline.json');
    const before = existsSync(path) ? readFileSync(path, 'utf8') : null;
    const ran = await accept(...flags);
    expect(ran.stderr).toMatch(message);
    expect(ran.code).toBe(2);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : null).toBe(before);
  });
});
