import { resolve } from 'node:path';
import { revert as planRevert } from '../evaluator/revert/revert.ts';
import { writeFile } from '../loaders/write-file.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Policy } from '../model/policy.ts';
import type { RevertPlan } from '../model/revert.ts';
import { notReadable } from '../model/snapshot.ts';
import { UsageError } from '../model/usage-error.ts';
import { plural } from '../reporters/outcome-text.ts';
import { renderRevertJson, renderRevertScript } from '../reporters/revert-script.ts';
import { readBaseline } from './baseline.ts';
import { isChosen, refuseEmptyChoice, refuseUnknownAccount, refuseUnknownOwner } from './choice.ts';
import type { Terminal } from './terminal.ts';
import { type PartOptions, readWithoutRules } from './without-rules.ts';

export interface RevertOptions extends PartOptions {
  baseline?: string;
  account?: string[];
  only?: string[];
  owner?: string;
  format?: 'shell' | 'json';
  output?: string;
}

/** Prints the commands that bring overrides and drift back, and runs none. Ends 3 when it rests on what was not seen. */
export async function revert(options: RevertOptions, terminal: Terminal): Promise<number> {
  const baseline = readBaseline(options.baseline, terminal);
  const input = await readWithoutRules('revert', options, baseline, terminal, ({ policy, path }, saved) => {
    if (saved !== null && saved.source !== 'aws') {
      throw new UsageError(
        `${options.snapshot}: expected a snapshot of a live account; this one is of a ${saved.source}`,
      );
    }
    if (baseline === null) refuseWithoutNormal(policy, path);
    refuseUnknownOwner(options.owner, policy);
  });
  refuseUnknownAccount(options.account, input.snapshot);
  refuseEmptyChoice(options.only, baseline === null ? [input.snapshot] : [baseline, input.snapshot]);
  const { plan, acceptedApis } = await planRevert(
    input,
    (subject) => isChosen(subject, options.only) && (options.owner === undefined || subject.owner === options.owner),
  );
  const shown = {
    ...plan,
    accounts: plan.accounts.filter(({ account }) => options.account?.includes(account) ?? true),
  };
  write(shown, options, terminal);
  const gaps = shown.unseen.filter(
    ({ reason, api }) => notReadable.includes(reason) && !(api !== null && acceptedApis.includes(api)),
  );
  const where = isFile(options.output) ? `; wrote ${options.output}` : '';
  terminal.stderr(`headroom: ${inOneLine(shown, gaps.length)}${where}\n`);
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

function write(plan: RevertPlan, { format, output }: RevertOptions, terminal: Terminal): void {
  const text = format === 'json' ? renderRevertJson(plan) : renderRevertScript(plan);
  if (isFile(output)) writeFile(resolve(terminal.cwd, output), text);
  else for (const chunk of text) terminal.stdout(chunk);
}

const isFile = (output: string | undefined): output is string => output !== undefined && output !== '-';

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
