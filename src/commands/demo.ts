import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fastClock } from '../collectors/aws/clock.ts';
import { collectAws } from '../collectors/aws/collect.ts';
import { accept } from '../evaluator/drift/accept.ts';
import { weekly } from '../evaluator/weekly/weekly.ts';
import { writeSnapshot } from '../loaders/snapshot-text.ts';
import { writeFile } from '../loaders/write-file.ts';
import { loadYaml } from '../loaders/yaml-document.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Policy } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import { tool } from '../model/tool.ts';
import { quoteWord } from '../reporters/shell-quote.ts';
import { type AccountInput, startSandbox } from '../sandbox/sandbox.ts';
import { bundledFolder, shippedPrices } from './bundled.ts';
import { approvedFrom } from './demo-baseline.ts';
import { readEvents, readPolicy, readRules } from './inputs.ts';
import { type ReportTarget, writeReports } from './outputs.ts';
import type { Terminal } from './terminal.ts';
import { daysCompared, moreMetricsFor, type WeeklyTarget, writeWeekly } from './weekly.ts';

export interface DemoOptions {
  output: string;
}

/** Audits the staged account through the real SDK clients, over HTTP on this machine. */
export async function demo(options: DemoOptions, terminal: Terminal): Promise<number> {
  const folder = join(bundledFolder('examples'), 'mangaassist');
  const report = await auditExample(folder, options.output, terminal);
  terminal.stdout(
    [
      '',
      `Every format is in ${options.output}/, beside snapshot.json, headroom.yaml (what is`,
      'normal), events.yaml (what is announced) and baseline.json (what was approved).',
      'weekly.html is the weekly efficiency report.',
      'Go on from there, offline:',
      '',
      `  cd ${quoteWord(options.output)}`,
      '  headroom overrides --snapshot snapshot.json  what is raised, and its price',
      '  headroom events --snapshot snapshot.json     what comes, and is it ready',
      '  headroom drift baseline.json snapshot.json   what people changed',
      '  headroom revert --snapshot snapshot.json     the script that brings it back',
      '',
      `An audit of it would have ended with exit code ${report.run.exitCode}; the demo ends with 0.`,
      '',
    ].join('\n'),
  );
  return exitCodes.clean;
}

async function auditExample(folder: string, output: string, terminal: Terminal): Promise<Report> {
  const account = loadYaml(join(folder, 'account.yaml'), 'account').value as AccountInput;
  const takenAt = account.now ?? new Date(terminal.now()).toISOString();
  const { all, ruleSet } = readRules({}, terminal);
  const read = readPolicy({ policy: join(folder, 'headroom.yaml') }, all, Date.parse(takenAt), terminal);
  const { policy } = read;
  const events = readEvents({ events: join(folder, 'events.yaml') }, read, terminal);
  const snapshot = await readSandbox(account, policy, takenAt, terminal.signal);
  const snapshotPath = join(output, 'snapshot.json');
  writeFile(resolve(terminal.cwd, snapshotPath), writeSnapshot(snapshot));
  const approved = approvedFrom(join(folder, 'baseline.yaml'))(snapshot);
  const { baseline } = accept({ before: null, snapshot: approved, policy, tool, chosen: null });
  const baselinePath = join(output, 'baseline.json');
  if (baseline) writeFile(resolve(terminal.cwd, baselinePath), writeSnapshot(baseline));
  for (const name of ['headroom.yaml', 'events.yaml'])
    writeFile(resolve(terminal.cwd, output, name), [readFileSync(join(folder, name), 'utf8')]);
  const run = {
    failOn: policy.failOn ?? 'high',
    allowIncomplete: false,
    failOnNew: false,
    strict: false,
    ruleSet,
  } as const;
  const input = {
    snapshot,
    rules: all,
    policy,
    hasPolicy: true,
    waivers: [],
    baseline,
    events,
    prices: shippedPrices(),
    now: takenAt,
    tool,
    run,
  };
  const document = await weekly({ ...input, period: 'week', owner: null, earlier: null });
  const { report } = document;
  writeWeekly(document, weeklyIn(output), terminal);
  const failures = await writeReports(report, targetsIn(output), {
    terminal,
    snapshot: snapshotPath,
    baseline: baselinePath,
  });
  for (const failure of failures) terminal.stderr(`headroom: ${failure}\n`);
  return report;
}

async function readSandbox(account: AccountInput, policy: Policy, takenAt: string, signal: AbortSignal) {
  const sandbox = await startSandbox({ accounts: account, recordInputs: false });
  try {
    const credentials = { accessKeyId: 'DEMO', secretAccessKey: 'demo' };
    return await collectAws({
      regions: policy.regions ?? [],
      metrics: true,
      moreMetrics: moreMetricsFor('week', policy),
      cost: { days: daysCompared('week') },
      takenAt,
      tool,
      endpoint: sandbox.url,
      credentials,
      signal,
      clock: fastClock,
    });
  } finally {
    await sandbox.close();
  }
}

function targetsIn(output: string): ReportTarget[] {
  return [
    { format: 'console', path: '-' },
    { format: 'json', path: join(output, 'report.json') },
    { format: 'junit', path: join(output, 'junit.xml') },
    { format: 'markdown', path: join(output, 'report.md') },
    { format: 'sarif', path: join(output, 'sarif/') },
    { format: 'html', path: join(output, 'report.html') },
  ];
}

function weeklyIn(output: string): WeeklyTarget[] {
  return [
    { format: 'html', path: join(output, 'weekly.html') },
    { format: 'markdown', path: join(output, 'weekly.md') },
    { format: 'json', path: join(output, 'weekly.json') },
  ];
}
