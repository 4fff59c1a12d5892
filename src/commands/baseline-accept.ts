import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Acceptance, accept } from '../evaluator/drift/accept.ts';
import { acceptedGapsOf } from '../evaluator/notices.ts';
import { loadSnapshot } from '../loaders/snapshot.ts';
import { writeSnapshot } from '../loaders/snapshot-text.ts';
import { writeFile } from '../loaders/write-file.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { AcceptedGap } from '../model/report.ts';
import { notReadable, type Snapshot } from '../model/snapshot.ts';
import { tool } from '../model/tool.ts';
import { UsageError } from '../model/usage-error.ts';
import { renderAcceptance } from '../reporters/acceptance.ts';
import { plural } from '../reporters/outcome-text.ts';
import { readBaseline } from './baseline.ts';
import { isChosen, refuseEmptyChoice } from './choice.ts';
import { chooseRegions, type PolicyOptions, readPolicy, readRules } from './inputs.ts';
import { type LiveOptions, readLive } from './live.ts';
import { noteAge } from './snapshot-age.ts';
import type { Terminal } from './terminal.ts';

export interface AcceptOptions extends PolicyOptions, Omit<LiveOptions, 'regions'> {
  snapshot?: string;
  baseline: string;
  region?: string[];
  only?: string[];
  allowIncomplete?: boolean;
}

/** Writes what an account holds as the approved snapshot, or takes a part of it over, and tells what that approves. */
export async function acceptBaseline(options: AcceptOptions, terminal: Terminal): Promise<number> {
  const path = resolve(terminal.cwd, options.baseline);
  const before = existsSync(path) ? readBaseline(options.baseline, terminal) : null;
  if (options.only?.length && before === null) {
    throw new UsageError(
      `${options.baseline}: there is no baseline yet, of which --only could take a part over; accept the whole first, without --only`,
    );
  }
  const saved = options.snapshot === undefined ? null : loadSnapshot(resolve(terminal.cwd, options.snapshot));
  if (saved !== null && options.region?.length) {
    throw new UsageError('--region chooses what to read from AWS; with --snapshot nothing is read');
  }
  if (saved !== null && saved.source !== 'aws') {
    throw new UsageError(`${options.snapshot}: expected a snapshot of an account; this one is of a ${saved.source}`);
  }
  const { all } = readRules({}, terminal);
  const { policy } = readPolicy(options, all, Date.parse(saved?.takenAt ?? '') || terminal.now(), terminal);
  const regions = () => chooseRegions(options.region, policy.regions, terminal);
  const snapshot = saved ?? (await readLive({ ...options, regions: regions() }, terminal));
  if (saved) noteAge(saved, undefined, terminal, 'what changed since then is not approved');
  refuseEmptyChoice(options.only, [before, snapshot]);
  if (!options.allowIncomplete) refuseIncomplete(snapshot, acceptedGapsOf(snapshot, policy, terminal.now()).accepted);
  const accepted = accept({
    before,
    snapshot,
    policy,
    tool,
    chosen: options.only?.length ? (resource) => isChosen(resource, options.only) : null,
  });
  return finish({ ...accepted, isFirst: before === null }, path, options, terminal);
}

function finish(
  { baseline, changes, isFirst }: Acceptance & { isFirst: boolean },
  path: string,
  options: AcceptOptions,
  terminal: Terminal,
): number {
  if (baseline === null) {
    terminal.stderr(`headroom: nothing to accept: ${options.baseline} already holds what the account held\n`);
    return exitCodes.clean;
  }
  writeFile(path, writeSnapshot(baseline));
  for (const line of renderAcceptance(changes)) terminal.stdout(`${line}\n`);
  const what = isFirst ? 'wrote a first baseline' : `accepted ${plural(changes.length, 'change')}`;
  const holds = plural(baseline.resources.length, 'resource');
  const old =
    isFirst || changes.length > 0 ? '' : '; tags, states or what this version records differ, no configuration does';
  terminal.stderr(`headroom: ${what} into ${options.baseline}, which holds ${holds}${old}\n`);
  return exitCodes.clean;
}

/** What was not seen would be called new, or gone, in every comparison to come. */
function refuseIncomplete({ coverage }: Snapshot, accepted: readonly AcceptedGap[]): void {
  const gaps = coverage.filter(
    ({ status, api }) => notReadable.includes(status) && !accepted.some((gap) => gap.api === api),
  );
  if (gaps.length === 0) return;
  const lines = gaps.map(({ api, account, region, status }) => `  ${api} in ${account}/${region}: ${status}`);
  throw new UsageError(
    [
      'this snapshot is not complete, and what was not seen cannot be approved:',
      ...lines,
      'Allow what is denied (headroom iam-policy) and read again, or approve the rest with --allow-incomplete',
    ].join('\n'),
  );
}
