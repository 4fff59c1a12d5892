import { canonical } from '../model/canonical.ts';
import type { Unknown } from '../model/report.ts';
import type { Json } from '../model/snapshot.ts';

/** A value as people read it. */
export function showValue(value: Json): string {
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
