import { nearestName } from '../model/nearest-name.ts';
import { type Condition, subjectKinds as kindsOfRule, type Leaf, type Rule } from '../model/rule.ts';
import type { Json } from '../model/snapshot.ts';
import { commonFacts, tagFact } from './common-facts.ts';
import { isNumeric } from './comparison.ts';
import { isReference } from './condition.ts';
import type { FactDefinition, FactType, SubjectKind } from './subject.ts';
import { subjectKinds } from './subjects.ts';

/** Something wrong in a rule, with the path to it. */
export interface RuleProblem {
  path: (string | number)[];
  message: string;
}

const paramPrefix = 'param.';

/** Definition of a fact for a kind of subject; undefined when it has no such fact. */
export function factDefinition(kind: SubjectKind, name: string): FactDefinition | undefined {
  if (Object.hasOwn(kind.facts, name)) return kind.facts[name];
  if (Object.hasOwn(commonFacts, name)) return commonFacts[name];
  return tagFact(name);
}

/** Names of the facts of a kind, its own and those of every subject. */
function factNames(kind: SubjectKind): string[] {
  return [...Object.keys(kind.facts), ...Object.keys(commonFacts)].sort();
}

/** Checks what a schema cannot: kinds, facts, parameters and the types that operators compare. */
export function checkRule(rule: Rule): RuleProblem[] {
  const kinds = kindsOfRule(rule);
  const problems: RuleProblem[] = kinds
    .filter((kind) => !subjectKinds.has(kind))
    .map((kind) => ({ path: ['subject'], message: unknownName('subject kind', kind, [...subjectKinds.keys()]) }));
  if (problems.length > 0) return problems;
  for (const { condition, path } of conditionsOf(rule)) {
    walk(condition, path, (leaf, at) => problems.push(...checkLeaf(rule, leaf, at)));
  }
  for (const { text, path } of templatesOf(rule)) {
    for (const name of placeholders(text)) problems.push(...checkName(rule, name, path).slice(0, 1));
  }
  return problems;
}

function conditionsOf(rule: Rule): { condition: Condition; path: (string | number)[] }[] {
  const escalations = typeof rule.severity === 'string' ? [] : rule.severity.escalate;
  return [
    ...(rule.when ? [{ condition: rule.when, path: ['when'] }] : []),
    { condition: rule.require, path: ['require'] },
    ...escalations.map((one, index) => ({ condition: one.when, path: ['severity', 'escalate', index, 'when'] })),
  ];
}

function walk(
  condition: Condition,
  path: (string | number)[],
  visit: (leaf: Leaf, path: (string | number)[]) => void,
): void {
  if ('not' in condition) {
    walk(condition.not, [...path, 'not'], visit);
  } else if ('fact' in condition) {
    visit(condition, path);
  } else {
    const [form, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
    for (const [index, part] of parts.entries()) walk(part, [...path, form, index], visit);
  }
}

function checkLeaf(rule: Rule, leaf: Leaf, path: (string | number)[]): RuleProblem[] {
  const problems = checkName(rule, leaf.fact, [...path, 'fact']);
  if (isReference(leaf.value)) problems.push(...checkName(rule, leaf.value.fact, [...path, 'value', 'fact']));
  if (problems.length > 0) return problems;
  const left = typeOfName(rule, leaf.fact);
  const right = isReference(leaf.value) ? typeOfName(rule, leaf.value.fact) : typeOfValue(leaf.value as Json);
  if (isNumeric(leaf.operator) && (left !== 'number' || right !== 'number')) {
    return [{ path, message: `${leaf.operator} compares numbers; found ${left ?? 'null'} and ${right ?? 'null'}` }];
  }
  if ((leaf.operator === 'in' || leaf.operator === 'notIn') && right !== 'list') {
    return [{ path, message: `${leaf.operator} needs a list on the right; found ${right ?? 'null'}` }];
  }
  if ((leaf.operator === 'contains' || leaf.operator === 'doesNotContain') && left !== 'list') {
    return [{ path, message: `${leaf.operator} needs a list on the left; found ${left ?? 'null'}` }];
  }
  if (
    (leaf.operator === 'equal' || leaf.operator === 'notEqual') &&
    right !== null &&
    left !== null &&
    left !== right
  ) {
    return [{ path, message: `${leaf.fact} is a ${left}; comparing it with a ${right} would never be equal` }];
  }
  return [];
}

/** The fact must exist for every kind that the rule judges, with the parameters that its arithmetic needs. */
function checkName(rule: Rule, name: string, path: (string | number)[]): RuleProblem[] {
  if (name.startsWith(paramPrefix)) return checkParameter(rule, name.slice(paramPrefix.length), path);
  return kindsOfRule(rule).flatMap((kindName) => {
    const kind = subjectKinds.get(kindName);
    if (!kind) return [];
    const fact = factDefinition(kind, name);
    if (!fact) return [{ path, message: unknownName(`fact of ${kindName}`, name, factNames(kind)) }];
    return (fact.parameters ?? []).flatMap((parameter) => checkParameter(rule, parameter, path, `${name} needs `));
  });
}

function checkParameter(rule: Rule, name: string, path: (string | number)[], why = ''): RuleProblem[] {
  if (Object.hasOwn(rule.parameters, name)) return [];
  return [{ path, message: `${why}${unknownName('parameter', name, Object.keys(rule.parameters))}` }];
}

function typeOfName(rule: Rule, name: string): FactType | null {
  if (name.startsWith(paramPrefix))
    return typeOfValue(rule.parameters[name.slice(paramPrefix.length)]?.default ?? null);
  const kind = subjectKinds.get(kindsOfRule(rule)[0] ?? '');
  return (kind && factDefinition(kind, name)?.type) ?? null;
}

function typeOfValue(value: Json): FactType | null {
  if (value === null) return null;
  if (Array.isArray(value)) return 'list';
  return typeof value as FactType;
}

function unknownName(what: string, name: string, known: string[]): string {
  const near = nearestName(name, known);
  return `unknown ${what} "${name}"${near ? `; did you mean "${near}"?` : known.length > 0 ? `; known: ${known.slice(0, 40).join(', ')}` : ''}`;
}

/** Every text of a rule that may hold {fact} placeholders. */
function templatesOf(rule: Rule): { text: string; path: (string | number)[] }[] {
  const { commands, undo, caveats, summary } = rule.remediation;
  const words = [...commands, ...undo].flatMap((command, index) =>
    command.map((word) => ({
      text: typeof word === 'string' ? word : JSON.stringify(word),
      path: ['remediation', 'commands', index],
    })),
  );
  return [
    ...(rule.message === undefined ? [] : [{ text: rule.message, path: ['message'] }]),
    { text: summary, path: ['remediation', 'summary'] },
    ...caveats.map((text, index) => ({ text, path: ['remediation', 'caveats', index] })),
    ...words,
  ];
}

/** Names inside {…}: a fact or parameter, with an optional unit after a blank. JSON braces are no placeholders. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(placeholder)].map((found) => found[1] ?? '');
}

/** {fact} or {fact unit}: the unit is printed behind the value. */
export const placeholder = /\{([A-Za-z][\w.-]*)(?: ([^{}"]+))?\}/g;
