import type {
  ListAWSDefaultServiceQuotasCommandOutput,
  ListServiceQuotasCommandOutput,
  ServiceQuota,
} from '@aws-sdk/client-service-quotas';
import { expect } from 'vitest';
import type { Collected } from '../support.ts';
import { expectResources, reading, type Told } from './reading.ts';

/** Services were recorded of which no quota is kept, so that theirs are told as those that are. */
const wanted = { ServiceCode: 'fargate', QuotaCode: 'L-3032A538' };
const asWanted = (quotas: Told<ServiceQuota>[] | undefined) => (quotas ?? []).map((one) => ({ ...one, ...wanted }));

function checkQuotas(collected: Collected, quotas: Told<ServiceQuota>[] | undefined, isDefault: boolean): void {
  const [quota] = quotas ?? [];
  const ofFargate = { ...collected, of: () => collected.of('service-quota').filter(keptHere) };
  expectResources(ofFargate, 'service-quota', [
    {
      key: 'fargate/L-3032A538',
      id: quota?.QuotaArn,
      attributes: {
        name: quota?.QuotaName,
        value: quota?.Value,
        unit: quota?.Unit,
        adjustable: quota?.Adjustable,
        isDefault,
      },
      observed: { pendingRequests: [] },
    },
  ]);
  expect(JSON.stringify(collected.of('service-quota'))).not.toContain('AWS/Usage');
}

const keptHere = ({ key }: { key: string | null }) => key === 'fargate/L-3032A538';

const listServiceQuotas = reading<ListServiceQuotasCommandOutput>({
  api: 'servicequotas:ListServiceQuotas',
  answer: ({ operation, input }, data) =>
    operation === 'ListServiceQuotas' && input.ServiceCode === 'fargate'
      ? { ...data, Quotas: asWanted(data.Quotas) }
      : undefined,
  check: (collected, data) => {
    const applied = { ...collected, of: (kind: string) => collected.of(kind).filter((one) => !isDefaultOf(one)) };
    checkQuotas(applied, data.Quotas, false);
  },
});

const isDefaultOf = ({ attributes }: { attributes: Record<string, unknown> }) => attributes.isDefault === true;

const listDefaults = reading<ListAWSDefaultServiceQuotasCommandOutput>({
  api: 'servicequotas:ListAWSDefaultServiceQuotas',
  answer: ({ operation, input }, data) => {
    if (input.ServiceCode !== 'fargate') return undefined;
    if (operation === 'ListServiceQuotas') return { Quotas: [] };
    return operation === 'ListAWSDefaultServiceQuotas' ? { ...data, Quotas: asWanted(data.Quotas) } : undefined;
  },
  check: (collected, data) => checkQuotas(collected, data.Quotas, true),
});

export const quotas = {
  'servicequotas.ListServiceQuotas': listServiceQuotas,
  'servicequotas.ListAWSDefaultServiceQuotas': listDefaults,
};
