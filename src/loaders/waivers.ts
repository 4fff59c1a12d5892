import { DateTime } from 'luxon';
import { type Waiver, WaiverFile } from '../model/policy.ts';
import { usageErrorOf } from '../model/usage-error.ts';
import type { PolicyContext } from './known-names.ts';
import { checkMatch, checkNameGlob, type Finding } from './policy-checks.ts';
import type { Path } from './schema-problems.ts';
import { loadYaml, validateYaml, yamlPosition, yamlProblem } from './yaml-document.ts';

/** Longest time that a waiver may run, in days: after that somebody looks again. */
const longestWaiverDays = 180;

export interface WaiverContext extends PolicyContext {
  /** IANA time zone in which the last day of a waiver ends. */
  timezone: string;
}

export interface LoadedWaivers {
  waivers: Waiver[];
  path: string;
  /** Line of each waiver, in the order of `waivers`. */
  lines: number[];
}

/** Reads waivers.yaml. Expired waivers are fine here: they waive nothing, and the report has notices about them. */
export function loadWaivers(path: string, context: WaiverContext): LoadedWaivers {
  const source = loadYaml(path, 'waiver file');
  const { waivers } = validateYaml({ ...source, value: source.value ?? {} }, WaiverFile);
  const findings = checkWaivers(waivers, context, ['waivers']);
  if (findings.length > 0) {
    throw usageErrorOf(findings.map((found) => yamlProblem(source, found.path, found.message, found.at)));
  }
  const lines = waivers.map((_, index) => yamlPosition(source, ['waivers', index]).line);
  return { waivers, path, lines };
}

/** What the schema cannot see in waivers: the rule, the match, and how far ahead they reach. */
export function checkWaivers(waivers: readonly Waiver[], context: WaiverContext, path: Path): Finding[] {
  const ids = context.rules.map(({ id }) => id);
  const latest = latestExpiry(context);
  return waivers.flatMap((waiver, index) => {
    const findings = checkNameGlob(waiver.rule, ids, 'rule', [...path, index, 'rule']);
    findings.push(...checkMatch(waiver.match, context, [...path, index, 'match']));
    if (waiver.expires > latest) {
      const message = `a waiver may run for ${longestWaiverDays} days, until ${latest} (counted from the instant of judgement); found "${waiver.expires}"`;
      findings.push({ path: [...path, index, 'expires'], message });
    }
    return findings;
  });
}

/** Last day that a waiver may name, as YYYY-MM-DD. */
function latestExpiry({ now, timezone }: WaiverContext): string {
  const today = DateTime.fromMillis(now, { zone: timezone });
  return today.plus({ days: longestWaiverDays }).toFormat('yyyy-MM-dd', { locale: 'en-US' });
}
