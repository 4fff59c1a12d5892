import { durationMs } from '../../model/duration.ts';
import type { EventReport } from '../../model/event-report.ts';
import type { Subject } from '../../model/finding.ts';
import type { OverrideEntry } from '../../model/override.ts';
import type { Report, Result } from '../../model/report.ts';
import { atOrAbove, severityRank } from '../../model/severity.ts';
import { compareText } from '../../model/snapshot.ts';
import type { HeadlineReason, HeadlineRow, UnderusedEntry } from '../../model/weekly-document.ts';
import { identityOf, scaledResource } from '../facts/joins.ts';
import type { Window } from './window.ts';

/** Rows of the first screen, by what they are about. */

const dayMs = 86_400_000;
/** Events that begin within so many days are on the first screen. */
const soonDays = 14;

export type Row = Omit<HeadlineRow, 'timesIgnored'> & {
  /** What the row is about; null where it is about nothing else. */
  subject: string | null;
  /** money: an override or idle capacity. echo: a finding that tells the same where its subject has such a row. */
  tells: 'money' | 'echo' | 'own';
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
    .filter((entry) => isDear(entry, minDailyCost))
    .sort(bySafety)
    .map((entry) => overrideRow('stop', entry, window));
  // What an override tells of a capacity with as many dollars, that it is not used tells no better.
  const told = new Map<string | null, number>();
  for (const { subject, usdPerDay } of overrides) told.set(subject, (told.get(subject) ?? 0) + (usdPerDay ?? 0));
  const isTold = (subject: Subject, idle: number) => {
    const usd = told.get(subjectName(subject, window)) ?? 0;
    // Of a table reads, writes and indexes are apart.
    return subject.kind === 'dynamodb-table' ? usd >= idle : usd > 0;
  };
  const idle = underused
    .filter(
      ({ usdPerDayIdle, subject }) => (usdPerDayIdle ?? 0) >= minDailyCost && !isTold(subject, usdPerDayIdle ?? 0),
    )
    .map((entry): Row => {
      const { subject, usedPercent, measure, usdPerDayIdle, capacity, unit, hoursBelow } = entry;
      const since = hoursBelow > 0 ? `, below ${entry.thresholdPercent} % for the last ${hoursBelow} hours` : '';
      return {
        id: `underused ${subjectName(subject, window)} ${measure}`,
        subject: subjectName(subject, window),
        tells: 'money',
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

/** What is raised costs something, whether its price is known or not. */
function isDear({ cost, direction }: OverrideEntry, minDailyCost: number): boolean {
  return cost.usdPerDay === null ? direction === 'raised' : cost.usdPerDay >= minDailyCost;
}

/** What may be brought back now goes before what nobody knows of, and that before what may not. */
const bySafety = (a: OverrideEntry, b: OverrideEntry) => safetyRank(a) - safetyRank(b);
const safetyRank = ({ safe }: OverrideEntry) => (safe.now === true ? 0 : safe.now === null ? 1 : 2);

function overrideRow(reason: HeadlineReason, entry: OverrideEntry, window: Window): Row {
  const { subject, value, normal, now, by, since, safe, cost, remediation, fingerprint } = entry;
  const who = by === null ? '' : ` by ${by}`;
  const when = since === null ? '' : ` since ${entry.sinceAtLeast ? 'at least ' : ''}${since}`;
  const [command = null] = remediation.commands;
  const [why] = safe.reasons;
  return {
    id: fingerprint,
    subject: subjectName(subject, window),
    tells: 'money',
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
        tells: 'own',
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

/** Rules that say of a resource what the ledger of overrides, or the use of its capacity, says with dollars. */
export const echoes: ReadonlySet<string> = new Set([
  'bedrock-throughput-idle',
  'bedrock-throughput-left-raised',
  'capacity-idle',
  'capacity-left-lowered',
  'capacity-left-raised',
  'capacity-never-used',
  'dynamodb-mode-left-switched',
  'elasticache-replicas-left-low',
  'lambda-concurrency-clamped',
  'min-capacity-left-raised',
  'override-expired',
  'override-untagged',
  'revert-not-automated',
]);

function findingRow(
  reason: HeadlineReason,
  { rule, fingerprint, subject, severity, message, remediation, notes }: Result,
  window: Window,
): Row {
  // An earlier report that could not see it does not make it new.
  const older = notes?.find((note) => note.includes('so that it may be older') || note.includes('held it as waived'));
  return {
    id: fingerprint,
    subject: subjectName(subject, window),
    tells: echoes.has(rule) ? 'echo' : 'own',
    reason,
    owner: subject.owner,
    usdPerDay: null,
    risk: severity,
    what: older === undefined ? message : `${message} ${older}`,
    command: remediation?.commands[0] ?? null,
  };
}

/** What is open longer than it should be: cheap overrides too, events that were not brought back, findings of the earlier report. */
export function overdueRows({ report, window }: Told): Row[] {
  const { now, policy } = window.world;
  const old = (report.overrides?.entries ?? [])
    .filter((entry) => {
      if (isDear(entry, policy.override.minDailyCost)) return false;
      // Where nobody knows since when, nobody knows that it is young either.
      return entry.since === null || now - Date.parse(entry.since) > durationMs(policy.override.failAfter);
    })
    .sort(bySafety)
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
        tells: 'own',
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
