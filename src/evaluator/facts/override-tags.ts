import { durationMs } from '../../model/duration.ts';
import type { Json } from '../../model/snapshot.ts';
import { type Fact, known } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { tagsOf } from '../world.ts';
import { resourceOf } from './joins.ts';

/** event, override, temp, temporary or incident, alone or before a separator or a capital: never template or eventbridge. */
const overrideKey = /^(?:[Ee]vents?|EVENT|[Oo]verride|OVERRIDE|[Tt]emp(?:orary)?|TEMP|[Ii]ncident|INCIDENT)(?![a-z])/;
/** Tag that says the raise is the new normal. */
const baselineChangeKey = 'baseline-change';

/** A tag that explains an override, and when the day or instant it names is over; null when it names none. */
interface Explanation {
  key: string;
  value: string;
  end: number | null;
}

/** The tag that explains an override, as key=value; null when there is none. `tagKey` is the policy's own key. */
export function overrideTag(tags: Fact, tagKey: string): Fact {
  return fromTags(tags, (all) => {
    const found = explanationOf(all, tagKey);
    return found ? `${found.key}=${found.value}` : null;
  });
}

/** Tags that speak of the override: the one that explains it, and expires; null when there is none. */
export function overrideTags(tags: Fact, tagKey: string): Fact {
  return fromTags(tags, (all) => {
    const found = explanationOf(all, tagKey);
    const expires = expiresKey(all);
    if (!found) return null;
    return { [found.key]: found.value, ...(expires === undefined ? {} : { [expires]: String(all[expires]) }) };
  });
}

/** Hours since the day named by the override's tags ended (in UTC); negative before, null when they name no day. */
export function hoursPastOverride(tags: Fact, tagKey: string, now: number): Fact {
  return fromTags(tags, (all) => {
    const end = explanationOf(all, tagKey)?.end ?? null;
    return end === null ? null : Math.floor((now - end) / 3_600_000);
  });
}

/** Whether tags explain an override now: they name a day that is not over for longer than the grace, or a new baseline. */
export function explainsOverride(tags: Fact, tagKey: string, now: number, graceMs: number): Fact {
  return fromTags(tags, (all) => {
    const end = explanationOf(all, tagKey)?.end ?? null;
    return Object.hasOwn(all, baselineChangeKey) || (end !== null && now <= end + graceMs);
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
function explanationOf(tags: Record<string, Json>, tagKey: string): Explanation | undefined {
  const expires = expiresKey(tags);
  const until = expires === undefined ? null : endOf(String(tags[expires]));
  const found = Object.keys(tags)
    .filter((key) => key === tagKey || overrideKey.test(key))
    .sort((a, b) => Number(b === tagKey) - Number(a === tagKey) || (a < b ? -1 : 1))
    .map((key) => {
      const value = String(tags[key]);
      return { key, value, end: until ?? endOf(value) ?? endOf(key) };
    });
  const latest = (a: Explanation, b: Explanation) => ((b.end ?? -Infinity) > (a.end ?? -Infinity) ? b : a);
  return found.length === 0 ? undefined : found.reduce(latest);
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

/** Whether the tags of the resource itself explain an override. */
export const explainedByTags: FactDefinition = {
  type: 'boolean',
  nullable: false,
  description:
    'Whether tags explain an override: baseline-change, or an event or incident whose day is not over for longer than override.warnAfter of the policy.',
  compute: (subject, { world }) =>
    explainsOverride(
      tagsOf(resourceOf(subject)),
      world.policy.override.tagKey,
      world.now,
      durationMs(world.policy.override.warnAfter),
    ),
};
