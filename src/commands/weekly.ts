import { resolve } from 'node:path';
import { weekly as build } from '../evaluator/weekly/weekly.ts';
import { loadEarlier, loadSnapshot } from '../loaders/snapshot.ts';
import { writeSnapshot } from '../loaders/snapshot-text.ts';
import { writeFile } from '../loaders/write-file.ts';
import { exitCodes } from '../model/exit-code.ts';
import { nameHint } from '../model/nearest-name.ts';
import type { Policy } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import type { Scope, Snapshot } from '../model/snapshot.ts';
import { tool } from '../model/tool.ts';
import { UsageError } from '../model/usage-error.ts';
import type { WeeklyDocument, WeeklyPeriod } from '../model/weekly-document.ts';
import { renderWeekly, type WeeklyFormat, weeklyFormats } from '../reporters/weekly/weekly.ts';
import { metricPriceUsd } from '../resources/metrics/plan.ts';
import { periodSeconds, weeklyNeeds, weeklyQueries } from '../resources/metrics/weekly.ts';
import { readBaseline } from './baseline.ts';
import { shippedPrices } from './bundled.ts';
import { refuseUnknownOwner } from './choice.ts';
import {
  chooseRegions,
  type EventOptions,
  type PolicyOptions,
  parseNow,
  type RuleOptions,
  readEvents,
  readPolicy,
  readRules,
  readWaivers,
} from './inputs.ts';
import { type LiveOptions, readLive } from './live.ts';
import { noteAge } from './snapshot-age.ts';
import type { Terminal } from './terminal.ts';

export interface WeeklyOptions extends RuleOptions, PolicyOptions, EventOptions, Omit<LiveOptions, 'regions' | 'cost'> {
  snapshot?: string;
  baseline?: string;
  since?: string;
  region?: string[];
  now?: string;
  period: WeeklyPeriod;
  owner?: string;
  cost?: boolean;
  allowIncomplete?: boolean;
  report?: string[];
  saveSnapshot?: string;
}

/** Writes the efficiency report of a live account, or of a saved snapshot. Findings do not fail it; gaps that matter do. */
export async function weekly(options: WeeklyOptions, terminal: Terminal): Promise<number> {
  const targets = parseTargets(options.report);
  const given = parseNow(options.now);
  refuseMixed(options);
  const baseline = readBaseline(options.baseline, terminal);
  const earlier = options.since === undefined ? null : readEarlier(options.since, options, terminal);
  const { all, selected, ruleSet } = readRules(options, terminal);
  const saved = options.snapshot === undefined ? null : loadSnapshot(resolve(terminal.cwd, options.snapshot));
  const instant = Date.parse(given ?? saved?.takenAt ?? new Date(terminal.now()).toISOString());
  if (saved) noteAge(saved, given, terminal);
  const policy = readPolicy(options, all, instant, terminal);
  refuseUnknownOwner(options.owner, policy.policy);
  const waivers = readWaivers(options, all, policy.policy.timezone, instant, terminal);
  const events = readEvents(options, policy, terminal);
  const snapshot =
    saved ??
    (await readLive(
      {
        ...options,
        regions: chooseRegions(options.region, policy.policy.regions, terminal),
        metrics: options.metrics !== false,
        moreMetrics: moreMetricsFor(options.period, policy.policy),
        cost: options.cost ? { days: daysCompared(options.period) } : undefined,
      },
      terminal,
    ));
  if (earlier) refuseElsewhere(options.since ?? '', earlier.report, snapshot);
  if (options.saveSnapshot !== undefined) {
    writeFile(resolve(terminal.cwd, options.saveSnapshot), writeSnapshot(snapshot));
  }
  const document = await build({
    snapshot,
    rules: selected,
    policy: policy.policy,
    hasPolicy: policy.given,
    waivers,
    leftOut: all.filter((rule) => !selected.includes(rule)).map(({ id }) => id),
    baseline,
    events,
    prices: shippedPrices(),
    now: given ?? snapshot.takenAt,
    tool,
    run: {
      failOn: policy.policy.failOn ?? 'high',
      allowIncomplete: options.allowIncomplete ?? false,
      failOnNew: false,
      strict: false,
      ruleSet,
    },
    period: options.period,
    owner: options.owner ?? null,
    earlier,
  });
  writeWeekly(document, targets, terminal);
  terminal.stderr(`${lineOf(document)}\n`);
  const isIncomplete = document.report.verdict === 'incomplete' && !options.allowIncomplete;
  return isIncomplete ? exitCodes.incomplete : exitCodes.clean;
}

