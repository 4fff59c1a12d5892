import type { Workload } from '../model/policy.ts';
import { severityRank } from '../model/severity.ts';
import type { Verdict } from './judge.ts';

/** Gravest severity of what rests on a baseline that nobody reviewed: a live value cannot prove that another one is wrong. */
const gravest = 'medium';

/** A workload that tells whether its baseline was read; only drafts are watched. */
export function watchBaseline(workload: Workload | null): {
  workload: Workload | null;
  isDraft: boolean;
  wasRead(): boolean;
} {
  if (workload?.baseline?.reviewed !== false) return { workload, isDraft: false, wasRead: () => false };
  const { baseline } = workload;
  let read = false;
  const watched = Object.defineProperty({ ...workload }, 'baseline', {
    enumerable: true,
    get() {
      read = true;
      return baseline;
    },
  });
  return { workload: watched, isDraft: true, wasRead: () => read };
}

/** The verdict with a note, and no graver than a draft can prove. */
export function provisional(verdict: Verdict, workload: Workload | null): Verdict {
  const { severity, notes } = verdict;
  const note = `Provisional: the baseline of workload ${workload?.name} was drafted from what was found, and nobody has reviewed it.`;
  return {
    ...verdict,
    severity: severityRank(severity) > severityRank(gravest) ? gravest : severity,
    notes: [...notes, note],
  };
}
