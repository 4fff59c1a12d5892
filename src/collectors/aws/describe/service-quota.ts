import type { RequestedServiceQuotaChange, ServiceQuota } from '@aws-sdk/client-service-quotas';
import { compareText, type UnreadReason } from '../../../model/snapshot.ts';
import type { serviceQuota } from '../../../resources/service-quota.ts';
import type { DraftOf, Loose } from '../collector.ts';
import { isoTime } from '../format.ts';

/** A request that was not granted. */
export type PendingRequest = { status: string; desiredValue: number; createdAt: string | null };

/** Why the service behind a quota did not tell its value. https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ErrorReason.html */
const untold: Record<string, UnreadReason> = {
  DEPENDENCY_ACCESS_DENIED_ERROR: 'denied',
  DEPENDENCY_THROTTLING_ERROR: 'throttled',
};

export function describeQuota(
  quota: ServiceQuota,
  source: { api: string; isDefault: boolean },
  requests: Loose<PendingRequest>[],
): DraftOf<typeof serviceQuota> {
  const { ErrorReason: error } = quota;
  return {
    id: quota.QuotaArn,
    attributes: {
      serviceCode: quota.ServiceCode,
      quotaCode: quota.QuotaCode,
      name: quota.QuotaName,
      value: quota.Value,
      unit: quota.Unit ?? null,
      adjustable: quota.Adjustable,
      isDefault: source.isDefault,
    },
    observed: { pendingRequests: requests },
    defaulted: source.isDefault ? ['value'] : [],
    unread: error ? { value: { reason: untold[error.ErrorCode ?? ''] ?? 'failed', api: source.api } } : {},
  };
}

/** Requests of one quota, oldest first. */
export function describeRequests(changes: readonly RequestedServiceQuotaChange[]): Loose<PendingRequest>[] {
  return changes
    .map((change) => ({
      status: change.Status,
      desiredValue: change.DesiredValue,
      createdAt: isoTime(change.Created),
    }))
    .sort((a, b) => compareText(`${a.createdAt} ${a.status}`, `${b.createdAt} ${b.status}`));
}
