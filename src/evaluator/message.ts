import { canonical } from '../model/canonical.ts';
import type { Unknown } from '../model/report.ts';
import type { Json } from '../model/snapshot.ts';
import type { Fact } from './fact.ts';
import { placeholder } from './vocabulary.ts';

/** Fills {fact} and {fact unit} with values for people; says where a value is AWS's default rather than anybody's choice. */
export function renderMessage(template: string, factOf: (name: string) => Fact): string {
  return template.replace(placeholder, (_, name: string, unit: string | undefined) => {
    const fact = factOf(name);
    if (!fact.known) return 'unknown';
    const value = showValue(fact.value);
    const withUnit = unit !== undefined && typeof fact.value === 'number' ? `${value} ${unitOf(value, unit)}` : value;
    return fact.class === 'derived-default' ? `${withUnit} (AWS default, never set)` : withUnit;
  });
}

/** One of a thing is named in the singular: `1 unit`, `1 model unit`. Abbreviations (s, GiB, OCU) stay as they are. */
const unitOf = (value: string, unit: string) => (value === '1' ? unit.replace(/(?<=[a-z]{2})s$/, '') : unit);

/** A value as people read it. */
function showValue(value: Json): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(showValue).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(canonical(value));
}

const reasonTexts: Record<Unknown['reason'], (unknown: Unknown) => string> = {
  denied: (one) => `${one.api ?? one.fact} was denied`,
  throttled: (one) => `${one.api ?? one.fact} was throttled until time ran out`,
  truncated: (one) => `${one.api ?? one.fact} ended before everything was listed`,
  malformed: (one) => `${one.api ?? one.fact} answered something that could not be understood`,
  failed: (one) => `${one.api ?? one.fact} failed`,
  unsupported: (one) => `${one.api ?? one.fact} does not exist there`,
  'after-apply': (one) => `${one.fact} is known only after apply`,
  'not-recorded': (one) => `${one.fact} is not recorded in the snapshot`,
  'not-requested': (one) => `${one.api ?? one.fact} was not asked for`,
  absent: (one) => `${one.fact} has no value to compare`,
  'uncertain-match': () => 'several workloads of the policy may match',
};

/** Why something is not known, in words. */
export function reasonsOf(because: Unknown[]): string {
  return [...new Set(because.map((one) => reasonTexts[one.reason](one)))].join('; ');
}

/** Why something cannot be judged, in one sentence. */
export function renderUnknown(because: Unknown[]): string {
  return `Cannot be judged: ${reasonsOf(because)}.`;
}
