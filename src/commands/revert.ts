import { resolve } from 'node:path';
import { globMatches } from '../evaluator/match.ts';
import { revert as planRevert } from '../evaluator/revert/revert.ts';
import { loadSnapshot } from '../loaders/snapshot.ts';
import { writeFile } from '../loaders/write-file.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Policy } from '../model/policy.ts';
import type { Subject } from '../model/report.ts';
import type { RevertPlan } from '../model/revert.ts';
import { notReadable, type Snapshot } from '../model/snapshot.ts';
import { tool } from '../model/tool.ts';
import { UsageError } from '../model/usage-error.ts';
import { plural } from '../reporters/outcome-text.ts';
import { renderRevertJson, renderRevertScript } from '../reporters/revert-script.ts';
import { shippedPrices } from './bundled.ts';
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
import type { Terminal } from './terminal.ts';

export interface RevertOptions extends PolicyOptions, EventOptions, Omit<LiveOptions, 'regions'> {
  snapshot?: string;
  baseline?: string;
  region?: string[];
  account?: string[];
  only?: string[];
  owner?: string;
  now?: string;
  format?: 'shell' | 'json';
  output?: string;
}

/** Prints the commands that bring overrides and drift back, and runs none. Ends 3 when it rests on what was not seen. */
export async function revert(options: RevertOptions, terminal: Terminal): Promise<number> {
  const given = parseNow(options.now);
  if (options.snapshot !== undefined && options.region?.length) {
    throw new UsageError('--region chooses what to read from AWS; with --snapshot nothing is read');
  }
  const load = (path: string | undefined) => (path === undefined ? null : loadSnapshot(resolve(terminal.cwd, path)));
  const [saved, baseline] = [load(options.snapshot), load(options.baseline)];
  if (saved !== null && saved.source !== 'aws') {
    throw new UsageError(
      `${options.snapshot}: expected a snapshot of a live account; this one is of a ${saved.source}`,
    );
  }
  const { all } = readRules({}, terminal);
  const instant = Date.parse(given ?? saved?.takenAt ?? new Date(terminal.now()).toISOString());
  const policy = readPolicy(options, all, instant, terminal);
  if (baseline === null) refuseWithoutNormal(policy.policy, policy.path);
  const events = readEvents(options, policy, terminal);
  const regions = () => chooseRegions(options.region, policy.policy.regions, terminal);
  const snapshot = saved ?? (await readLive({ ...options, regions: regions() }, terminal));
  refuseUnknownAccounts(options.account, snapshot);
  const { plan, acceptedApis } = await planRevert(
    {
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
      run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'revert' },
    },
    choose(options),
  );
  const shown = {
    ...plan,
    accounts: plan.accounts.filter(({ account }) => options.account?.includes(account) ?? true),
  };
  write(shown, options, terminal);
  const gaps = shown.unseen.filter(
    ({ reason, api }) => notReadable.includes(reason) && !(api !== null && acceptedApis.includes(api)),
  );
  terminal.stderr(`headroom: ${inOneLine(shown, gaps.length)}\n`);
  return gaps.length > 0 ? exitCodes.incomplete : exitCodes.clean;
}

function refuseWithoutNormal(policy: Policy, path: string): void {
  if (policy.workloads.some(({ baseline }) => baseline !== undefined)) return;
  throw new UsageError(
    [
      'nothing tells what is normal, so that there is nothing to go back to',
      path === ''
        ? 'There is no policy here. Draft one, correct its numbers, and run again: headroom init --from-snapshot FILE'
        : `No workload of ${path} has a baseline: such as baseline: { minCapacity: 10, maxCapacity: 200 } (docs/policy.md)`,
      'Or compare with a snapshot that you approve of: headroom revert --baseline FILE',
    ].join('\n'),
  );
}

function refuseUnknownAccounts(wanted: string[] | undefined, { scopes }: Snapshot): void {
  const there = [...new Set(scopes.map(({ account }) => account))];
  const missing = wanted?.find((account) => !there.includes(account));
  if (missing === undefined) return;
  throw new UsageError(`--account ${missing}: the snapshot holds ${there.join(', ')}`);
}

/** --only on kind/name, name or key; --owner on the owner of the workload. */
function choose({ only, owner }: RevertOptions): (subject: Subject) => boolean {
  return (subject) => {
    const names = [subject.name, subject.key, `${subject.kind}/${subject.name}`];
    const named = only?.some((glob) => names.some((name) => globMatches(glob, name))) ?? true;
    return named && (owner === undefined || subject.owner === owner);
  };
}

function write(plan: RevertPlan, { format, output }: RevertOptions, terminal: Terminal): void {
  const text = format === 'json' ? renderRevertJson(plan) : renderRevertScript(plan);
  if (output === undefined || output === '-') for (const chunk of text) terminal.stdout(chunk);
  else writeFile(resolve(terminal.cwd, output), text);
}

function inOneLine({ accounts, leftAlone }: RevertPlan, gaps: number): string {
  const steps = accounts.flatMap((account) => account.steps);
  const blocked = steps.filter((step) => step.blocked !== null).length;
  return [
    plural(steps.length, 'step'),
    ...(blocked > 0 ? [`${blocked} blocked for now`] : []),
    ...(leftAlone.length > 0 ? [`${plural(leftAlone.length, 'difference')} left alone`] : []),
    ...(gaps > 0 ? [`${plural(gaps, 'gap')} in what the plan rests on`] : []),
    'nothing was run',
  ].join(', ');
}
