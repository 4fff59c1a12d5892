import { commonFacts } from '../../src/evaluator/common-facts.ts';
import type { FactDefinition, SubjectKind } from '../../src/evaluator/subject.ts';
import { subjectKinds } from '../../src/evaluator/subjects.ts';
import { compareText } from '../../src/model/snapshot.ts';
import { kindByName } from '../../src/resources/index.ts';
import { code, generatedNote, listed, page, prose, table } from './markdown.ts';

/** docs/facts.md: everything that a rule may ask about, by subject kind. */
export function factsPage(): string {
  const kinds = [...subjectKinds.values()].sort((a, b) => compareText(a.kind, b.kind));
  return page([
    generatedNote,
    '# Facts',
    'What the conditions and messages of a rule may name. A fact is known, or unknown with a reason; null means that it is known to be absent. Units are in the name.',
    'Beside these, `param.<name>` stands for a parameter of the rule.',
    `Subject kinds: ${kinds.map(({ kind }) => `[${kind}](#${kind})`).join(', ')}.`,
    '## Of every subject',
    factTable({
      ...commonFacts,
      'tag.<key>': {
        type: 'string',
        nullable: true,
        description: 'Value of a tag of the resource; null when it does not have the tag.',
        compute: () => ({ known: false, because: [] }),
      },
    }),
    ...kinds.flatMap(kindSection),
  ]);
}

function kindSection(kind: SubjectKind): string[] {
  const resource = kindByName.get(kind.kind);
  const members = new Set(
    resource ? [...Object.keys(resource.attributes.shape), ...Object.keys(resource.observed.shape)] : [],
  );
  const own = Object.fromEntries(Object.entries(kind.facts).filter(([name]) => members.has(name)));
  const derived = Object.fromEntries(Object.entries(kind.facts).filter(([name]) => !members.has(name)));
  return [
    `## ${kind.kind}`,
    `${kind.title}. ${restsWords(kind)}`,
    Object.keys(own).length > 0 ? 'Read from AWS:' : '',
    Object.keys(own).length > 0 ? factTable(own) : '',
    Object.keys(derived).length > 0 ? 'Derived:' : '',
    Object.keys(derived).length > 0 ? factTable(derived) : '',
  ];
}

function restsWords({ restsOn, global }: SubjectKind): string {
  const scope = global ? 'one an account' : 'by account and region';
  if (restsOn.length === 0) return `Judged ${scope}.`;
  return `Judged ${scope}; the list is complete when that of ${listed(restsOn.map(code))} is.`;
}

function factTable(facts: Record<string, FactDefinition>): string {
  const rows = Object.entries(facts)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, fact]) => [
      code(name),
      fact.nullable ? `${fact.type} or null` : fact.type,
      [prose(fact.description), parameterWords(fact)].filter(Boolean).join(' '),
    ]);
  return table(['fact', 'type', 'meaning'], rows);
}

function parameterWords({ parameters = [] }: FactDefinition): string {
  if (parameters.length === 0) return '';
  return `Needs the rule parameter${parameters.length > 1 ? 's' : ''} ${listed(parameters.map(code))}.`;
}
