import type { EventReport, EventTargetReport, Readiness } from '../../model/event-report.ts';
import type { Workload } from '../../model/policy.ts';
import { compareText, type Json } from '../../model/snapshot.ts';
import { describeSubject } from '../describe-subject.ts';
import { eventOf, instantText, phaseOf } from '../facts/event-asked.ts';
import { capacityName } from '../facts/event-levers.ts';
import { eventTarget, subjectsFor } from '../facts/event-target.ts';
import { renderUnknown } from '../message.ts';
import type { Context, Subject } from '../subject.ts';
import { unlistedOf } from '../unlisted.ts';
import type { World } from '../world.ts';
import { aspectsOf } from './aspects.ts';
import type { Occurrence } from './calendar.ts';

/** How far back events are looked at: as far as the trail tells who raised what. */
const lookBackMs = 90 * 86_400_000;

/** Gravest first: what is not known may be worse than at risk. */
const gravity: Readiness[] = ['not reverted', 'not scaled', 'unknown', 'at risk', 'ready'];
const worst = (all: Readiness[]): Readiness => gravity.find((one) => all.includes(one)) ?? 'ready';

/** Announced events that are over, run or come, with what is missing; null without a calendar. */
export function eventReadiness(world: World): EventReport[] | null {
  if (world.calendar.events.length === 0) return null;
  return occurrencesOf(world).map((occurrence) => reportOf(occurrence, world));
}

/** What matters now, and each event that is over; of one that recurs the last time alone. */
function occurrencesOf({ calendar, now }: World): Occurrence[] {
  const over = calendar.between(now - lookBackMs, now).filter(({ revertBy }) => revertBy < now);
  const last = new Map(over.map((occurrence) => [occurrence.event.id, occurrence]));
  const all = [...last.values(), ...calendar.current(now)];
  return all.sort((a, b) => a.start - b.start || compareText(a.key, b.key));
}

function reportOf(occurrence: Occurrence, world: World): EventReport {
  const targets = subjectsFor(occurrence, world).flatMap((subject) => reportsOf(subject, world));
  const { event, start, end, prewarmAt, holdUntil, revertBy } = occurrence;
  const unseen = unlistedOf(eventTarget, world).flatMap(({ because }) => because);
  const readiness: Readiness[] = targets.map((target) => target.readiness);
  if (targets.length === 0 || unseen.length > 0) readiness.push('unknown');
  const overall = worst(readiness);
  const whys = targets.filter((target) => target.readiness !== 'ready').map(({ why }) => why);
  if (unseen.length > 0) whys.push(`There may be more that it asks for. ${renderUnknown(unseen)}`);
  else if (targets.length === 0) whys.push('Nothing of its workloads was found whose capacity it asks for.');
  return {
    id: event.id,
    title: event.title ?? null,
    owner: event.owner ?? null,
    phase: phaseOf(occurrence, world.now),
    start: instantText(start),
    end: instantText(end),
    prewarmAt: instantText(prewarmAt),
    holdUntil: instantText(holdUntil),
    revertBy: instantText(revertBy),
    multiplier: event.multiplier ?? null,
    readiness: overall,
    why: [...new Set(whys)],
    targets,
  };
}

/** Each thing that the event asks of a capacity. That it is there, and of this workload, must be certain. */
function reportsOf(subject: Subject, world: World): EventTargetReport[] {
  const named = eventOf(subject).workload;
  const workload = world.policy.workloads.find(({ name }) => name === named) ?? null;
  const reports = reportsUnder(subject, workload, world);
  const { doubts = [] } = subject;
  if (doubts.length === 0) return reports;
  return reports.map((report) => ({ ...report, readiness: 'unknown', why: renderUnknown(doubts) }));
}

function reportsUnder(subject: Subject, workload: Workload | null, world: World): EventTargetReport[] {
  const context: Context = { world, workload, param: (name) => paramOf(name, workload, world) };
  return aspectsOf(subject, context).map(({ value, needed, now, atStart, readiness, why }) => ({
    subject: { ...describeSubject(subject, workload), name: nameOf(subject) },
    value,
    needed,
    now,
    atStart,
    readiness,
    why,
  }));
}

/** The capacity without its event, which stands above it. */
function nameOf(subject: Subject): string {
  const { lever } = eventOf(subject);
  return lever ? capacityName(lever) : subject.name;
}

/** What counts as raised is a parameter of the rule that speaks of it, for readiness too. */
const raisedRule = 'event-revert-missing';
const defaults: Record<string, Json> = { ratio: 2 };

function paramOf(name: string, workload: Workload | null, { policy }: World): Json {
  const { [raisedRule]: own } = workload?.parameters ?? {};
  return own?.[name] ?? policy.parameters[raisedRule]?.[name] ?? defaults[name] ?? null;
}
