import { describe, expect, it } from 'vitest';
import { collect, type Declared } from './support.ts';

const applied = 'servicequotas:ListServiceQuotas';
const defaults = 'servicequotas:ListAWSDefaultServiceQuotas';
const requests = 'servicequotas:ListRequestedServiceQuotaChangeHistory';
const quotas = (declared: Declared['service-quotas']): Declared => ({ 'service-quotas': declared });
const fargate = { ServiceCode: 'fargate', QuotaCode: 'L-3032A538' };

describe('service quotas', () => {
  it('are kept where a rule asks for them: by code, those of Bedrock by name', async () => {
    const { of } = await collect(
      quotas({
        quotas: [
          {
            ServiceCode: 'bedrock',
            QuotaCode: 'L-1',
            QuotaName: 'Global cross-region model inference tokens per minute for X',
          },
          { ServiceCode: 'bedrock', QuotaCode: 'L-2', QuotaName: 'On-demand InvokeModel tokens per minute for Y' },
          { ServiceCode: 'bedrock', QuotaCode: 'L-3', QuotaName: 'Model invocation tokens per day for X' },
          { ServiceCode: 'bedrock', QuotaCode: 'L-4', QuotaName: 'Batch inference tokens per minute for X' },
        ],
      }),
    );
    expect(of('service-quota').map(({ key }) => key)).toEqual([
      'apigateway/L-8A5B8E43',
      'apigateway/L-9ED1E49A',
      'bedrock/L-1',
      'bedrock/L-2',
      'bedrock/L-254CACF4',
      'bedrock/L-A50569E5',
      'bedrock/L-FF8B4E28',
      'fargate/L-3032A538',
      'fargate/L-36FBB829',
      'lambda/L-B99A9384',
    ]);
  });

  it('tell value, unit, and the requests that were not granted, oldest first', async () => {
    const { of, calls } = await collect(
      quotas({
        quotas: [{ ...fargate, Value: 6, Adjustable: true }],
        requests: [
          {
            ...fargate,
            Status: 'CASE_OPENED',
            DesiredValue: 900,
            Created: '2026-11-20T00:00:00Z',
            Requester: 'somebody',
          },
          { ...fargate, Status: 'NOT_APPROVED', DesiredValue: 5000, Created: '2026-10-20T00:00:00Z' },
          { ...fargate, Status: 'APPROVED', DesiredValue: 6, Created: '2026-10-01T00:00:00Z' },
          { ...fargate, QuotaCode: 'L-36FBB829', Status: 'PENDING', DesiredValue: 1 },
        ],
      }),
    );
    const [quota] = of('service-quota').filter(({ key }) => key === 'fargate/L-3032A538');
    expect(quota).toMatchObject({
      id: 'arn:aws:servicequotas:eu-central-1:111122223333:fargate/L-3032A538',
      name: 'Fargate On-Demand vCPU resource count',
      attributes: { value: 6, unit: 'None', adjustable: true, isDefault: false },
      observed: {
        pendingRequests: [
          { status: 'NOT_APPROVED', desiredValue: 5000, createdAt: '2026-10-20T00:00:00.000Z' },
          { status: 'CASE_OPENED', desiredValue: 900, createdAt: '2026-11-20T00:00:00.000Z' },
        ],
      },
      defaulted: [],
      unread: {},
    });
    expect(JSON.stringify(of('service-quota'))).not.toContain('somebody');
    expect([calls('ListServiceQuotas'), calls('ListAWSDefaultServiceQuotas')]).toEqual([4, 0]);
    expect(calls('ListRequestedServiceQuotaChangeHistory')).toBe(1);
  });

  it('whose applied value is not told have the default, marked as such', async () => {
    const { of, calls } = await collect(quotas({ quotas: [{ ...fargate, Value: 3000, applied: false }] }));
    const [quota] = of('service-quota').filter(({ key }) => key === 'fargate/L-3032A538');
    expect(quota).toMatchObject({ attributes: { value: 6, isDefault: true }, defaulted: ['value'] });
    expect(calls('ListAWSDefaultServiceQuotas')).toBe(1);
  });

  it('are read to the last page', async () => {
    const many = Array.from({ length: 250 }, (_, n) => ({
      ServiceCode: 'bedrock',
      QuotaCode: `L-${n}`,
      QuotaName: `On-demand model inference tokens per minute for model ${n}`,
    }));
    const { of, coverage } = await collect(quotas({ quotas: many }));
    expect(of('service-quota').filter(({ key }) => key?.startsWith('bedrock/'))).toHaveLength(253);
    expect(coverage(applied, 'bedrock')).toMatchObject({ status: 'ok', complete: true, calls: 3 });
  });

  it('of a service that does not exist in the region are none', async () => {
    const { of, coverage } = await collect(
      {},
      {
        respond: ({ operation, input }) =>
          operation.endsWith('ServiceQuotas') && input.ServiceCode === 'bedrock'
            ? { error: { code: 'NoSuchResourceException', message: 'no such service', status: 400 } }
            : undefined,
      },
    );
    expect(of('service-quota').filter(({ key }) => key?.startsWith('bedrock/'))).toEqual([]);
    expect(coverage(applied, 'bedrock')).toMatchObject({ status: 'ok', complete: true });
  });

  it('that the service behind them did not tell are unread, with the reason', async () => {
    const error = (ErrorCode: string) => ({ ErrorReason: { ErrorCode }, Value: null });
    const { of } = await collect(
      quotas({
        quotas: [
          { ...fargate, ...error('DEPENDENCY_ACCESS_DENIED_ERROR') },
          { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384', ...error('SERVICE_QUOTA_NOT_AVAILABLE_ERROR') },
        ],
      }),
    );
    const unread = Object.fromEntries(of('service-quota').map((quota) => [quota.key, quota.unread]));
    expect(unread['fargate/L-3032A538']).toEqual({ value: 'denied' });
    expect(unread['lambda/L-B99A9384']).toEqual({ value: 'failed' });
  });
});

describe('what could not be read of service quotas', () => {
  it('denied for one service leaves the others, and asks for no default in its place', async () => {
    const { of, coverage, calls } = await collect(
      {},
      { faults: [{ api: applied, match: (input) => input.ServiceCode === 'fargate', do: 'denied' }] },
    );
    expect(of('service-quota').filter(({ key }) => key?.startsWith('fargate/'))).toEqual([]);
    expect(coverage(applied, 'fargate')).toMatchObject({ status: 'denied', complete: false });
    expect(coverage(applied, 'lambda')).toMatchObject({ status: 'ok', complete: true });
    expect(coverage(defaults, 'fargate')).toMatchObject({ status: 'denied', complete: false, calls: 0 });
    expect(calls('ListAWSDefaultServiceQuotas')).toBe(0);
  });

  it.each(['denied', 'endless', 'empty'] as const)('requests: %s', async (fault) => {
    const { of } = await collect(quotas({ requests: [{ ...fargate, DesiredValue: 10 }] }), {
      faults: [{ api: requests, do: fault }],
    });
    for (const quota of of('service-quota')) {
      expect(quota.observed).not.toHaveProperty('pendingRequests');
      expect(quota.unreadApi?.pendingRequests).toBe(requests);
    }
    expect(of('service-quota').length).toBeGreaterThan(0);
  });

  it('defaults that are denied leave the quota out, on record', async () => {
    const { of, coverage } = await collect(quotas({ quotas: [{ ...fargate, applied: false }] }), {
      faults: [{ api: defaults, do: 'denied' }],
    });
    expect(of('service-quota').some(({ key }) => key === 'fargate/L-3032A538')).toBe(false);
    expect(coverage(defaults, 'fargate')).toMatchObject({ status: 'denied', missed: ['quotas of fargate'] });
  });

  it('throttling is waited out; a quota that makes no sense is malformed by name', async () => {
    const { of, coverage } = await collect(
      {},
      {
        faults: [
          { api: applied, match: (input) => input.ServiceCode === 'lambda', count: 2, do: 'throttled' },
          { api: applied, match: (input) => input.ServiceCode === 'fargate', do: 'wrong-types', members: ['Value'] },
        ],
      },
    );
    expect(of('service-quota').some(({ key }) => key === 'lambda/L-B99A9384')).toBe(true);
    expect(coverage(applied, 'fargate')).toMatchObject({
      status: 'malformed',
      missed: ['fargate/L-3032A538', 'fargate/L-36FBB829'],
    });
  });
});
