import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { writeSnapshot } from '../../src/loaders/snapshot-text.ts';
import type { Report } from '../../src/model/report.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { auditAccount, readAccount, readExamplePolicy } from '../support/sandbox-audit.ts';
import { aTerminal } from '../support/terminal.ts';

const root = join(import.meta.dirname, '../..');
const account = readAccount('mangaassist');
const policyText = readFileSync(join(root, 'examples/mangaassist/headroom.yaml'), 'utf8');
const formats = ['console', 'json', 'junit', 'markdown', 'html', 'github'];

let folder: string;
let live: { snapshot: Snapshot; report: Report };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-same-'));
  live = await auditAccount(account, readExamplePolicy('mangaassist', String(account.now)));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The snapshot with everything in another order, as JSON that a person might have written. */
function shuffled(snapshot: Snapshot): string {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, one]) => [key, reversed(one)]),
    );
  };
  const { resources, coverage, scopes, ...rest } = snapshot;
  const mixed = [...resources].sort((a, b) => (a.keyHash < b.keyHash ? -1 : 1)).map(reversed);
  return JSON.stringify({
    ...rest,
    scopes: [...scopes].reverse(),
    coverage: [...coverage].reverse(),
    resources: mixed,
  });
}

/** Runs the command line in a process of its own, in its own folder, and returns every file that it wrote. */
function audit(name: string, snapshotText: string, env: Record<string, string>): Record<string, string> {
  const cwd = join(folder, name);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'snapshot.json'), snapshotText);
  writeFileSync(join(cwd, 'headroom.yaml'), policyText);
  const reports = [...formats.map((format) => `${format}=out/report.${format}`), 'sarif=out/sarif/'];
  const args = [
    'audit',
    '--snapshot',
    'snapshot.json',
    '--include',
    'passed',
    ...reports.flatMap((one) => ['--report', one]),
  ];
  try {
    execFileSync(
      process.execPath,
      ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(root, 'src/cli.ts'), ...args],
      {
        cwd,
        env: { PATH: process.env.PATH ?? '', ...env },
        stdio: 'pipe',
      },
    );
  } catch (error) {
    if ((error as { status?: number }).status !== 1) throw error;
  }
  const written = readdirSync(join(cwd, 'out'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    written.map((entry) => [
      join(entry.parentPath, entry.name).slice(cwd.length),
      readFileSync(join(entry.parentPath, entry.name), 'utf8'),
    ]),
  );
}

describe('the same snapshot, policy and instant', () => {
  it('give the same bytes in every format, whatever the time zone, locale, folder and order', () => {
    const plain = audit('here', [...writeSnapshot(live.snapshot)].join(''), { TZ: 'UTC', LANG: 'C' });
    const other = audit('else where/ü', shuffled(live.snapshot), {
      TZ: 'Pacific/Auckland',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
    });

    expect(Object.keys(plain)).toHaveLength(formats.length + 2);
    expect(Object.keys(other)).toEqual(Object.keys(plain));
    for (const [name, text] of Object.entries(plain)) expect(other[name] === text, name).toBe(true);
  }, 60_000);

  it('offline gives the results of the live run', async () => {
    const cwd = join(folder, 'offline');
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'snapshot.json'), [...writeSnapshot(live.snapshot)].join(''));
    writeFileSync(join(cwd, 'headroom.yaml'), policyText);
    const recorded = aTerminal({ cwd });

    await run(['audit', '--snapshot', 'snapshot.json', '--include', 'passed', '--report', 'json'], recorded.terminal);

    const offline = JSON.parse(recorded.stdout()) as Report;
    expect(offline.results).toEqual(live.report.results);
    expect(offline.coverage).toEqual(live.report.coverage);
    expect(offline.summary).toEqual(live.report.summary);
  });
});
