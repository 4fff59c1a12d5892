/**
 * Measures what users wait for, on the built bundle: `npm run build && npm run bench`. Prints a table with the bounds of
 * the design and writes bench-results.json. No test fails on a time.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { benchPlan } from './bench/plan.ts';

interface Measured {
  what: string;
  seconds: number;
  megabytes: number;
  code: number | null;
  bound: string;
}

const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
const cli = 'dist/cli.js';

/** Runs a program to its end; its peak resident memory is what the kernel counted (Linux). */
async function measure(
  what: string,
  bound: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr?.on('data', (text) => {
    errors += text;
  });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentPeak(child.pid));
  }, 10);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(timer);
  if (code === 2) throw new Error(`${what}: ${errors}`);
  return { what, seconds: (performance.now() - started) / 1000, megabytes: peak, code, bound };
}

function residentPeak(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function withServer<T>(scale: number, latencyMs: number, work: (url: string) => Promise<T>): Promise<T> {
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/bench/serve.ts', String(scale), String(latencyMs)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise<string>((resolve) =>
    server.stdout.once('data', (text) => resolve(String(text).trim())),
  );
  try {
    return await work(url);
  } finally {
    server.stdin.end();
  }
}

async function main(): Promise<void> {
  const snapshot = join(folder, 'snapshot.json');
  const credentials = { AWS_ACCESS_KEY_ID: 'BENCH', AWS_SECRET_ACCESS_KEY: 'bench' };
  const results: Measured[] = [];
  for (const [what, args] of [
    ['node -e 0', ['-e', '0']],
    ['headroom --version', [cli, '--version']],
  ] as const) {
    const runs: Measured[] = [];
    for (let n = 0; n < 9; n += 1)
      runs.push(await measure(what, what.startsWith('h') ? '1.5 × node -e 0' : '', [...args]));
    runs.sort((a, b) => a.seconds - b.seconds);
    results.push(runs[4] as Measured);
  }
  await withServer(1, 0, async (url) => {
    const env = { ...credentials, AWS_ENDPOINT_URL: url };
    const args = [
      cli,
      'audit',
      '--region',
      'eu-central-1',
      '--save-snapshot',
      snapshot,
      '--report',
      `json=${join(folder, 'live.json')}`,
    ];
    results.push(await measure('live audit of the large region', '60 s, 700 MiB', args, env));
  });
  const offline = [cli, 'audit', '--snapshot', snapshot, '--now', '2026-11-22T04:00:00Z'];
  results.push(
    await measure('offline audit of it, JSON', '10 s, 700 MiB', [
      ...offline,
      '--report',
      `json=${join(folder, 'report.json')}`,
    ]),
  );
  for (const format of ['console', 'junit', 'markdown', 'sarif', 'html']) {
    results.push(
      await measure(`offline audit of it, ${format}`, '', [
        ...offline,
        '--report',
        `${format}=${join(folder, format)}`,
      ]),
    );
  }
  results.push(...(await measureIntent(snapshot)));
  results.push(...(await measureGate()));
  const rows = results.map((one) => ({
    ...one,
    seconds: Number(one.seconds.toFixed(2)),
    megabytes: Math.round(one.megabytes),
  }));
  process.stdout.write(
    `${['| what | seconds | MiB | exit | bound |', '|---|---|---|---|---|', ...rows.map((one) => `| ${one.what} | ${one.seconds} | ${one.megabytes} | ${one.code} | ${one.bound} |`)].join('\n')}\n`,
  );
  writeFileSync('bench-results.json', `${JSON.stringify(rows, null, 2)}\n`);
}

/** A plan of 2,000 resources that rules look at, and one of 50 MB. */
async function measureGate(): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [what, bound, count, padding] of [
    ['gate of a plan of 2,000 resources', '3 s', 2000, 0],
    ['gate of a plan of 50 MB', '512 MiB', 2000, 100_000],
  ] as const) {
    const file = join(folder, `plan-${padding}.json`);
    writeFileSync(file, benchPlan(count, padding));
    const args = [cli, 'gate', '--plan', file, '--account', '111122223333', '--report', `json=${file}.report`];
    measured.push(await measure(what, bound, args));
  }
  return measured;
}

/** What a team wrote down about the region: what is normal, what is coming, what was approved. */
const intent = {
  'headroom.yaml': `workloads:
  - { name: services, match: { kind: ecs-service }, baseline: { minCapacity: 1, demand: 4 } }
  - { name: tables, match: { kind: dynamodb-table }, baseline: { dimensions: { read: { demand: 50 }, write: { demand: 20 } } } }
`,
  'events.yaml': `events:
  - id: release
    start: 2026-12-04T10:00:00Z
    duration: 4h
    multiplier: 4
    targets: [{ workload: services }, { workload: tables }]
`,
};

/** The commands that compare with intent, over the same region. */
async function measureIntent(snapshot: string): Promise<Measured[]> {
  const [policy, events] = Object.entries(intent).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }) as [string, string];
  const baseline = join(folder, 'baseline.json');
  const written = ['--policy', policy, '--events', events];
  const offline = ['--snapshot', snapshot, '--now', '2026-11-22T04:00:00Z', ...written];
  const accept = [cli, 'baseline', 'accept', '--snapshot', snapshot, '--baseline', baseline, '--policy', policy];
  return [
    await measure('baseline accept', '', [...accept, '--allow-incomplete']),
    await measure('drift', '', [cli, 'drift', baseline, snapshot, '--now', '2026-11-22T04:00:00Z', ...written]),
    await measure('overrides', '', [cli, 'overrides', ...offline]),
    await measure('events', '', [cli, 'events', ...offline]),
    await measure('revert', '', [cli, 'revert', ...offline, '--baseline', baseline]),
    await measure('offline audit with policy, calendar and baseline, JSON', '', [
      cli,
      'audit',
      ...offline,
      '--baseline',
      baseline,
      '--report',
      `json=${join(folder, 'intent.json')}`,
    ]),
  ];
}

await main().finally(() => rmSync(folder, { recursive: true, force: true }));
