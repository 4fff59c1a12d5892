import type { Report } from '../model/report.ts';
import { compareText, notReadable } from '../model/snapshot.ts';
import { placeText } from './finding-text.ts';
import { isUnseen } from './outcome-text.ts';
import { clean } from './text-safety.ts';
import { acceptedGap, isAccepted } from './unseen.ts';

/** A scope that was not seen whole: uploading it would close alerts that are still true. */
export interface SkippedScope {
  account: string;
  region: string;
  /** One sentence for people. */
  reason: string;
}

/** An account and region of the report, with what GitHub tells its uploads apart by. */
export interface ReportScope {
  account: string;
  region: string;
  /** `automationDetails.id`; ends with a slash, or GitHub would take the last part for a run id. */
  category: string;
  fileName: string;
}

/** The scopes of a report: those seen whole, and those where an unseen part could pass for something fixed. */
export function listScopes(report: Report): { complete: ReportScope[]; skipped: SkippedScope[] } {
  const gaps = gapsByScope(report);
  const taken = new Set<string>();
  const complete: ReportScope[] = [];
  const skipped: SkippedScope[] = [];
  for (const { account, region } of distinctScopes(report)) {
    const apis = gaps.get(scopeKey(account, region));
    const name = distinctName([profileOf(report), account, region], taken);
    if (apis === undefined) {
      complete.push({
        account,
        region,
        category: `headroom/${name.join('/')}/`,
        fileName: `headroom-${name.join('-')}.sarif`,
      });
    } else {
      const list = [...apis].sort(compareText).map(clean).join(', ');
      skipped.push({ account, region, reason: `${placeText({ account, region })} was not seen whole: ${list}.` });
    }
  }
  return { complete, skipped };
}

/** Scopes that were looked at, and any other that a result names; sorted. */
function distinctScopes(report: Report): { account: string; region: string }[] {
  const scopes = new Map<string, { account: string; region: string }>();
  for (const { account, region } of [...report.snapshot.scopes, ...report.results.map(({ subject }) => subject)]) {
    scopes.set(scopeKey(account, region), { account, region });
  }
  return [...scopes.values()].sort((a, b) => compareText(a.account, b.account) || compareText(a.region, b.region));
}

/** APIs that were not readable, by scope. An accepted gap was never seen, so that nothing of it can seem fixed. */
function gapsByScope(report: Report): Map<string, Set<string>> {
  const gaps = new Map<string, Set<string>>();
  const add = (account: string, region: string, api: string) => {
    const key = scopeKey(account, region);
    gaps.set(key, (gaps.get(key) ?? new Set()).add(api));
  };
  for (const { account, region, api, status } of report.coverage) {
    if (notReadable.includes(status) && acceptedGap(report, api) === null) add(account, region, `${api} ${status}`);
  }
  for (const result of report.results) {
    if (!isUnseen(result) || isAccepted(result, report)) continue;
    for (const { api, fact, reason } of result.unknownBecause ?? []) {
      if (notReadable.includes(reason)) add(result.subject.account, result.subject.region, `${api ?? fact} ${reason}`);
    }
  }
  return gaps;
}

/** Name of the rule set without its hash: a category must stay when a rule changes. */
function profileOf(report: Report): string {
  return /^[A-Za-z0-9._-]+/.exec(report.run.ruleSet)?.[0] ?? 'default';
}

/** GitHub turns all but letters and digits into `_`; two scopes that it could not tell apart get a number. */
function distinctName(parts: readonly string[], taken: Set<string>): string[] {
  const safe = parts.map((part) => part.replace(/[^A-Za-z0-9-]+/g, '-') || '-');
  const keyOf = (names: readonly string[]) =>
    names
      .join('/')
      .replace(/[^A-Za-z0-9]/g, '_')
      .toLowerCase();
  let name = safe;
  for (let number = 2; taken.has(keyOf(name)); number++) name = [...safe.slice(0, -1), `${safe.at(-1)}-${number}`];
  taken.add(keyOf(name));
  return name;
}

/** What tells scopes apart inside one report. */
export function scopeKey(account: string, region: string): string {
  return JSON.stringify([account, region]);
}
