import type { Json } from '../../model/snapshot.ts';
import { type Fact, known } from '../fact.ts';

const overrideKey = /^(event|override|temp|incident)/i;

/** The tag that explains an override, as key=value; null when there is none. `tagKey` is the policy's own key. */
export function overrideTag(tags: Fact, tagKey: string): Fact {
  if (!tags.known) return tags;
  const found = explaining(tags.value as Record<string, Json>, tagKey);
  return known(found ? `${found[0]}=${found[1]}` : null);
}

/** Hours since the day named by the override's tags ended; negative before, null when they name no day. */
export function hoursPastOverride(tags: Fact, tagKey: string, now: number): Fact {
  if (!tags.known) return tags;
  const all = tags.value as Record<string, Json>;
  const found = explaining(all, tagKey);
  if (!found) return known(null);
  const end = instantOf(String(all.expires ?? '')) ?? instantOf(found[1]);
  return known(end === null ? null : Math.floor((now - end) / 3_600_000));
}

function explaining(tags: Record<string, Json>, tagKey: string): [string, string] | undefined {
  const keys = Object.keys(tags).sort();
  const key = keys.find((name) => name === tagKey) ?? keys.find((name) => overrideKey.test(name));
  return key === undefined ? undefined : [key, String(tags[key])];
}

/** End of the day that a value ends in (…-20250322 or …2025-03-22), or the instant it gives; null when neither. */
function instantOf(value: string): number | null {
  const instant = /(\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)$/.exec(value)?.[1];
  if (instant) return valid(Date.parse(/Z|[+-]\d{2}:?\d{2}$/.test(instant) ? instant : `${instant}Z`));
  const day = /(\d{4})-?(\d{2})-?(\d{2})$/.exec(value);
  if (!day) return null;
  const start = valid(Date.parse(`${day[1]}-${day[2]}-${day[3]}T00:00:00Z`));
  return start === null ? null : start + 86_400_000;
}

function valid(instant: number): number | null {
  return Number.isNaN(instant) ? null : instant;
}
