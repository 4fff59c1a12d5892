import { createHash } from 'node:crypto';

/** Identifies a result over time: rule and natural key, never a measured value. */
export function fingerprint(
  rule: string,
  partition: string,
  subject: { account: string; region: string; kind: string; key: string },
): string {
  const parts = [rule, partition, subject.account, subject.region, subject.kind, subject.key];
  return createHash('sha256').update(parts.join('\u0000')).digest('hex');
}