/** Metrics of the report beside those of the rules. */
export function moreMetricsFor(period: WeeklyPeriod, { weekly: { messages } }: Policy) {
  const ask = weeklyQueries(period);
  return {
    needs: weeklyNeeds(period),
    others: messages
      ? [{ region: messages.region ?? null, query: ask.count({ ...messages, metricName: messages.metric }) }]
      : [],
  };
}

/** Days of cost: those of the period, and as many before. */
export const daysCompared = (period: WeeklyPeriod): number => (2 * periodSeconds[period]) / 86_400;

function refuseMixed({ snapshot, region, metrics, cost, costExplorer }: WeeklyOptions): void {
  if (cost && costExplorer === false) {
    throw new UsageError('--cost asks Cost Explorer, and --no-cost-explorer forbids it; leave one of them out');
  }
  if (snapshot === undefined) return;
  const read = 'with --snapshot nothing is read';
  if (region?.length) throw new UsageError(`--region chooses what to read from AWS; ${read}`);
  if (metrics === true) throw new UsageError(`--metrics asks CloudWatch; ${read}, and metrics that it holds are used`);
  if (cost) throw new UsageError(`--cost asks Cost Explorer; ${read}, and costs that it holds are used`);
}

/** An earlier slice of another owner, or period, would call everything else new. */
function readEarlier(file: string, { owner, period }: WeeklyOptions, terminal: Terminal) {
  const earlier = loadEarlier(resolve(terminal.cwd, file));
  const { weekly: before } = earlier;
  if (before && before.owner !== (owner ?? null)) {
    const whose = before.owner === null ? 'of all owners' : `the slice of ${before.owner}`;
    throw new UsageError(`--since ${file}: that report is ${whose}; compare with one of the same --owner`);
  }
  if (before && before.period.name !== period) {
    throw new UsageError(
      `--since ${file}: that report is of a ${before.period.name}, this one of a ${period}; compare with one of the same --period`,
    );
  }
  return earlier;
}

/** A report of other accounts and regions tells nothing of these. */
function refuseElsewhere(file: string, { snapshot: before }: Report, { scopes }: Snapshot): void {
  const places = (some: readonly Scope[]) =>
    some.filter(({ region }) => region !== 'global').map(({ account, region }) => `${account} ${region}`);
  const here = places(scopes);
  if (places(before.scopes).some((place) => here.includes(place))) return;
  throw new UsageError(
    `--since ${file}: that report is of ${places(before.scopes).join(', ')}, this one of ${here.join(', ')}`,
  );
}

/** One --report of the weekly report; `-` is stdout. */
export interface WeeklyTarget {
  format: WeeklyFormat;
  path: string;
}

/** Parses --report FORMAT[=PATH]; without any, Markdown goes to stdout. */
function parseTargets(flags: readonly string[] | undefined): WeeklyTarget[] {
  if (!flags?.length) return [{ format: 'markdown', path: '-' }];
  const targets = flags.map((flag): WeeklyTarget => {
    const [, format = '', path = '-'] = /^([^=]*)(?:=(.*))?$/s.exec(flag) ?? [];
    const known = weeklyFormats.find((one) => one === format);
    if (!known) throw new UsageError(`--report ${flag}: unknown format "${format}"${nameHint(format, weeklyFormats)}`);
    if (path === '') throw new UsageError(`--report ${flag}: a path is missing after "="`);
    return { format: known, path };
  });
  const paths = targets.map(({ path }) => path);
  const repeated = paths.find((path, index) => paths.indexOf(path) !== index);
  if (repeated === undefined) return targets;
  throw new UsageError(
    repeated === '-'
      ? 'at most one report goes to stdout. Give the others a path: --report html=weekly.html'
      : `two reports go to ${repeated}; give each a path of its own`,
  );
}

export function writeWeekly(document: WeeklyDocument, targets: readonly WeeklyTarget[], terminal: Terminal): void {
  for (const { format, path } of targets) {
    const chunks = renderWeekly(document, format);
    if (path === '-') for (const chunk of chunks) terminal.stdout(chunk);
    else writeFile(resolve(terminal.cwd, path), chunks);
  }
}

/** What was found, and what asking has cost, for stderr. */
function lineOf({ totals, screenRows, headline, bill, report }: WeeklyDocument): string {
  const dollars = totals.usdPerDay.now === null ? 'no price known' : `$${totals.usdPerDay.now} a day open`;
  const asked = `CloudWatch was asked for ${bill.metrics} metrics ($${metricPriceUsd(bill.metrics)})`;
  const cost = bill.costExplorerUsd > 0 ? `, Cost Explorer for $${bill.costExplorerUsd}` : '';
  return `headroom: ${dollars}, ${headline.length} things to look at, ${screenRows} on the first screen, ${totals.notSeen} not seen${report.verdict === 'incomplete' ? ' (incomplete)' : ''}; ${asked}${cost}`;
}
