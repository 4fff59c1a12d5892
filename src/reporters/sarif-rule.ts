import type { ReportingDescriptor, Result as SarifResult } from 'sarif';
import type { Report, Result, RuleSummary } from '../model/report.ts';
import { atOrAbove, type Severity } from '../model/severity.ts';
import { clean } from './text-safety.ts';

/** Most characters that GitHub takes of a rule's texts, and of its name. */
const mostText = 1_024;
const mostName = 255;

export function levelOf(severity: Severity): NonNullable<SarifResult['level']> {
  if (atOrAbove(severity, 'high')) return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

/** All rules of the report, so that GitHub can tell "fixed" from "no longer checked"; and where each one stands. */
export function describeRules(
  report: Report,
  results: readonly Result[],
): { rules: ReportingDescriptor[]; indexOf: ReadonlyMap<string, number> } {
  const rules = new Map<string, ReportingDescriptor>();
  for (const rule of report.rules) rules.set(rule.id, describeRule(rule));
  for (const { rule, severity } of results) {
    if (!rules.has(rule)) rules.set(rule, describeRule({ id: rule, title: rule, severity }));
  }
  return { rules: [...rules.values()], indexOf: new Map([...rules.keys()].map((id, index) => [id, index])) };
}

type RuleText = Pick<RuleSummary, 'id' | 'title' | 'severity' | 'rationale' | 'references' | 'remediation'>;

/** Quality, not security: no `security-severity`, which would move the alerts to another list. */
function describeRule({ id, title, severity, rationale, references, remediation }: RuleText): ReportingDescriptor {
  const level = levelOf(severity);
  const links = (references ?? []).filter((url) => /^https:\/\/[!-~]+$/.test(url));
  const help = [remediation ?? title, ...links.map((url) => `See ${url}`)].join('\n');
  return {
    id,
    name: limit(id, mostName),
    shortDescription: { text: limit(title || id, mostText) },
    fullDescription: { text: limit(rationale || title || id, mostText) },
    help: { text: limitLines(help || id, mostText) },
    ...(links[0] === undefined ? {} : { helpUri: links[0] }),
    defaultConfiguration: { level },
    properties: {
      tags: ['aws', 'capacity', id.split('-')[0] ?? 'aws'].filter(
        (tag, index, all) => tag && all.indexOf(tag) === index,
      ),
      precision: 'very-high',
      'problem.severity': level === 'note' ? 'recommendation' : level,
    },
  };
}

function limit(text: string, most: number): string {
  const safe = clean(text).trim() || '-';
  return safe.length <= most ? safe : `${clean(safe.slice(0, most - 2))}…`;
}

function limitLines(text: string, most: number): string {
  const safe = text.split('\n').map(clean).join('\n').trim() || '-';
  return safe.length <= most ? safe : `${safe.slice(0, most - 2)}…`;
}
