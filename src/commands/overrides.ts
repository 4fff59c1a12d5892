import { resolve } from 'node:path';
import { evaluate } from '../evaluator/evaluate.ts';
import { totalled } from '../evaluator/ledger/total.ts';
import { loadSnapshot } from '../loaders/snapshot.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { OverrideLedger } from '../model/override.ts';
import { overridesSchemaId } from '../model/overrides-document.ts';
import { notReadable } from '../model/snapshot.ts';
import { tool } from '../model/tool.ts';
import { UsageError } from '../model/usage-error.ts';
import { renderOverrides } from '../reporters/chapter-page.ts';
import { shippedPrices } from './bundled.ts';
import { refuseUnknownOwner } from './choice.ts';
import {
  chooseRegions,
  type EventOptions,
  type PolicyOptions,
  parseNow,
  readEvents,
  readPolicy,
  readRules,
} from './inputs.ts';
import { type LiveOptions, readLive } from './live.ts';
import { noteAge } from './snapshot-age.ts';
import type { Terminal } from './terminal.ts';

export interface OverridesOptions extends PolicyOptions, EventOptions, Omit<LiveOptions, 'regions'> {
  snapshot?: string;
  baseline?: string;
  region?: string[];
  owner?: string;
  now?: string;
  format?: 'text' | 'json' | 'markdown';
}

/** Prints the ledger of open overrides. Ends 3 when there may be more that could not be seen. */
export async function overrides(options: OverridesOptions, terminal: Terminal): Promise<number> {
  const given = parseNow(options.now);
  if (options.snapshot !== undefined && options.region?.length) {
    throw new UsageError('--region chooses what to read from AWS; with --snapshot nothing is read');
  }
  const load = (path: string | undefined) => (path === undefined ? null : loadSnapshot(resolve(terminal.cwd, path)));
  const [saved, baseline] = [load(options.snapshot), load(options.baseline)];
  if (saved) noteAge(saved, given, terminal);
  const { all } = readRules({}, terminal);
  const instant = Date.parse(given ?? saved?.takenAt ?? new Date(terminal.now()).toISOString());
  const policy = readPolicy(options, all, instant, terminal);
  const events = readEvents(options, policy, terminal);
  refuseUnknownOwner(options.owner, policy.policy);
  const regions = () => chooseRegions(options.region, policy.policy.regions, terminal);
  const snapshot = saved ?? (await readLive({ ...options, regions: regions() }, terminal));
  const report = await evaluate({
    snapshot,
    rules: [],
    policy: policy.policy,
    hasPolicy: policy.given,
    waivers: [],
    events,
    baseline,
    prices: shippedPrices(),
    now: given ?? snapshot.takenAt,
    tool,
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'overrides' },
  });
  const whole = report.overrides ?? totalled([], []);
  const ledger =
    options.owner === undefined
      ? whole
      : totalled(
          whole.entries.filter(({ subject }) => subject.owner === options.owner),
          whole.unseen,
        );
  print(ledger, report.generatedAt, options.format ?? 'text', terminal);
  const accepted = new Set(report.acceptedGaps?.map(({ api }) => api));
  const gaps = ledger.unseen.filter(({ reason, api }) => notReadable.includes(reason) && !accepted.has(api ?? ''));
  return gaps.length > 0 ? exitCodes.incomplete : exitCodes.clean;
}

function print(ledger: OverrideLedger, now: string, format: 'text' | 'json' | 'markdown', terminal: Terminal): void {
  if (format === 'json') {
    terminal.stdout(`${JSON.stringify({ schema: overridesSchemaId, generatedAt: now, overrides: ledger }, null, 2)}\n`);
    return;
  }
  const { columns, colour, env } = terminal;
  const github = env.GITHUB_ACTIONS === 'true';
  const options = {
    format,
    now,
    github,
    ...(format === 'text' && { colour, ...(columns !== undefined && { width: columns }) }),
  };
  terminal.stdout(renderOverrides(ledger, options));
}
