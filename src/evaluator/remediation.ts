import { canonical } from '../model/canonical.ts';
import type { ReportRemediation } from '../model/report.ts';
import type { CommandWord, Remediation } from '../model/rule.ts';
import type { Json } from '../model/snapshot.ts';
import type { Fact } from './fact.ts';
import { renderMessage } from './message.ts';
import { placeholder } from './vocabulary.ts';

type FactOf = (name: string) => Fact;

/** A template that names a value which is not known or absent: the command cannot be built. */
const missing = Symbol('missing');
type Filled<T> = T | typeof missing;

/**
 * Turns a rule's remediation into commands for one subject. A command that needs a value which was not read is left
 * out, and a caveat says so. Commands are argument arrays; payloads are built as JSON, never concatenated.
 */
export function renderRemediation(remediation: Remediation, factOf: FactOf, region: string): ReportRemediation {
  const commands = remediation.commands.map((command) => fillCommand(command, factOf, region));
  const undo = remediation.undo.map((command) => fillCommand(command, factOf, region));
  const caveats = remediation.caveats.map((text) => renderMessage(text, factOf));
  const dropped = [...commands, ...undo].some((command) => command === missing);
  return {
    summary: renderMessage(remediation.summary, factOf),
    commands: commands.filter((command) => command !== missing),
    undo: undo.filter((command) => command !== missing),
    caveats: dropped ? [...caveats, 'A command is left out because a value that it needs is not known.'] : caveats,
  };
}

function fillCommand(command: CommandWord[], factOf: FactOf, region: string): Filled<string[]> {
  const words: string[] = [];
  for (const word of command) {
    const filled = typeof word === 'string' ? fillText(word, factOf) : fillPayload(word, factOf);
    if (filled === missing) return missing;
    words.push(filled);
  }
  return words[0] === 'aws' && region !== 'global' ? [...words, '--region', region] : words;
}

function fillText(template: string, factOf: FactOf): Filled<string> {
  let lacks = false;
  const text = template.replace(placeholder, (_, name: string) => {
    const fact = factOf(name);
    if (!fact.known || fact.value === null) lacks = true;
    return fact.known ? (typeof fact.value === 'string' ? fact.value : JSON.stringify(canonical(fact.value))) : '';
  });
  return lacks ? missing : text;
}

function fillPayload(word: Exclude<CommandWord, string>, factOf: FactOf): Filled<string> {
  const payload = fillJson(word.json, factOf);
  const members = fillJson(word.set ?? {}, factOf);
  if (payload === missing || members === missing) return missing;
  return JSON.stringify(canonical(word.set ? { ...(payload as object), ...(members as object) } : payload));
}

/** A text that is one placeholder alone stands for the typed value; others are filled as text. */
function fillJson(template: Json, factOf: FactOf): Filled<Json> {
  if (typeof template === 'string') {
    const alone = /^\{([A-Za-z][\w.-]*)\}$/.exec(template)?.[1];
    if (alone === undefined) return fillText(template, factOf);
    const fact = factOf(alone);
    return fact.known && fact.value !== null ? fact.value : missing;
  }
  if (Array.isArray(template)) {
    const items = template.map((item) => fillJson(item, factOf));
    return items.includes(missing) ? missing : (items as Json[]);
  }
  if (typeof template === 'object' && template !== null) {
    const entries = Object.entries(template).map(([name, value]) => [name, fillJson(value, factOf)] as const);
    return entries.some(([, value]) => value === missing) ? missing : (Object.fromEntries(entries) as Json);
  }
  return template;
}
