import type { RevertAccount, RevertPlan } from '../model/revert.ts';
import { plural } from './outcome-text.ts';
import { preamble } from './revert-preamble.ts';
import { renderStep } from './revert-step.ts';
import { comment, dollars, labelled } from './script-comment.ts';
import { quoteWordOnOneLine } from './shell-quote.ts';
import { displayText } from './text-safety.ts';

/** What differs and is left alone is listed in the script as far as this; the JSON plan lists all. */
const mostLeftAlone = 40;

/** The plan as a bash script. It asks before each step, and runs the section of the account that it is run in. */
export function* renderRevertScript(plan: RevertPlan): Iterable<string> {
  yield lines(header(plan));
  yield `\n${preamble}`;
  for (const [index, account] of plan.accounts.entries()) yield lines(section(account, index));
  yield lines(footer(plan));
  yield lines(dispatch(plan));
}

/** The plan as JSON, as docs/revert.md describes it. */
export function* renderRevertJson(plan: RevertPlan): Iterable<string> {
  yield `${JSON.stringify(plan, null, 2)}\n`;
}

const lines = (all: string[]) => all.map((line) => `${line}\n`).join('');

function header(plan: RevertPlan): string[] {
  const { takenAt, scopes } = plan.snapshot;
  const regions = [...new Set(scopes.map(({ region }) => region))].filter((region) => region !== 'global');
  const unseen = plan.unseen.map(({ fact, reason, api }) => `${fact} (${reason}${api ? `, ${api}` : ''})`);
  return [
    '#!/usr/bin/env bash',
    '# shellcheck disable=SC2016 # names may hold what looks like an expression; they are meant as they are',
    '#',
    '# The way back to the baseline. Headroom wrote this and ran nothing: read it before you run it.',
    '#',
    ...plan.accounts.flatMap((account) => labelled('account', summary(account))),
    ...labelled('regions', regions.join(' ')),
    ...labelled('snapshot', `${takenAt}; the script tells how old it is when it starts`),
    ...(Date.parse(plan.generatedAt) === Date.parse(takenAt) ? [] : labelled('planned', `for ${plan.generatedAt}`)),
    ...labelled(
      'baseline',
      plan.baseline === null ? 'the policy' : `the policy and the snapshot of ${plan.baseline.takenAt}`,
    ),
    ...unseen.slice(0, 20).flatMap((text) => labelled('NOT SEEN', text)),
    ...(unseen.length > 20 ? labelled('NOT SEEN', `${unseen.length - 20} more; --format json lists them`) : []),
    '#',
    '#   bash revert.sh                  asks before each step',
    '#   HEADROOM_YES=1 bash revert.sh   does not ask, and waits where a step has to wait',
    '#',
    ...comment(
      'Steps come safest first. What changed since the snapshot is not known to them; take a new one when this is more than some hours old. A step that is BLOCKED is commented out; write the script again when it may run.',
    ),
  ];
}

function summary({ account, steps, usdPerDay, unpriced }: RevertAccount): string {
  const blocked = steps.filter((step) => step.blocked !== null).length;
  return [
    `${account}: ${steps.length === 0 ? 'nothing to bring back' : plural(steps.length, 'step')}`,
    ...(usdPerDay === null ? [] : [`${dollars(usdPerDay)} a day saved`]),
    ...(unpriced > 0 ? [`${plural(unpriced, 'step')} without a known price`] : []),
    ...(blocked > 0 ? [`${blocked} blocked for now`] : []),
  ].join(', ');
}

function section(account: RevertAccount, index: number): string[] {
  const title = quoteWordOnOneLine(`Account ${summary(account)}`);
  return ['', `section_${index + 1}() {`, `  printf '%s\\n' ${title}`, ...account.steps.flatMap(renderStep), '}'];
}

function footer({ leftAlone }: RevertPlan): string[] {
  if (leftAlone.length === 0) return [];
  return [
    '',
    '# Differs from normal and is left alone:',
    ...leftAlone
      .slice(0, mostLeftAlone)
      .flatMap(({ subject, value, why }) =>
        comment(
          `- ${subject.name}${value === null ? '' : ` ${value}`} (${subject.kind}, ${subject.region}): ${why}`,
          '',
          '  ',
        ),
      ),
    ...(leftAlone.length > mostLeftAlone
      ? [`# - ${leftAlone.length - mostLeftAlone} more; --format json lists them`]
      : []),
  ];
}

/** Only the section of the account whose credentials are used runs. */
function dispatch({ accounts, snapshot: { takenAt } }: RevertPlan): string[] {
  const ids = accounts.map(({ account }) => account).join(', ');
  return [
    '',
    'main() {',
    '  local found',
    `  told_age ${quoteWordOnOneLine(displayText(takenAt))} ${Math.floor(Date.parse(takenAt) / 1000) || 0}`,
    '  found="$(aws sts get-caller-identity --query Account --output text)"',
    '  case "$found" in',
    ...accounts.map(({ account }, index) => `    ${quoteWordOnOneLine(account)}) section_${index + 1} ;;`),
    '    *)',
    `      printf 'These credentials are of account %s; the script is for %s.\\n' "$found" ${quoteWordOnOneLine(ids)} >&2`,
    '      exit 1',
    '      ;;',
    '  esac',
    '}',
    '',
    'main',
  ];
}
