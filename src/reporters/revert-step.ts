import type { RevertStep, RevertValue } from '../model/revert.ts';
import type { Json } from '../model/snapshot.ts';
import { comment, dollars, labelled, scriptWidth } from './script-comment.ts';
import { quoteCommand, quoteCommandLines, quoteWordOnOneLine } from './shell-quote.ts';
import { displayText } from './text-safety.ts';

/** One step of a script, indented by two: what to know as comments, then the commands, or the commands commented out. */
export function renderStep(step: RevertStep): string[] {
  return ['', ...describe(step), ...(step.blocked === null ? runs(step) : blocked(step))].map((line) =>
    line === '' ? '' : `  ${line}`,
  );
}

function describe(step: RevertStep): string[] {
  const saves = step.usdPerDay !== null && step.usdPerDay > 0 ? `; saves ${dollars(step.usdPerDay)} a day` : '';
  const { name, kind, region, owner } = step.subject;
  return [
    `# ${'-'.repeat(76)}`,
    ...comment(`Step ${step.number} (${step.phase}): ${step.what}`),
    ...labelled('of', `${name} (${kind}, ${region}${owner ? `, owner ${owner}` : ''})`),
    ...step.values.flatMap((value) => labelled('changes', change(value))),
    ...step.why.flatMap(({ text }) => labelled('why', text)),
    ...step.effects.flatMap((text) => labelled('then', text)),
    ...step.caveats.flatMap((text) => labelled('mind', text)),
    ...labelled('risk', `${step.risk}${saves}`),
    ...(step.undo.length === 0 ? labelled('undo', 'nothing takes it back') : step.undo.flatMap(undo)),
  ];
}

const change = ({ attribute, from, to }: RevertValue) =>
  `${attribute === null ? '' : `${attribute}: `}${shown(from)} to ${shown(to)}`;

const shown = (value: Json) => (value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value));

/** Kept whole, since people copy it. */
const undo = (words: string[], index: number) => [
  `#   ${(index === 0 ? 'undo' : '').padEnd(10)} ${quoteCommand(words, quoteWordOnOneLine)}`,
];

function runs(step: RevertStep): string[] {
  const waits =
    step.waitFirst === null
      ? []
      : [`wait_first ${step.waitFirst.seconds} ${quoteWordOnOneLine(displayText(step.waitFirst.for))}`];
  const title = quoteWordOnOneLine(displayText(`${step.what} (${step.subject.name}, ${step.subject.region})`));
  const begin = ['begin', String(step.number), title, ...step.after.map(String)].join(' ');
  const conditions = [begin, ...waits, 'agreed'];
  return [
    ...conditions.map((one, index) => {
      const start = index === 0 ? 'if ' : '  ';
      return `${start}${one}${index === conditions.length - 1 ? '; then' : ' &&'}`;
    }),
    ...step.commands.flatMap((words) =>
      quoteCommandLines(words, scriptWidth, quoteWordOnOneLine).map((line) => `  ${line}`),
    ),
    'fi',
  ];
}

function blocked(step: RevertStep): string[] {
  const until = step.blocked?.until;
  return [
    ...labelled('BLOCKED', `${until ? `until ${until}: ` : ''}${step.blocked?.reason ?? ''}`),
    ...step.commands.map((words) => `# ${quoteCommand(words, quoteWordOnOneLine)}`),
  ];
}
