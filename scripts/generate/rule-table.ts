import { basename, dirname } from 'node:path';
import type { RuleFile } from '../../src/loaders/rules.ts';
import { defaultSeverity, type Rule, subjectKinds } from '../../src/model/rule.ts';
import { compareText } from '../../src/model/snapshot.ts';
import { code, fenced, generatedNote, listed, page, prose, table } from './markdown.ts';
import { conditionWords } from './words.ts';

const groupTitles: Record<string, string> = {
  autoscaling: 'Application Auto Scaling',
  cost: 'Cost',
  dynamodb: 'DynamoDB',
  ecs: 'ECS',
  elasticache: 'ElastiCache',
  events: 'Events',
  lambda: 'Lambda',
  opensearch: 'OpenSearch Serverless',
  overrides: 'Overrides',
  rds: 'RDS',
};

const needTexts: Record<Rule['needs'][number], string> = {
  policy: 'the policy',
  metrics: 'metrics',
  trail: 'the trail',
  baseline: 'a baseline',
  events: 'the event calendar',
};

/** What the rule waits for, in words; empty when it needs nothing. */
export function needsWords(rule: Rule): string {
  return listed(rule.needs.map((need) => needTexts[need]));
}

/** The severity with its escalations; the first that is true decides. */
export function severityWords(rule: Rule): string {
  if (typeof rule.severity === 'string') return rule.severity;
  const escalations = rule.severity.escalate.map(({ when, to }) => `${to} where ${conditionWords(when, rule)}`);
  return [...escalations, rule.severity.default].join('; else ');
}

/** docs/rules/README.md: every rule, by group. */
export function ruleIndex(files: readonly RuleFile[]): string {
  return page([
    generatedNote,
    '# Rules',
    `${files.length} rules. A severity with an arrow rises (or falls) to another one under a condition that the rule's page names.`,
    ...byGroup(files).flatMap(([group, rules]) => [
      `## ${groupTitles[group] ?? group}`,
      table(
        ['rule', 'severity', 'problem', 'judges', 'needs'],
        rules.map((rule) => [
          `[${rule.id}](${rule.id}.md)`,
          shortSeverity(rule),
          prose(rule.title),
          subjectKinds(rule).map(code).join(', '),
          needsWords(rule),
        ]),
      ),
    ]),
    'Try them, and rules of your own beside them:',
    fenced('sh', 'headroom rules list\nheadroom rules show ecs-service-not-scaled\nheadroom rules test my-rules/'),
  ]);
}

/** The table of the README. */
export function readmeRules(files: readonly RuleFile[]): string {
  const rows = byGroup(files).flatMap(([group, rules]) =>
    rules.map((rule, index) => [
      index === 0 ? (groupTitles[group] ?? group) : '',
      `[${rule.id}](docs/rules/${rule.id}.md)`,
      shortSeverity(rule),
      prose(rule.title),
    ]),
  );
  return table(['', 'rule', 'severity', 'problem'], rows);
}

function shortSeverity(rule: Rule): string {
  if (typeof rule.severity === 'string') return rule.severity;
  const others = [...new Set(rule.severity.escalate.map(({ to }) => to))];
  return `${defaultSeverity(rule)} → ${others.join(', ')}`;
}

function byGroup(files: readonly RuleFile[]): [string, Rule[]][] {
  const groups = new Map<string, Rule[]>();
  for (const { rule, file } of files) {
    const group = basename(dirname(file));
    groups.set(group, [...(groups.get(group) ?? []), rule]);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b));
}
