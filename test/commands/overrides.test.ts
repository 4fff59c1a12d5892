import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { writeSnapshot } from '../../src/loaders/snapshot-text.ts';
import type { OverrideEntry, OverrideLedger } from '../../src/model/override.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { auditAccount, readAccount, readExamplePolicy } from '../support/sandbox-audit.ts';
import { aTerminal } from '../support/terminal.ts';

const example = join(import.meta.dirname, '../../examples/mangaassist');
const account = readAccount('mangaassist');
const policy = readExamplePolicy('mangaassist', String(account.now));
const given = ['--policy', join(example, 'headroom.yaml'), '--events', join(example, 'events.yaml')];
let cwd: string;

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-overrides-'));
  const save = async (name: string, faults: Parameters<typeof auditAccount>[2]) => {
    const { snapshot } = await auditAccount(account, policy, faults);
    writeFileSync(join(cwd, name), [...writeSnapshot(snapshot)].join(''));
  };
  await save('snapshot.json', []);
  const saved = readFileSync(join(cwd, 'snapshot.json'), 'utf8');
  writeFileSync(join(cwd, 'plan.json'), saved.replace('"source":"aws"', '"source":"terraform-plan"'));
  await save('denied.json', [{ api: 'application-autoscaling:DescribeScheduledActions', do: 'denied' }]);
}, 120_000);

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function overrides(...args: string[]) {
  const recorded = aTerminal({ cwd });
  const code = await run(['overrides', ...args], recorded.terminal);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

async function ledger(...args: string[]): Promise<OverrideLedger> {
  const { stdout } = await overrides('--snapshot', 'snapshot.json', '--format', 'json', ...given, ...args);
  return (JSON.parse(stdout) as { overrides: OverrideLedger }).overrides;
}

describe('the fifth scenario tells its story by itself', () => {
  let entry: OverrideEntry;
  beforeAll(async () => {
    const { entries } = await ledger();
    entry = entries.find(({ subject }) => subject.name === 'service/manga/recommender') as OverrideEntry;
  });

  it('a minimum of 100 against a baseline of 10, the dearest of all that has a price', async () => {
    expect(entry).toMatchObject({
      value: 'minCapacity',
      direction: 'raised',
      now: 100,
      normal: 10,
      normalFrom: 'policy',
    });
    expect((await ledger()).entries[0]).toEqual(entry);
  });

  it('since when, and by which principal', () => {
    expect(entry).toMatchObject({ since: '2025-03-22T00:40:00.000Z', sinceAtLeast: false, class: 'trail' });
    expect(entry).toMatchObject({ operation: 'RegisterScalableTarget', by: expect.stringContaining('sato') });
  });

  it('tagged, and for which event', () => {
    expect(entry).toMatchObject({ tag: 'event=manga-release-20250322', tagged: true, event: 'manga-release-20250322' });
  });

  it('dollars a day within 15 % of 90 tasks at the published prices of Tokyo, by hand', () => {
    // The task definition: 1 vCPU and 2 GB. Fargate on x86 in Tokyo: $0.05056 a vCPU and $0.00553 a GB, each hour.
    const byHand = 90 * 24 * (1 * 0.05056 + 2 * 0.00553);
    expect(Math.abs(Number(entry.cost.usdPerDay) - byHand) / byHand).toBeLessThan(0.15);
    const days = (Date.parse('2025-03-28T04:00:00Z') - Date.parse('2025-03-22T00:40:00Z')) / 86_400_000;
    expect(entry.cost.usdSoFar).toBeCloseTo(Number(entry.cost.usdPerDay) * days, 0);
  });

  it('the command that ends it, and what would undo that', () => {
    expect(entry.remediation.commands).toEqual([
      [
        'aws',
        'application-autoscaling',
        'register-scalable-target',
        '--service-namespace',
        'ecs',
        '--resource-id',
        'service/manga/recommender',
        '--scalable-dimension',
        'ecs:service:DesiredCount',
        '--min-capacity',
        '10',
        '--region',
        'ap-northeast-1',
      ],
    ]);
    expect(entry.remediation.caveats.join()).toContain('keep-warm writes 100 again');
  });

  it('its repaired twin is not in the ledger, nor what an event of the calendar asks for ahead of time', async () => {
    const names = (await ledger()).entries.map(({ subject }) => subject.name);
    expect(names).not.toContain('service/manga/recommender-repaired');
    expect(names).not.toContain('service/manga/orchestrator-repaired');
  });

  it('the release owns it as long as that lasts', async () => {
    const during = await ledger('--now', '2025-03-22T06:00:00Z');
    expect(during.entries.map(({ subject }) => subject.name)).not.toContain('service/manga/recommender');
  });
});

describe('formats', () => {
  it('text and Markdown tell who, since when, what for, the price, the way back and the command', async () => {
    for (const format of ['text', 'markdown']) {
      const { code, stdout } = await overrides('--snapshot', 'snapshot.json', '--format', format, ...given);
      expect(code).toBe(0);
      const words = stdout.replace(/\s+/g, ' ').replaceAll('\\', '');
      for (const told of [
        'sato',
        '2025-03-22 00:40',
        'manga-release-20250322',
        '121',
        'Nothing brings it back',
        'Safe to revert now',
        '--min-capacity 10',
      ]) {
        expect(words).toContain(told);
      }
    }
  });

  it('JSON holds the ledger as reports do', async () => {
    const { entries, usdPerDay, unpriced, unseen } = await ledger();
    expect(usdPerDay).toBeCloseTo(
      entries.reduce((sum, { cost }) => sum + (cost.usdPerDay ?? 0), 0),
      2,
    );
    expect(unpriced).toBe(entries.filter(({ cost }) => cost.usdPerDay === null).length);
    expect(unseen).toEqual([]);
  });
});

describe('choices', () => {
  it('--owner narrows to the workloads of one, and its sum', async () => {
    const own = await ledger('--owner', 'recommendations');
    expect(own.entries.map(({ subject }) => subject.owner)).toEqual(['recommendations']);
    expect(own.usdPerDay).toBe(own.entries[0]?.cost.usdPerDay);
  });

  it('an owner that the policy does not know is an error', async () => {
    const { code, stderr } = await overrides('--snapshot', 'snapshot.json', '--owner', 'platfrom', ...given);
    expect(code).toBe(2);
    expect(stderr).toContain(
      '--owner platfrom: no workload of the policy has that owner; it names platform, recommendations, search',
    );
  });

  it('--baseline says what is normal where the policy does not', async () => {
    const alone = ['overrides', '--snapshot', 'snapshot.json', '--baseline', 'snapshot.json', '--format', 'json'];
    const recorded = aTerminal({ cwd });
    await run(alone, recorded.terminal);
    const { entries } = (JSON.parse(recorded.stdout()) as { overrides: OverrideLedger }).overrides;
    // Against itself nothing differs, not even what a person raised: the snapshot was approved. Suspended is never normal.
    expect(entries.map(({ value }) => value)).toEqual(['suspendedDynamicScaleOut']);
  });

  it('ends 3 where a listing that decides could not be read, and says so', async () => {
    const { code, stdout } = await overrides('--snapshot', 'denied.json', ...given);
    expect(code).toBe(3);
    expect(stdout.replace(/\s+/g, ' ')).toContain('There may be more');
    expect(stdout).not.toContain('service/manga/recommender');
  });

  it.each([
    [['--region', 'eu-central-1'], '--region chooses what to read from AWS'],
    [['--baseline', 'nowhere.json'], 'nowhere.json'],
    [['--baseline', 'plan.json'], 'plan.json: a baseline is what an account held'],
    [['--now', 'soon'], '--now soon'],
  ])('%j is refused', async (args, message) => {
    const { code, stderr } = await overrides('--snapshot', 'snapshot.json', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

it('reads a live account where no snapshot is given', async () => {
  const sandbox = await startSandbox({ accounts: account, recordInputs: false });
  try {
    const root = join(import.meta.dirname, '../..');
    const child = spawn(
      process.execPath,
      [
        '--import',
        join(root, 'node_modules/tsx/dist/loader.mjs'),
        join(root, 'src/cli.ts'),
        'overrides',
        ...given,
        '--now',
        '2025-03-28T04:00:00Z',
        '--format',
        'json',
      ],
      {
        cwd,
        env: {
          PATH: process.env.PATH ?? '',
          HOME: cwd,
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_ACCESS_KEY_ID: 'TEST',
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_REGION: 'ap-northeast-1',
          AWS_ENDPOINT_URL: sandbox.url,
        },
      },
    );
    let stdout = '';
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(stdout).toContain('service/manga/recommender');
  } finally {
    await sandbox.close();
  }
}, 60_000);
