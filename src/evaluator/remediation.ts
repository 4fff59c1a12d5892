import { canonical } from '../model/canonical.ts';
import type { ReportRemediation } from '../model/report.ts';
import type { CommandWord, Remediation } from '../model/rule.ts';
import type { Json } from '../model/snapshot.ts';
import type { Fact } from './fact.ts';
import { renderMessage } from './message.ts';
import { placeholder } from './vocabulary.ts';

type FactOf = (name: string) => Fact;

/** Why a command cannot be built: a value that it names does not exist for this subject, is not known, or would do harm. */
const absent = Symbol('absent');
const notKnown = Symbol('not known');
const unsafe = Symbol('unsafe');
const gaps = [absent, notKnown, unsafe] as const;
type Gap = (typeof gaps)[number];
type Filled<T> = T | Gap;

const isGap = (filled: unknown): filled is Gap => gaps.includes(filled as Gap);

/** What is said where a command is left out; one that does not concern the subject is left out in silence. */
const leftOut: [Gap, string][] = [
  [notKnown, 'A command is left out because a value that it needs is not known.'],
  [
    unsafe,
    'A command is left out because the AWS CLI would take a name in it for the address of a file, and send what is there.',
  ],
];

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
  const told = leftOut.filter(([gap]) => [...all, ...undone].includes(gap)).map(([, text]) => text);
  return {
    summary: renderMessage(remediation.summary, factOf),
    commands,
    undo: built(undone),
    caveats: [...caveats, ...told],
  };
}

const built = (commands: Filled<string[]>[]) => commands.filter((command): command is string[] => !isGap(command));

function fillCommand(command: CommandWord[], factOf: FactOf, region: string): Filled<string[]> {
  const words = command.map((word) => (typeof word === 'string' ? fillText(word, factOf) : fillPayload(word, factOf)));
  const gap = gapIn(words);
  if (gap) return gap;
  const filled = bindDashes(command, words as string[]);
  if (filled.some((word) => isAddress.test(word))) return unsafe;
  return filled[0] === 'aws' && region !== 'global' ? [...filled, '--region', region] : filled;
}

/** The AWS CLI reads what stands at such an address. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html */
const isAddress = /^(--[a-z-]+=)?(fileb?|https?):\/\//;

/** A name that begins with a dash would be taken for an option: it is bound to its own, as --option=-name. */
function bindDashes(command: CommandWord[], filled: string[]): string[] {
  const bound: string[] = [];
  for (const [index, word] of filled.entries()) {
    const option = bound.at(-1) ?? '';
    const dashed = word.startsWith('-') && word !== command[index];
    if (dashed && /^--[a-z0-9-]+$/.test(option)) bound.splice(-1, 1, `${option}=${word}`);
    else bound.push(word);
  }
  return bound;
}

/** What keeps the parts from being used; an absent value decides, since then the whole does not concern the subject. */
function gapIn(parts: readonly unknown[]): Gap | null {
  return gaps.find((gap) => parts.includes(gap)) ?? null;
}

function fill(name: string, factOf: FactOf): Filled<Json> {
  const fact = factOf(name);
  if (!fact.known) return notKnown;
  return fact.value === null ? absent : fact.value;
}

function fillText(template: string, factOf: FactOf): Filled<string> {
  const missing: Gap[] = [];
  const text = template.replace(placeholder, (_, name: string) => {
    const value = fill(name, factOf);
    if (!isGap(value)) return typeof value === 'string' ? value : JSON.stringify(canonical(value));
    missing.push(value);
    return '';
  });
  return gapIn(missing) ?? text;
}

function fillPayload(word: Exclude<CommandWord, string>, factOf: FactOf): Filled<string> {
  const payload = fillJson(word.json, factOf);
  const members = fillJson(word.set ?? {}, factOf);
  const gap = gapIn([payload, members]);
  if (gap) return gap;
  const whole = word.set ? { ...(payload as object), ...(members as object) } : (payload as Json);
  return JSON.stringify(canonical(whole as Json));
}

/** A text that is one placeholder alone stands for the typed value; others, `{fact text}` among them, are filled as text. */
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
