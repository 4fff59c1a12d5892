import type { DriftChange, DriftReport } from '../../src/model/drift.ts';
import type { EventReport, EventTargetReport } from '../../src/model/event-report.ts';
import type { OverrideEntry, OverrideLedger } from '../../src/model/override.ts';
import type { Subject, Unknown } from '../../src/model/report.ts';
import type { RevertPlan, RevertStep } from '../../src/model/revert.ts';
import type { Chapters } from './chapters-of.ts';

/**
 * What the chapters of a run that could not read all say otherwise than those of the healthy one, and may not: each
 * answer may only become "not known", and nothing may go missing unless the chapter says what was not seen.
 */
export function chapterLies(healthy: Chapters, struck: Chapters): string[] {
  return [
    ...ledgerLies(healthy.overrides, struck.overrides),
    ...eventLies(healthy.events, struck.events),
    ...driftLies(healthy.drift, struck.drift),
    ...revertLies(healthy.plan, struck.plan),
  ];
}

/** The account is left out: when even the identity was denied it is unknown. */
const nameOf = ({ region, kind, key }: Subject) => `${region} ${kind} ${key}`;
const text = (value: unknown) => JSON.stringify(value);
const byName = <T>(all: readonly T[], name: (one: T) => string) => new Map(all.map((one) => [name(one), one]));
/** Gaps that the healthy run does not have. */
const news = (healthy: readonly Unknown[], struck: readonly Unknown[]) => {
  const old = new Set(healthy.map(text));
  return struck.filter((one) => !old.has(text(one)));
};

/** What differs, and is not null instead. */
function changed<T extends object>(healthy: T, struck: T, names: readonly (keyof T & string)[]): string[] {
  return names.flatMap((name) => {
    const [before, now] = [healthy[name], struck[name]];
    return now === null || text(before) === text(now) ? [] : [`${name} ${text(before)} became ${text(now)}`];
  });
}

function same<T extends object>(healthy: T, struck: T, names: readonly (keyof T & string)[]): string[] {
  return names.flatMap((name) =>
    text(healthy[name]) === text(struck[name]) ? [] : [`${name} ${text(healthy[name])} became ${text(struck[name])}`],
  );
}

export function ledgerLies(healthy: OverrideLedger, struck: OverrideLedger): string[] {
  const name = ({ subject, value }: OverrideEntry) => `override ${nameOf(subject)} ${value}`;
  const [before, now] = [byName(healthy.entries, name), byName(struck.entries, name)];
  const told = news(healthy.unseen, struck.unseen);
  const gone = [...before.keys()].filter((key) => !now.has(key));
  const silent = told.length === 0 ? gone.map((key) => `${key}: vanished, and nothing is unseen`) : [];
  const made = [...now.keys()].filter((key) => !before.has(key)).map((key) => `${key}: out of nothing`);
  const others = [...now].flatMap(([key, entry]) => {
    const old = before.get(key);
    return old ? entryLies(old, entry).map((lie) => `${key}: ${lie}`) : [];
  });
  const less = struck.unpriced <= healthy.unpriced && told.length === 0 && lower(healthy.usdPerDay, struck.usdPerDay);
  return [...silent, ...made, ...others, ...(less ? ['overrides: they cost less, and nothing says why'] : [])];
}

const lower = (before: number | null, now: number | null) => now !== null && now < (before ?? 0);

/** Evidence of an age, the surest first. */
const sureness = ['trail', 'config', 'activity', 'inferred'];

