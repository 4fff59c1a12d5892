import { globMatches } from '../evaluator/match.ts';
import { nameHint } from '../model/nearest-name.ts';
import type { Policy } from '../model/policy.ts';
import { compareText, type Snapshot } from '../model/snapshot.ts';
import { UsageError } from '../model/usage-error.ts';

/** What a command is narrowed to by --only, --owner and --account. A choice of nothing would read as "nothing to do". */

interface Named {
  kind: string;
  name: string;
  key: string | null;
}

/** Whether --only names it: by kind, name, key or kind/name. Everything without --only. */
export function isChosen({ kind, name, key }: Named, only: readonly string[] | undefined): boolean {
  if (!only?.length) return true;
  const names = [kind, name, key ?? name, `${kind}/${name}`];
  return only.some((glob) => names.some((one) => globMatches(glob, one)));
}

/** Refuses a glob of --only that matches nothing of the snapshots. */
export function refuseEmptyChoice(only: readonly string[] | undefined, snapshots: readonly (Snapshot | null)[]): void {
  const resources = snapshots.flatMap((snapshot) => snapshot?.resources ?? []);
  const empty = only?.find((glob) => !resources.some((resource) => isChosen(resource, [glob])));
  if (empty === undefined) return;
  const where = snapshots.length > 1 ? 'neither the baseline nor the snapshot holds' : 'the snapshot does not hold';
  throw new UsageError(
    `--only ${empty}: ${where} such a resource; expected a glob such as 'service/shop/*' or 'dynamodb-table/*'`,
  );
}

/** Refuses an owner that no workload of the policy has. */
export function refuseUnknownOwner(owner: string | undefined, { workloads }: Policy): void {
  const owners = [...new Set(workloads.flatMap((workload) => workload.owner ?? []))].sort(compareText);
  if (owner === undefined || owners.includes(owner)) return;
  const known = owners.length > 0 ? `it names ${owners.join(', ')}` : 'it names none';
  throw new UsageError(`--owner ${owner}: no workload of the policy has that owner; ${known}`);
}

/** Refuses an account that the snapshot does not hold. */
export function refuseUnknownAccount(accounts: readonly string[] | undefined, { scopes }: Snapshot): void {
  const held = [...new Set(scopes.map(({ account }) => account))].sort(compareText);
  const strange = accounts?.find((one) => !held.includes(one));
  if (strange === undefined) return;
  const hint = held.length > 1 ? nameHint(strange, held) : '';
  throw new UsageError(`--account ${strange}: the snapshot holds ${held.join(', ')}${hint}`);
}
