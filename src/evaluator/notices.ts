import { DateTime } from 'luxon';
import type { Policy } from '../model/policy.ts';
import type { AcceptedGap, Notice } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { compareText, type Snapshot } from '../model/snapshot.ts';
import { costNotices } from './cost-bill.ts';
import { globMatches } from './match.ts';

const oldHours = 24;

/** What a reader should know beside the results. */
export function noticesOf(
  snapshot: Snapshot,
  policy: Policy,
  hasPolicy: boolean,
  rules: Rule[],
  now: number,
): Notice[] {
  return [
    ...policyNotice(rules, policy, hasPolicy),
    ...draftNotice(policy),
    ...ageNotice(snapshot, now),
    ...regionNotice(snapshot),
    ...costNotices(snapshot),
  ];
}

function policyNotice(rules: Rule[], policy: Policy, hasPolicy: boolean): Notice[] {
  const waiting = rules.filter((rule) => rule.needs.includes('policy')).length;
  if (policy.workloads.length > 0 || waiting === 0) return [];
  const why = hasPolicy ? 'The policy declares no workloads' : 'No policy was given';
  return [
    {
      code: 'policy-missing',
      message: `${why}: ${waiting} of ${rules.length} rules wait for one. Draft one with headroom init --from-snapshot FILE, or write headroom.yaml (docs/policy.md).`,
    },
  ];
}

function draftNotice({ workloads }: Policy): Notice[] {
  const drafts = workloads.filter(({ baseline }) => baseline?.reviewed === false).length;
  if (drafts === 0) return [];
  const what = drafts === 1 ? 'baseline was' : 'baselines were';
  return [
    {
      code: 'policy-unreviewed',
      message: `${drafts} ${what} drafted from what was found and not reviewed: results that rest on them, passed ones too, are provisional, and medium at most. Correct them in headroom.yaml and say reviewed: true.`,
    },
  ];
}

function ageNotice(snapshot: Snapshot, now: number): Notice[] {
  const hours = Math.floor((now - Date.parse(snapshot.takenAt)) / 3_600_000);
  if (hours < oldHours) return [];
  return [{ code: 'snapshot-old', message: `The snapshot was taken ${hours} hours before the instant of judgement.` }];
}

function regionNotice(snapshot: Snapshot): Notice[] {
  const regions = [...new Set(snapshot.scopes.map((scope) => scope.region))].filter((region) => region !== 'global');
  if (snapshot.source !== 'aws' || regions.length === 0) return [];
  return [
    {
      code: 'regions-not-audited',
      message: `Looked at ${regions.sort().join(', ')}; every other region was not looked at.`,
    },
  ];
}

/** APIs whose gaps the policy accepts today, one entry an API; and notices of acceptances that ended. */
export function acceptedGapsOf(
  snapshot: Snapshot,
  policy: Policy,
  now: number,
): { accepted: AcceptedGap[]; notices: Notice[] } {
  const apis = [...new Set(snapshot.coverage.map((entry) => entry.api))].sort(compareText);
  const ended = policy.acceptedGaps.filter(
    (gap) => DateTime.fromISO(gap.expires, { zone: policy.timezone }).endOf('day').toMillis() < now,
  );
  const inForce = policy.acceptedGaps.filter((gap) => !ended.includes(gap));
  return {
    accepted: apis.flatMap((api) => {
      const gap = inForce.find((one) => globMatches(one.api, api));
      return gap ? [{ ...gap, api }] : [];
    }),
    notices: ended.map((gap) => ({
      code: 'accepted-gap-expired',
      message: `The accepted gap ${gap.api} (${gap.owner}: ${gap.reason}) expired on ${gap.expires}; it counts again.`,
    })),
  };
}
