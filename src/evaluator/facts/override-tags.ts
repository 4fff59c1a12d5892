import { durationMs } from '../../model/duration.ts';
import type { Json } from '../../model/snapshot.ts';
import type { Occurrence } from '../events/calendar.ts';
import { type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { tagsOf, type World } from '../world.ts';
import { identityOf, resourceOf, scaledResource } from './joins.ts';

/** event, override, temp, temporary or incident, alone or before a separator or a capital: never template or eventbridge. */
const overrideKey = /^(?:[Ee]vents?|EVENT|[Oo]verride|OVERRIDE|[Tt]emp(?:orary)?|TEMP|[Ii]ncident|INCIDENT)(?![a-z])/;
/** Tag that says the raise is the new normal. */
const baselineChangeKey = 'baseline-change';

/** A tag that explains an override, and when the day, instant or event it names is over; null when it names none. */
interface Explanation {
  key: string;
  value: string;
  end: number | null;
  /** Until when it explains the override: the deadline of the event's revert, else override.warnAfter after the end. */
  until: number | null;
}

/** The tag that explains an override, as key=value; null when there is none. The policy names a key of its own. */
export function overrideTag(tags: Fact, world: World): Fact {
  return fromTags(tags, (all) => {
    const found = explanationOf(all, world);
    return found ? `${found.key}=${found.value}` : null;
  });
}

/** Tags that speak of the override: the one that explains it, and expires; null when there is none. */
export function overrideTags(tags: Fact, world: World): Fact {
  return fromTags(tags, (all) => {
    const found = explanationOf(all, world);
    const expires = expiresKey(all);
    if (!found) return null;
    return { [found.key]: found.value, ...(expires === undefined ? {} : { [expires]: String(all[expires]) }) };
  });
}

/**
 * Hours since the day or event that the override's tags name was over; null when they name none. Negative before, and
 * as long as an event of the calendar leaves time to revert.
 */
export function hoursPastOverride(tags: Fact, world: World): Fact {
  return fromTags(tags, (all) => {
    const found = explanationOf(all, world);
    if (!found || found.end === null) return null;
    const revertible = eventNamedBy(all, world, world.now) !== null && world.now <= (found.until ?? found.end);
    return Math.floor((world.now - (revertible ? (found.until ?? found.end) : found.end)) / 3_600_000);
  });
}

/** Whether tags explain an override now: they name a day or an event that is not over for too long, or a new baseline. */
export function explainsOverride(tags: Fact, world: World): Fact {
  return fromTags(tags, (all) => {
    const until = explanationOf(all, world)?.until ?? null;
    return Object.hasOwn(all, baselineChangeKey) || (until !== null && world.now <= until);
  });
}

/** Whether a tag says that what is unusual is the new normal. */
export function marksNewBaseline(tags: Fact): Fact {
  return fromTags(tags, (all) => Object.hasOwn(all, baselineChangeKey));
}

/** A resource that cannot carry tags (a target from before March 2023) has none. */
function fromTags(tags: Fact, ask: (all: Record<string, Json>) => Json): Fact {
  if (tags.known) return { ...tags, value: ask(tags.value as Record<string, Json>) };
  return tags.because.every((one) => one.reason === 'unsupported') ? known(ask({})) : tags;
}

/** The tag whose day ends last: an older one beside it was forgotten. The policy's key goes before others like it. */
function explanationOf(tags: Record<string, Json>, world: World): Explanation | undefined {
  const expires = expiresKey(tags);
  const expiry = expires === undefined ? null : endOf(String(tags[expires]));
  const graceMs = durationMs(world.policy.override.warnAfter);
  const found = explainingKeys(tags, world).map((key): Explanation => {
    const value = String(tags[key]);
    const event = expiry === null ? world.calendar.named(value, world.now) : null;
    if (event) return { key, value, end: event.end, until: event.revertBy };
    const end = expiry ?? endOf(value) ?? endOf(key);
    return { key, value, end, until: end === null ? null : end + graceMs };
  });
  const latest = (a: Explanation, b: Explanation) => ((b.end ?? -Infinity) > (a.end ?? -Infinity) ? b : a);
  return found.length === 0 ? undefined : found.reduce(latest);
}

function explainingKeys(tags: Record<string, Json>, { policy }: World): string[] {
  const { tagKey } = policy.override;
  return Object.keys(tags)
    .filter((key) => key === tagKey || overrideKey.test(key))
    .sort((a, b) => Number(b === tagKey) - Number(a === tagKey) || (a < b ? -1 : 1));
}

/** The event of the calendar that a tag names by its id; of one that recurs the last that had begun at an instant. */
export function eventNamedBy(tags: Record<string, Json>, world: World, at: number): Occurrence | null {
  const named = explainingKeys(tags, world).map((key) => world.calendar.named(String(tags[key]), at));
  return named.find((event) => event !== null) ?? null;
}

function expiresKey(tags: Record<string, Json>): string | undefined {
  return Object.keys(tags).find((key) => key.toLowerCase() === 'expires');
}

/** The instant that a text ends in, or the end of the day (…-20250322 or …2025-03-22, in UTC); null when neither. */
function endOf(text: string): number | null {
  const instant = /(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (instant) {
    const [, date = '', time, zone = 'Z'] = instant;
    const at = Date.parse(`${date}T${time}${zone}`);
    return startOf(date) === null || Number.isNaN(at) ? null : at;
  }
  const day = /(?<!\d)(\d{4})(-?)(\d{2})\2(\d{2})$/.exec(text);
  const start = day && startOf(`${day[1]}-${day[3]}-${day[4]}`);
  return start === null ? null : start + 86_400_000;
}

/** Date.parse takes 30 February for 2 March; such a day names none. */
function startOf(date: string): number | null {
  const start = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(start) && new Date(start).toISOString().startsWith(date) ? start : null;
}

/** Tags of a resource, and for a scalable target of what it scales too: people tag the service and forget the target. */
export function tagsAbout(subject: Subject, world: World): Fact[] {
  const resource = resourceOf(subject);
  const owner = resource.kind === 'scalable-target' ? scaledResource(identityOf(resource)) : null;
  const scaled = owner ? world.find(owner.kind, subject, owner.key) : undefined;
  const gaps = owner && !scaled ? world.gaps(owner.kind, subject) : [];
  const unlisted: Fact[] = gaps.length > 0 ? [{ known: false, because: gaps }] : [];
  return [tagsOf(resource), ...(scaled ? [tagsOf(scaled)] : unlisted)];
}

/** Whether the tags of the resource itself explain an override. */
export const explainedByTags: FactDefinition = {
  type: 'boolean',
  nullable: false,
  description:
    'Whether tags explain an override: baseline-change; an event of the calendar whose deadline for the revert is not over; or a day that is not over for longer than override.warnAfter of the policy.',
  compute: (subject, { world }) => explainsOverride(tagsOf(resourceOf(subject)), world),
};
