import { durationMs } from '../../model/duration.ts';
import type { EventReport } from '../../model/event-report.ts';
import type { Subject } from '../../model/finding.ts';
import type { OverrideEntry } from '../../model/override.ts';
import type { Report, Result } from '../../model/report.ts';
import { atOrAbove, severityRank } from '../../model/severity.ts';
import { type CoverageEntry, compareText, notReadable } from '../../model/snapshot.ts';
import type { HeadlineReason, HeadlineRow, UnderusedEntry } from '../../model/weekly-document.ts';
import { identityOf, scaledResource } from '../facts/joins.ts';
import type { Window } from './window.ts';

/** Rows of the first screen, by what they are about. */

const dayMs = 86_400_000;
/** Events that begin within so many days are on the first screen. */
const soonDays = 14;

export type Row = Omit<HeadlineRow, 'timesIgnored'> & {
  /** What the row is about, so that others do not tell it again; null where it is about nothing else. */
  subject: string | null;
  isOverride?: boolean;
};

/** What rows are made of. */
export interface Told {
  report: Report;
  underused: readonly UnderusedEntry[];
  window: Window;
}

/** What is scaled stands for what scales it. */
function subjectName(subject: Subject, { world }: Window): string {
  const target = subject.kind === 'scalable-target' ? world.find(subject.kind, subject, subject.key) : undefined;
  const scaled = target ? scaledResource(identityOf(target)) : null;
  return [subject.account, subject.region, scaled?.kind ?? subject.kind, scaled?.key ?? subject.key].join(' ');
}

/** Money to stop: open overrides and capacity that is not used, dearest first. */
export function stopRows({ report, underused, window }: Told): Row[] {
  const { minDailyCost } = window.world.policy.override;
  const overrides = (report.overrides?.entries ?? [])
    .filter(({ cost }) => (cost.usdPerDay ?? 0) >= minDailyCost)
    .map((entry) => overrideRow('stop', entry, window));
  const told = new Set((report.overrides?.entries ?? []).map(({ subject }) => subjectName(subject, window)));
  const idle = underused
    .filter(
      ({ usdPerDayIdle, subject }) => (usdPerDayIdle ?? 0) >= minDailyCost && !told.has(subjectName(subject, window)),
    )
    .map((entry): Row => {
      const { subject, usedPercent, measure, usdPerDayIdle, capacity, unit, hoursBelow } = entry;
      const since = hoursBelow > 0 ? `, below ${entry.thresholdPercent} % for the last ${hoursBelow} hours` : '';
      return {
        id: `underused ${subjectName(subject, window)} ${measure}`,
        subject: subjectName(subject, window),
        reason: 'stop',
        owner: subject.owner,
        usdPerDay: usdPerDayIdle,
        risk: 'not used',
        what: `${subject.name} used ${Math.round(usedPercent)} % of its ${measure}${since}: ${capacity ?? 'unknown'} ${unit} are there.`,
        command: null,
      };
    });
  return [...overrides, ...idle].sort((a, b) => (b.usdPerDay ?? 0) - (a.usdPerDay ?? 0));
}

function overrideRow(reason: HeadlineReason, entry: OverrideEntry, window: Window): Row {
  const { subject, value, normal, now, by, since, safe, cost, remediation, fingerprint } = entry;
  const who = by === null ? '' : ` by ${by}`;
  const when = since === null ? '' : ` since ${entry.sinceAtLeast ? 'at least ' : ''}${since}`;
  const [command = null] = remediation.commands;
  const [why] = safe.reasons;
  return {
    id: fingerprint,
    subject: subjectName(subject, window),
    isOverride: true,
    reason,
    owner: subject.owner,
    usdPerDay: cost.usdPerDay,
    risk:
      safe.now === true
        ? 'safe to revert now'
        : `${safe.now === false ? 'not safe now' : 'check first'}${why ? `: ${why}` : ''}`,
    what: `${value} of ${subject.name} is ${said(now)}, normal is ${said(normal)}${who}${when}.`,
    command,
  };
}

const said = (value: unknown) =>
  value === null ? 'not known' : typeof value === 'string' ? value : JSON.stringify(value);

/** Events that run or begin soon and are not ready. */
export function eventRows(events: readonly EventReport[], { report, window }: Told): Row[] {
  const { now } = window.world;
  return events
    .filter(({ phase, start, readiness }) => {
      const soon = phase !== 'coming' || Date.parse(start) - now <= soonDays * dayMs;
      return phase !== 'past' && soon && readiness !== 'ready';
    })
    .map((event) => {
      const [first] = event.why;
      const name = event.title ?? event.id;
      return {
        id: `event ${event.id} ${event.start}`,
        subject: null,
        reason: 'event',
        owner: event.owner,
        usdPerDay: null,
        risk: event.readiness,
        what: `${name}, ${event.phase}, begins ${event.start}${first ? `: ${first}` : '.'}`,
        command: commandFor(event, report),
      };
    });
}

