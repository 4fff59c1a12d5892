import { hashId, type Place, partitionOf } from './identity.ts';
import { type Item, text, withDefaults, without } from './item.ts';

/** A quota: its members, the AWS default, and whether AWS tells the value that was applied. */
export type Quota = { item: Item; defaultValue: number; applied: boolean };

/**
 * Quotas of an account that is not new: AWS raised Fargate's 6 vCPU long ago. A few that nobody asks for stand among them,
 * as the listing is always longer than the question.
 */
const ofAnyAccount: readonly [service: string, code: string, name: string, value: number, awsDefault: number][] = [
  ['fargate', 'L-3032A538', 'Fargate On-Demand vCPU resource count', 4000, 6],
  ['fargate', 'L-36FBB829', 'Fargate Spot vCPU resource count', 4000, 6],
  ['lambda', 'L-B99A9384', 'Concurrent executions', 1000, 1000],
  ['lambda', 'L-2ACBD22F', 'Function and layer storage', 75, 75],
  ['apigateway', 'L-8A5B8E43', 'Throttle rate', 10000, 10000],
  ['apigateway', 'L-CDF5615A', 'Throttle burst rate', 5000, 5000],
  ['apigateway', 'L-9ED1E49A', 'WebSocket new connections rate', 500, 500],
  ['bedrock', 'L-8B1A6A5F', 'Batch inference job size (in GB) for Claude 3 Sonnet', 5, 5],
  ['bedrock', 'L-254CACF4', 'On-demand model inference requests per minute for Anthropic Claude 3.5 Sonnet', 50, 50],
  [
    'bedrock',
    'L-A50569E5',
    'On-demand model inference tokens per minute for Anthropic Claude 3.5 Sonnet',
    400000,
    400000,
  ],
  [
    'bedrock',
    'L-FF8B4E28',
    'Cross-region model inference tokens per minute for Anthropic Claude 3.5 Sonnet',
    800000,
    800000,
  ],
];

const keyOf = (item: Item) => `${text(item, 'ServiceCode')}/${text(item, 'QuotaCode')}`;

/** What every account has, with what is declared laid over it. */
export function knownQuotas(declared: readonly Item[]): Quota[] {
  const known = new Map<string, Quota>();
  for (const [ServiceCode, QuotaCode, QuotaName, Value, defaultValue] of ofAnyAccount) {
    const item = { ServiceCode, QuotaCode, QuotaName, Value };
    known.set(keyOf(item), { item, defaultValue, applied: true });
  }
  for (const item of declared) {
    const before = known.get(keyOf(item));
    const merged = { ...before?.item, ...without(item, 'applied') };
    const defaultValue = before?.defaultValue ?? (typeof item.Value === 'number' ? item.Value : 0);
    known.set(keyOf(item), { item: merged, defaultValue, applied: item.applied !== false });
  }
  return [...known.values()];
}

/** What AWS tells of a quota beside its value. */
export function completeQuota(item: Item, place: Place): Item {
  return withDefaults(item, {
    QuotaArn: quotaArn(item, place),
    ServiceName: text(item, 'ServiceCode'),
    QuotaName: text(item, 'QuotaCode'),
    Value: 1,
    Unit: 'None',
    Adjustable: true,
    GlobalQuota: false,
    QuotaAppliedAtLevel: 'ACCOUNT',
  });
}

/** What AWS tells of a request for more. */
export function completeRequest(item: Item, place: Place): Item {
  return withDefaults(item, {
    Id: hashId(`request ${keyOf(item)} ${text(item, 'Status')}`, 32),
    ServiceName: text(item, 'ServiceCode'),
    QuotaName: text(item, 'QuotaCode'),
    QuotaArn: quotaArn(item, place),
    Status: 'PENDING',
    Created: '2025-03-01T09:00:00Z',
    Requester: `{"accountId":"${place.account}"}`,
    GlobalQuota: false,
    Unit: 'None',
    QuotaRequestedAtLevel: 'ACCOUNT',
  });
}

function quotaArn(item: Item, { account, region }: Place): string {
  return `arn:${partitionOf(region)}:servicequotas:${region}:${account}:${keyOf(item)}`;
}
