import { keyHash } from '../resources/kind.ts';

/** The SNS topic behind a subscriber: its key hash, since addresses are never kept. Nulls for email and for other accounts. */
export function topicReference(
  type: string | undefined,
  address: string | undefined,
  { partition, account }: { partition: string; account: string },
): { topic: string | null; region: string | null } {
  const [, , , region = '', owner, name] = type === 'SNS' ? (address?.split(':') ?? []) : [];
  if (owner !== account || name === undefined) return { topic: null, region: null };
  return { topic: keyHash({ partition, account, region }, 'sns-topic', String(address)), region };
}
