import { canonical } from '../model/canonical.ts';
import type { ReportRemediation } from '../model/report.ts';
import type { CommandWord, Remediation } from '../model/rule.ts';
import type { Json } from '../model/snapshot.ts';
import type { Fact } from './fact.ts';
import { renderMessage } from './message.ts';
import { placeholder } from './vocabulary.ts';

type FactOf = (name: string) => Fact;

/** Why a command cannot be built: a value that it names does not exist for this subject, or is not known. */
const absent = Symbol('absent');
const notKnown = Symbol('not known');
type Gap = typeof absent | typeof notKnown;
type Filled<T> = T | Gap;

const isGap = (filled: unknown): filled is Gap => filled === absent || filled === notKnown;

/**
 * Turns a rule's remediation into commands for one subject. A command that names an absent value does not concern the
 * subject; one that needs a value which was not read is left out too, and a caveat says so. Commands are argument arrays;
 * payloads are built as JSON, never concatenated.
 */
export function renderRemediation(remediation: Remediation, factOf: FactOf, region: string): ReportRemediation {
  const all = remediation.commands.map((command) => fillCommand(command, factOf, region));
  const commands = built(all);
  // Without a command to undo there is nothing to undo.
  const undone = commands.length > 0 ? remediation.undo.map((command) => fillCommand(command, factOf, region)) : [];
  const caveats = remediation.caveats.map((text) => renderMessage(text, factOf));
  const leftOut = [...all, ...undone].includes(notKnown);
  return {
    summary: renderMessage(remediation.summary, factOf),
    commands,
    undo: built(undone),
    caveats: leftOut ? [...caveats, 'A command is left out because a value that it needs is not known.'] : caveats,
  };
}

const built = (commands: Filled<string[]>[]) => commands.filter((command): command is string[] => !isGap(command));

function fillCommand(command: CommandWord[], factOf: FactOf, region: string): Filled<string[]> {
  const words = command.map((word) => (typeof word === 'string' ? fillText(word, factOf) : fillPayload(word, factOf)));
  const gap = gapIn(words);
  if (gap) return gap;
  const filled = words as string[];
  return filled[0] === 'aws' && region !== 'global' ? [...filled, '--region', region] : filled;
}

/** What keeps the parts from being used; an absent value decides, since then the whole does not concern the subject. */
function gapIn(parts: readonly unknown[]): Gap | null {
  return parts.includes(absent) ? absent : parts.includes(notKnown) ? notKnown : null;
}

function fill(name: string, factOf: FactOf): Filled<Json> {
  const fact = factOf(name);
  if (!fact.known) return notKnown;
  return fact.value === null ? absent : fact.value;
}

function fillText(template: string, factOf: FactOf): Filled<string> {
  const gaps: Gap[] = [];
  const text = template.replace(placeholder, (_, name: string) => {
    const value = fill(name, factOf);
    if (!isGap(value)) return typeof value === 'string' ? value : JSON.stringify(canonical(value));
    gaps.push(value);
    return '';
  });
  return gapIn(gaps) ?? text;
}

function fillPayload(word: Exclude<CommandWord, string>, factOf: FactOf): Filled<string> {
  const payload = fillJson(word.json, factOf);
  const members = fillJson(word.set ?? {}, factOf);
  const gap = gapIn([payload, members]);
  if (gap) return gap;
  const whole = word.set ? { ...(payload as object), ...(members as object) } : (payload as Json);
  return JSON.stringify(canonical(whole as Json));
}

/** A text that is one placeholder alone stands for the typed value; others are filled as text. */
function fillJson(template: Json, factOf: FactOf): Filled<Json> {
  if (typeof template === 'string') {
    const alone = /^\{([A-Za-z][\w.-]*)\}$/.exec(template)?.[1];
    return alone === undefined ? fillText(template, factOf) : fill(alone, factOf);
  }
  if (Array.isArray(template)) {
    const items = template.map((item) => fillJson(item, factOf));
    return gapIn(items) ?? (items as Json[]);
  }
  if (typeof template === 'object' && template !== null) {
    const members = Object.entries(template).map(([name, value]) => [name, fillJson(value, factOf)] as const);
    return gapIn(members.map(([, value]) => value)) ?? (Object.fromEntries(members) as Json);
  }
  return template;
}
