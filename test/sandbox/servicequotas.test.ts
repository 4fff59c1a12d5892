import {
  ListAWSDefaultServiceQuotasCommand,
  ListRequestedServiceQuotaChangeHistoryCommand,
  ListServiceQuotasCommand,
  paginateListServiceQuotas,
} from '@aws-sdk/client-service-quotas';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

const fargate = { ServiceCode: 'fargate', QuotaCode: 'L-3032A538' };

describe('Service Quotas', () => {
  test('come up to 100 a page, of one service', async () => {
    const quotas = names('L', 130).map((QuotaCode) => ({ ServiceCode: 'ec2', QuotaCode }));
    const { quotas: client } = await serve({ 'service-quotas': { quotas } });
    const read = (pageSize?: number) =>
      pagesOf(paginateListServiceQuotas({ client, pageSize }, { ServiceCode: 'ec2' }), ({ Quotas }) => Quotas);
    expect((await read()).sizes).toEqual([100, 30]);
    expect((await read(60)).sizes).toEqual([60, 60, 10]);
    await expect(read(101)).rejects.toMatchObject({ name: 'IllegalArgumentException' });
  });

  test('are applied or default, and an applied value may be untold', async () => {
    const { quotas: client } = await serve({
      'service-quotas': {
        quotas: [
          { ...fargate, Value: 300 },
          { ...fargate, QuotaCode: 'L-36FBB829', applied: false },
        ],
      },
    });
    const { ServiceCode } = fargate;
    const applied = await client.send(new ListServiceQuotasCommand({ ServiceCode }));
    expect(applied.Quotas).toMatchObject([
      {
        ...fargate,
        QuotaArn: 'arn:aws:servicequotas:eu-west-1:111122223333:fargate/L-3032A538',
        QuotaName: 'Fargate On-Demand vCPU resource count',
        Value: 300,
        Adjustable: true,
      },
    ]);
    const defaults = await client.send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode }));
    expect(defaults.Quotas?.map(({ Value }) => Value)).toEqual([6, 6]);
    const one = await client.send(new ListServiceQuotasCommand({ ...fargate }));
    expect(one.Quotas).toHaveLength(1);
  });

  test('of an unknown service are refused', async () => {
    const { quotas: client } = await serve({});
    await expect(client.send(new ListServiceQuotasCommand({ ServiceCode: 'nonesuch' }))).rejects.toMatchObject({
      name: 'NoSuchResourceException',
    });
  });

  test('tell the requests of every service, or of one, by status', async () => {
    const requests = [
      { ...fargate, DesiredValue: 10 },
      { ...fargate, DesiredValue: 20, Status: 'APPROVED', Created: '2025-02-01T00:00:00Z' },
      { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384', DesiredValue: 2000 },
    ];
    const { quotas: client } = await serve({ 'service-quotas': { requests } });
    const read = async (input: object) => {
      const answer = await client.send(new ListRequestedServiceQuotaChangeHistoryCommand(input));
      return answer.RequestedQuotas?.map(({ DesiredValue, Status }) => [DesiredValue, Status]);
    };
    expect(await read({})).toEqual([
      [10, 'PENDING'],
      [20, 'APPROVED'],
      [2000, 'PENDING'],
    ]);
    expect(await read({ ServiceCode: 'lambda' })).toEqual([[2000, 'PENDING']]);
    expect(await read({ Status: 'APPROVED' })).toEqual([[20, 'APPROVED']]);
  });
});
