import { IANAZone } from 'luxon';
import picomatch from 'picomatch';
import { nameHint, nearestName } from '../model/nearest-name.ts';
import type { Match } from '../model/policy.ts';
import type { Rule } from '../model/rule.ts';
import type { Json } from '../model/snapshot.ts';
import { awsRegions, type KnownNames } from './known-names.ts';
import { describeValue, type Path } from './schema-problems.ts';

/** A mistake that the schema cannot see. */
export interface Finding {
  path: Path;
  at?: 'key' | 'value';
  message: string;
}

export function checkTimezone(timezone: string, path: Path): Finding[] {
  // Offsets such as +09:00 are zones for newer versions of Node only, so they are refused everywhere.
  if (/^[A-Za-z]/.test(timezone) && IANAZone.isValidZone(timezone)) return [];
  const nearest = nearestName(timezone, Intl.supportedValuesOf('timeZone'));
  const hint = nearest === null ? '; expected an IANA name such as Asia/Tokyo' : `; did you mean "${nearest}"?`;
  return [{ path, message: `unknown time zone "${timezone}"${hint}` }];
}

/**
 * `us-east-1`, `us-gov-west-1`, and `eusc-de-east-1` of the European Sovereign Cloud. New regions are accepted, but only in
 * words that AWS uses: a misspelt name would otherwise be found out by every call failing.
 */
const regionShape = /^([a-z]{2}|eusc)(-[a-z]+)?-((north|south)?(east|west)|north|south|central)-\d$/;

export function checkRegion(region: string, path: Path): Finding[] {
  if (regionShape.test(region)) return [];
  const nearest = nearestName(region, awsRegions);
  const hint = nearest === null ? '; expected a region such as eu-central-1' : `; did you mean "${nearest}"?`;
  return [{ path, message: `"${region}" is not an AWS region${hint}` }];
}

/** Compiles a glob; the message says what is wrong when it cannot be compiled. */
function compileGlob(glob: string): ((text: string) => boolean) | string {
  if (glob === '') return 'expected a glob; found empty text';
  try {
    const matches = picomatch(glob, { bash: true, dot: true, nonegate: true, strictBrackets: true });
    return (text) => matches(text);
  } catch (error) {
    return `"${glob}" is not a glob: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export function checkGlob(glob: string, path: Path): Finding[] {
  const compiled = compileGlob(glob);
  return typeof compiled === 'string' ? [{ path, message: compiled }] : [];
}

/** A glob that must match at least one of the names; `what` says in words what they are. */
export function checkNameGlob(glob: string, names: readonly string[], what: string, path: Path): Finding[] {
  const compiled = compileGlob(glob);
  if (typeof compiled === 'string') return [{ path, message: compiled }];
  if (names.some((name) => compiled(name))) return [];
  const wild = picomatch.scan(glob).isGlob;
  return [
    { path, message: wild ? `"${glob}" matches no ${what}` : `unknown ${what} "${glob}"${nameHint(glob, names)}` },
  ];
}

export function checkMatch(match: Match, known: Pick<KnownNames, 'kinds'>, path: Path): Finding[] {
  const findings: Finding[] = [];
  if (match.kind !== undefined) findings.push(...checkNameGlob(match.kind, known.kinds, 'kind', [...path, 'kind']));
  for (const member of ['name', 'account', 'region'] as const) {
    const glob = match[member];
    if (glob !== undefined) findings.push(...checkGlob(glob, [...path, member]));
  }
  const { account, region } = match;
  if (region !== undefined && /^[\w-]+$/.test(region) && region !== 'global')
    findings.push(...checkRegion(region, [...path, 'region']));
  if (account !== undefined && /^[\w-]+$/.test(account) && !/^\d{12}$/.test(account) && account !== 'unknown')
    findings.push({ path: [...path, 'account'], message: `expected twelve digits or a glob; found "${account}"` });
  for (const [key, glob] of Object.entries(match.tags ?? {})) findings.push(...checkGlob(glob, [...path, 'tags', key]));
  return findings;
}

/** Rule ids as keys: each must name a rule. */
export function checkRuleKeys(entries: object, rules: readonly Rule[], path: Path): Finding[] {
  const ids = rules.map(({ id }) => id);
  return Object.keys(entries)
    .filter((id) => !ids.includes(id))
    .map((id) => ({ path: [...path, id], at: 'key', message: `unknown rule "${id}"${nameHint(id, ids)}` }));
}

/** Parameters by rule: rule and parameter must exist, and the value must have the type of the default. */
export function checkParameters(
  parameters: Record<string, Record<string, Json>>,
  rules: readonly Rule[],
  path: Path,
): Finding[] {
  const findings = checkRuleKeys(parameters, rules, path);
  for (const rule of rules) {
    const given = Object.hasOwn(parameters, rule.id) ? (parameters[rule.id] ?? {}) : {};
    for (const [name, value] of Object.entries(given)) {
      findings.push(...checkParameter(rule, name, value, [...path, rule.id, name]));
    }
  }
  return findings;
}

function checkParameter(rule: Rule, name: string, value: Json, path: Path): Finding[] {
  const parameter = Object.hasOwn(rule.parameters, name) ? rule.parameters[name] : undefined;
  if (parameter === undefined) {
    const names = Object.keys(rule.parameters);
    const hint = names.length === 0 ? '; it has none' : nameHint(name, names);
    return [{ path, at: 'key', message: `rule "${rule.id}" has no parameter "${name}"${hint}` }];
  }
  const expected = typeWords(parameter.default);
  if (parameter.default === null || typeWords(value) === expected) return [];
  const unit = parameter.unit === undefined ? '' : ` (${parameter.unit})`;
  return [{ path, message: `expected ${expected}${unit} for "${name}"; found ${describeValue(value)}` }];
}

function typeWords(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const kinds = [...new Set(value.map(typeWords))];
    return kinds.length === 1 ? `a list, each entry ${kinds[0]}` : 'a list';
  }
  const words = { string: 'text', number: 'a number', boolean: 'true or false', object: 'a mapping' };
  return words[typeof value as keyof typeof words];
}