/** The command of the gravest finding about what an event asks for. */
function commandFor(event: EventReport, { results }: Report): string[] | null {
  const names = new Set(event.targets.map(({ subject }) => subject.key));
  const found = results.find(
    ({ outcome, subject, remediation }) =>
      outcome === 'fail' && names.has(subject.key) && (remediation?.commands.length ?? 0) > 0,
  );
  return found?.remediation?.commands[0] ?? null;
}

/** What the events tell of themselves is told there. */
const isOfEvent = ({ subject }: Result) => subject.kind === 'event-target';

/** Findings that are new since the earlier report, high ones and above; without one, all of them. */
export function findingRows({ report, window }: Told): Row[] {
  return report.results
    .filter((result) => isGrave(result) && result.state !== 'open')
    .sort(byGravity)
    .map((result) => findingRow('new', result, window));
}

const isGrave = (result: Result) =>
  result.outcome === 'fail' && atOrAbove(result.severity, 'high') && !isOfEvent(result);
const byGravity = (a: Result, b: Result) =>
  severityRank(b.severity) - severityRank(a.severity) || compareText(a.rule, b.rule);

function findingRow(
  reason: HeadlineReason,
  { fingerprint, subject, severity, message, remediation }: Result,
  window: Window,
): Row {
  return {
    id: fingerprint,
    subject: subjectName(subject, window),
    reason,
    owner: subject.owner,
    usdPerDay: null,
    risk: severity,
    what: message,
    command: remediation?.commands[0] ?? null,
  };
}

/** What is open longer than it should be: cheap overrides too, events that were not brought back, findings of the earlier report. */
export function overdueRows({ report, window }: Told): Row[] {
  const { now, policy } = window.world;
  const old = (report.overrides?.entries ?? [])
    .filter(({ cost, since }) => {
      const isCheap = (cost.usdPerDay ?? 0) < policy.override.minDailyCost;
      return isCheap && since !== null && now - Date.parse(since) > durationMs(policy.override.failAfter);
    })
    .map((entry) => overrideRow('overdue', entry, window));
  const told = new Set((report.overrides?.entries ?? []).map(({ subject }) => subject.id));
  const isTold = ({ targets }: EventReport) =>
    targets.every(({ subject, readiness }) => readiness === 'ready' || told.has(subject.id));
  const left = (report.events ?? [])
    .filter((event) => event.phase === 'past' && event.readiness === 'not reverted' && !isTold(event))
    .map((event): Row => {
      const [first] = event.why;
      return {
        id: `event ${event.id} ${event.start}`,
        subject: null,
        reason: 'overdue',
        owner: event.owner,
        usdPerDay: null,
        risk: event.readiness,
        what: `${event.title ?? event.id} was to be brought back by ${event.revertBy}${first ? `: ${first}` : '.'}`,
        command: commandFor(event, report),
      };
    });
  const open = report.results
    .filter((result) => isGrave(result) && result.state === 'open')
    .sort(byGravity)
    .map((result) => findingRow('overdue', result, window));
  return [...left, ...old, ...open];
}

/** What was not seen, one row for each API and reason. */
export function unseenRows({ coverage, acceptedGaps, results }: Report): Row[] {
  const accepted = new Set(acceptedGaps?.map(({ api }) => api));
  const gaps = coverage.filter(
    ({ status, api, complete }) => !complete && (status === 'ok' || notReadable.includes(status)) && !accepted.has(api),
  );
  const groups = new Map<string, CoverageEntry[]>();
  for (const gap of gaps) {
    const name = `${gap.api} ${gap.status}`;
    groups.set(name, [...(groups.get(name) ?? []), gap]);
  }
  return [...groups].map(([name, [first, ...others]]): Row => {
    const { api, account, region } = first as CoverageEntry;
    const status = first?.status === 'ok' ? 'truncated' : String(first?.status);
    const open = results.filter(
      ({ outcome, unknownBecause }) => outcome === 'unknown' && unknownBecause?.some((one) => one.api === api),
    ).length;
    const where = others.length > 0 ? `${account} ${region} and ${others.length} more` : `${account} ${region}`;
    return {
      id: `not-seen ${name}`,
      subject: null,
      reason: 'not-seen',
      owner: null,
      usdPerDay: null,
      risk: status,
      what: `${api} was ${status} in ${where}: ${open} ${open === 1 ? 'result rests' : 'results rest'} on it.`,
      command: status === 'denied' ? ['headroom', 'iam-policy'] : null,
    };
  });
}