function entryLies(healthy: OverrideEntry, struck: OverrideEntry): string[] {
  const lies = [
    ...same(healthy, struck, ['now', 'normal', 'normalFrom', 'direction']),
    ...changed(healthy, struck, ['before', 'by', 'operation', 'tag', 'tagged', 'event']),
    ...changed(healthy.cost, struck.cost, ['usdPerDay']),
    ...changed(healthy.safe, struck.safe, ['now']),
    ...changed(healthy.clobbered, struck.clobbered, ['likely']),
  ];
  // A group bears the name of the first of those that were seen.
  if (struck.group !== null && healthy.group === null) lies.push(`group ${struck.group} out of nothing`);
  if (struck.tag === null && healthy.tag !== null && struck.tagged !== null) lies.push('its tag is gone');
  // Another age is a guess, and must be called one.
  const isGuess = sureness.indexOf(struck.class) > sureness.indexOf(healthy.class);
  if (struck.since !== healthy.since && struck.since !== null && !isGuess)
    lies.push(`since ${healthy.since} became ${struck.since} (${struck.class})`);
  if (healthy.sinceAtLeast && !struck.sinceAtLeast && !isGuess) lies.push('its age became exact');
  if (!isGuess) lies.push(...changed(healthy.cost, struck.cost, ['usdSoFar']));
  const ends = struck.safe.until;
  if (ends !== null && ends < (healthy.safe.until ?? '') && struck.safe.now === false)
    lies.push(`safe until ${healthy.safe.until} became ${ends}`);
  return [...lies, ...wayBackLies(healthy, struck)];
}

function wayBackLies(healthy: OverrideEntry, struck: OverrideEntry): string[] {
  const open = (struck.revertUnseen ?? []).length > 0;
  if (struck.revert === null) {
    return open || (healthy.revert === null && !healthy.revertUnseen?.length) ? [] : ['its way back is gone'];
  }
  if (healthy.revert === null) return ['a way back out of nothing'];
  return open ? [] : same(healthy.revert, struck.revert, ['by', 'at']);
}

export function eventLies(healthy: readonly EventReport[], struck: readonly EventReport[]): string[] {
  const name = ({ id, start }: EventReport) => `event ${id} ${start}`;
  const now = byName(struck, name);
  const gone = healthy.filter((one) => !now.has(name(one))).map((one) => `${name(one)}: vanished`);
  const others = healthy.flatMap((one) => {
    const other = now.get(name(one));
    return other ? readinessLies(one, other).map((lie) => `${name(one)}: ${lie}`) : [];
  });
  return [...(healthy.length === struck.length ? [] : ['events: more or fewer of them']), ...gone, ...others];
}

function readinessLies(healthy: EventReport, struck: EventReport): string[] {
  const name = ({ subject, value }: EventTargetReport) => `${subject.region} ${subject.key} ${value}`;
  const [before, now] = [byName(healthy.targets, name), byName(struck.targets, name)];
  const lies = same(healthy, struck, ['phase', 'multiplier', 'owner']);
  const turned = (one: string, other: string) =>
    one === other || other === 'unknown' ? [] : [`${one} became ${other}`];
  lies.push(...turned(healthy.readiness, struck.readiness));
  const told = struck.why.some((why) => !healthy.why.includes(why));
  for (const [key, target] of before) {
    const other = now.get(key);
    if (!other && !(told && struck.readiness !== 'ready')) lies.push(`${key} vanished`);
    if (!other) continue;
    const more = [
      ...turned(target.readiness, other.readiness),
      ...changed(target, other, ['needed', 'now', 'atStart']),
      ...(other.readiness === 'unknown' && other.why === '' ? ['unknown without a reason'] : []),
    ];
    lies.push(...more.map((lie) => `${key}: ${lie}`));
  }
  for (const [key, { readiness }] of now) {
    if (!before.has(key) && readiness !== 'unknown') lies.push(`${key}: ${readiness} out of nothing`);
  }
  if (struck.targets.length === 0 && struck.readiness !== 'unknown') lies.push('ready without anything that is seen');
  return lies;
}

