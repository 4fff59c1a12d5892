import type { GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import type { CoverageEntry } from '../../model/snapshot.ts';
import type { Read } from './collector.ts';
import type { Failure, Transport } from './transport.ts';

/** No credentials were found before anything was read: the user must log in, so nothing is reported. */
export class NoCredentialsError extends Error {
  override name = 'NoCredentialsError';
}

/** Needs no IAM permission. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const identityRead: Read = { api: 'sts:GetCallerIdentity', kinds: [] };

export interface Identity {
  account: string;
  partition: string;
  /** Why the identity is unknown; null when it was read. */
  failure: Failure | null;
  coverage: CoverageEntry;
}

/** Asks who the caller is. Throws NoCredentialsError when there are no credentials at all. */
export async function readIdentity(transport: Transport, region: string): Promise<Identity> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const outcome = await transport.call(region, identityRead.api, new GetCallerIdentityCommand({}));
  if (!outcome.ok && outcome.failure.credentials) throw new NoCredentialsError(outcome.failure.detail);
  const caller: Partial<GetCallerIdentityCommandOutput> = outcome.ok ? outcome.value : {};
  const partition = caller.Arn?.split(':')[1] || partitionOf(region);
  const unread: Failure | null = outcome.ok ? null : outcome.failure;
  const failure = unread ?? (caller.Account ? null : nameless);
  const account = caller.Account ?? 'unknown';
  return {
    account,
    partition,
    failure,
    coverage: {
      account,
      region: 'global',
      api: identityRead.api,
      status: failure?.status ?? 'ok',
      complete: failure === null,
      kinds: [],
      missed: [],
      calls: outcome.sent ? 1 : 0,
      throttled: outcome.throttled,
      since: null,
      detail: failure?.detail ?? null,
    },
  };
}

const nameless: Failure = {
  status: 'malformed',
  name: 'malformed',
  detail: 'the answer names no account',
  credentials: false,
};

/** Partition by the region's name, for when AWS could not be asked. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}
