import type { OverrideEntry } from '../../model/override.ts';
import { compareText } from '../../model/snapshot.ts';
import type { Drafted } from './entry.ts';

/** What one principal changes within this time belongs together. */
const togetherMs = 30 * 60_000;

/** The entries, with a group for those that one principal of an account began within 30 minutes of the first. */
export function grouped(drafts: readonly Drafted[]): OverrideEntry[] {
  const dated = drafts
    .flatMap(({ entry, begunAt }) => (entry.by === null || begunAt === null ? [] : [{ entry, by: entry.by, begunAt }]))
    .sort(
      (a, b) =>
        compareText(whose(a), whose(b)) ||
        a.begunAt - b.begunAt ||
        compareText(a.entry.fingerprint, b.entry.fingerprint),
    );
  const groups = new Map<OverrideEntry, string>();
  let members: typeof dated = [];
  const close = () => {
    const [first] = members;
    if (!first || members.length < 2) return;
    for (const { entry } of members) groups.set(entry, `${first.by}, ${new Date(first.begunAt).toISOString()}`);
  };
  for (const one of dated) {
    const [first] = members;
    if (first && whose(first) === whose(one) && one.begunAt - first.begunAt <= togetherMs) members.push(one);
    else {
      close();
      members = [one];
    }
  }
  close();
  return drafts.map(({ entry }) => ({ ...entry, group: groups.get(entry) ?? null }));
}

const whose = ({ entry, by }: { entry: OverrideEntry; by: string }) => `${entry.subject.account}\u0000${by}`;