export function driftLies(healthy: DriftReport, struck: DriftReport): string[] {
  const name = ({ change, subject, attribute }: DriftChange) => `${change} ${nameOf(subject)} ${attribute ?? ''}`;
  const [before, now] = [byName(healthy.changes, name), byName(struck.changes, name)];
  // A scope of which even the account is not known is compared with nothing, and listed.
  const places = new Set(struck.onlyNow.map(({ region }) => region));
  const covered = new Set(struck.unseen.map(({ region, kind }) => `${region} ${kind}`));
  const lies: string[] = [];
  for (const [key, change] of before) {
    const { region, kind } = change.subject;
    const other = now.get(key);
    if (!other) {
      if (!covered.has(`${region} ${kind}`) && !places.has(region))
        lies.push(`${key}: vanished, and nothing is unseen`);
      continue;
    }
    const more = [
      ...(other.owner === 'unknown' ? [] : same(change, other, ['owner'])),
      ...same(change, other, change.attribute === null ? [] : ['before', 'now']),
      ...changed(change, other, ['event']),
      // Who is told where nobody knows whose it is may have stayed unsaid where it was an event's.
      ...(['by', 'since'] as const).flatMap((one) => (change[one] === null ? [] : changed(change, other, [one]))),
      ...(other.owner === 'unknown' && !other.because?.length ? ['unknown without a reason'] : []),
    ];
    lies.push(...more.map((lie) => `${key}: ${lie}`));
  }
  lies.push(...[...now.keys()].filter((key) => !before.has(key)).map((key) => `${key}: out of nothing`));
  return lies;
}

const stepsOf = ({ accounts }: RevertPlan) => accounts.flatMap(({ steps }) => steps);

/** Where the way of one value leads, and the steps that change it. */
interface Way {
  to: unknown;
  steps: RevertStep[];
}

/** The ways of a plan by what they change, in whatever stages. */
function waysOf(plan: RevertPlan): Map<string, Way> {
  const ways = new Map<string, Way>();
  for (const step of stepsOf(plan)) {
    for (const { attribute, to } of step.values) {
      const key = `step ${step.phase} ${nameOf(step.subject)} ${attribute ?? '*'}`;
      ways.set(key, { to, steps: [...(ways.get(key)?.steps ?? []), step] });
    }
  }
  return ways;
}

export function revertLies(healthy: RevertPlan, struck: RevertPlan): string[] {
  const [before, now] = [waysOf(healthy), waysOf(struck)];
  const told = news(healthy.unseen, struck.unseen).length > 0;
  const lies: string[] = [];
  for (const [key, way] of before) {
    const other = now.get(key);
    if (other) lies.push(...wayLies(way, other, told).map((lie) => `${key}: ${lie}`));
    else if (!told) lies.push(`${key}: vanished, and nothing is unseen`);
  }
  const deleted = new Set(
    stepsOf(healthy).flatMap(({ phase, subject }) => (phase === 'delete' ? nameOf(subject) : [])),
  );
  for (const [key, { steps }] of now) {
    const [first] = steps;
    if (!before.has(key) && !(first && deleted.has(nameOf(first.subject)))) lies.push(`${key}: out of nothing`);
  }
  return lies;
}

const isTaking = (phase: RevertStep['phase']) => phase !== 'restore' && phase !== 'policies';

/** What takes capacity and was held back may run only with a warning, and where the plan says what was not seen. */
function wayLies(healthy: Way, struck: Way, told: boolean): string[] {
  const lies = text(healthy.to) === text(struck.to) ? [] : [`${text(healthy.to)} became ${text(struck.to)}`];
  const warnings = struck.steps.flatMap(({ caveats, effects }) => [...caveats, ...effects]);
  const old = healthy.steps.flatMap(({ caveats, effects }) => [...caveats, ...effects]);
  const doubts = warnings.filter((warning) => !old.includes(warning));
  const [held] = healthy.steps.flatMap(({ phase, blocked }) => (isTaking(phase) && blocked) || []);
  const isHeld = struck.steps.some(({ blocked }) => blocked !== null);
  if (held && !isHeld && doubts.length === 0) lies.push(`no longer blocked: ${held.reason}`);
  if (doubts.some((doubt) => /^Look before|not seen/.test(doubt)) && !told)
    lies.push(`doubts, and nothing is unseen: ${doubts}`);
  const risks = ['low', 'medium', 'high'];
  const worst = ({ steps }: Way) => Math.max(...steps.map(({ risk }) => risks.indexOf(risk)));
  if (worst(struck) < worst(healthy)) lies.push(`risk ${risks[worst(healthy)]} became ${risks[worst(struck)]}`);
  const [usd, less] = [healthy, struck].map(
    ({ steps }) => steps.find(({ usdPerDay }) => usdPerDay !== null)?.usdPerDay,
  );
  if (less !== undefined && less !== usd) lies.push(`saves ${less} instead of ${usd}`);
  return lies;
}
