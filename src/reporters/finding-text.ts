import type { Result, Subject } from '../model/report.ts';
import type { FixedFinding } from '../model/since.ts';
import type { AlarmRollup } from './group.ts';
import { defaultedFacts, plural } from './outcome-text.ts';
import { clean, displayName, displayText } from './text-safety.ts';
import type { Unseen } from './unseen.ts';

/**
 * The phrases about one finding or gap, the same in console, Markdown and HTML. All of them return one clean line of
 * plain text; a format only escapes it for its own syntax.
 */

export function placeText({ account, region }: Pick<Subject, 'account' | 'region'>): string {
  return `${clean(account)} ${clean(region)}`;
}

/** Workload and owner; null when the policy names neither. */
export function ownerText({ subject }: Pick<Result, 'subject'>): string | null {
  const parts = [
    subject.workload ? `workload ${displayName(subject.workload)}` : '',
    subject.owner ? `owner ${displayName(subject.owner)}` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : null;
}

/** Says which facts are AWS defaults that nobody set; null when none is. */
export function defaultText(result: Result): string | null {
  const facts = defaultedFacts(result);
  return facts.length > 0 ? `AWS default, never set: ${clean(facts.join(', '))}` : null;
}

export function waiverText({ waiver }: Result): string {
  return waiver
    ? `${displayText(waiver.reason)} (${displayName(waiver.owner)}, until ${clean(waiver.expires)})`
    : 'no reason recorded';
}

/** A finding of an earlier report that is gone: rule and name are for the format to set apart. */
export function fixedText({ severity, subject, message }: FixedFinding): string {
  return `${placeText(subject)}, was ${severity}: ${displayText(message)}`;
}

/** Without the account, which every format shows in its own place. */
export function alarmText(alarm: AlarmRollup): string {
  const missing = `${plural(alarm.count, 'alarm')} missing or unheard on ${plural(alarm.subjects, 'resource')}`;
  const graded = alarm.graded.map(({ severity, count }) => `${count} ${severity}`);
  if (alarm.new > 0) graded.push(`${alarm.new} new`);
  return `${missing} (${graded.join(', ')}): ${ruleCounts(alarm.rules)}`;
}

/** What rests on a gap. */
export function restingText(gap: Unseen): string {
  if (gap.results === 0) return 'No result rests on it.';
  return `${plural(gap.results, 'result')} could not be judged: ${ruleCounts(gap.rules)}`;
}

/** The lines about a gap after its API, status and place. */
export function gapLines(gap: Unseen): string[] {
  const lines = [restingText(gap), displayText(gap.cure)];
  if (gap.parts.length > 0) lines.unshift(`For: ${clean(gap.parts.join(', '))}`);
  if (gap.accepted) {
    const { reason, owner, expires } = gap.accepted;
    lines.push(`Accepted gap: ${displayText(reason)} (${displayName(owner)}, until ${clean(expires)})`);
  }
  if (gap.detail !== null) lines.push(`Detail: ${displayText(gap.detail)}`);
  if (gap.missed.length > 0) lines.push(`Missed: ${listNames(gap.missed)}`);
  return lines;
}

function ruleCounts(rules: readonly { rule: string; count: number }[]): string {
  return rules.map(({ rule, count }) => `${clean(rule)} ${count}`).join(', ');
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(displayName).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
