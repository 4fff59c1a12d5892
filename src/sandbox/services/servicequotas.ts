import {
  ListAWSDefaultServiceQuotas$,
  type ListAWSDefaultServiceQuotasRequest,
  ListRequestedServiceQuotaChangeHistory$,
  type ListRequestedServiceQuotaChangeHistoryRequest,
  ListServiceQuotas$,
  type ListServiceQuotasRequest,
} from '@aws-sdk/client-service-quotas';
import { type Item, text } from '../derive/item.ts';
import { completeQuota, completeRequest, knownQuotas, type Quota } from '../derive/quotas.ts';
import { takePage } from '../paging.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, failed, jsonCodes, operation, type Service } from '../service.ts';

/** Service Quotas in one account and region. */
export type ServiceQuotasState = { quotas: Quota[]; requests: Item[] };

type ServiceQuotas = Context<ServiceQuotasState>;
const token = { input: 'NextToken', output: 'NextToken' };
const limits = { default: 100, max: 100 };

/** Service Quotas. */
export const servicequotas: Service<ServiceQuotasState> = {
  prefix: 'servicequotas',
  signingName: 'servicequotas',
  protocol: awsJson({ version: '1.1', target: 'ServiceQuotasV20190624' }),
  errors: jsonCodes({
    invalid: 'IllegalArgumentException',
    badToken: 'InvalidPaginationTokenException',
    throttled: { code: 'TooManyRequestsException', status: 400, message: 'Rate exceeded' },
    internal: 'ServiceException',
  }),
  index: ({ region }) => ({
    quotas: knownQuotas(region['service-quotas']?.quotas ?? []),
    requests: region['service-quotas']?.requests ?? [],
  }),
  operations: {
    ListServiceQuotas: operation({ schema: ListServiceQuotas$, token, required: ['ServiceCode'], handle: listApplied }),
    ListAWSDefaultServiceQuotas: operation({
      schema: ListAWSDefaultServiceQuotas$,
      token,
      required: ['ServiceCode'],
      handle: listDefaults,
    }),
    ListRequestedServiceQuotaChangeHistory: operation({
      schema: ListRequestedServiceQuotaChangeHistory$,
      token,
      handle: listRequests,
    }),
  },
};

function listApplied(input: ListServiceQuotasRequest, context: ServiceQuotas) {
  const { QuotaCode: code } = input;
  const listed = quotasOf(input, context).filter(
    ({ item, applied }) => applied && (code === undefined || item.QuotaCode === code),
  );
  const page = cut(`ListServiceQuotas ${input.ServiceCode} ${code}`, listed, input);
  return { Quotas: page.items.map(({ item }) => completeQuota(item, context)), NextToken: page.token };
}

function listDefaults(input: ListAWSDefaultServiceQuotasRequest, context: ServiceQuotas) {
  const page = cut(`ListAWSDefaultServiceQuotas ${input.ServiceCode}`, quotasOf(input, context), input);
  const complete = ({ item, defaultValue }: Quota) => completeQuota({ ...item, Value: defaultValue }, context);
  return { Quotas: page.items.map(complete), NextToken: page.token };
}

function quotasOf({ ServiceCode: code }: { ServiceCode?: string }, { state }: ServiceQuotas): Quota[] {
  const listed = state.quotas.filter(({ item }) => item.ServiceCode === code);
  if (listed.length === 0)
    throw failed('NoSuchResourceException', 'The request failed because the service is unknown.');
  return listed;
}

function listRequests(input: ListRequestedServiceQuotaChangeHistoryRequest, context: ServiceQuotas) {
  const { ServiceCode: service, Status: status } = input;
  const kept = context.state.requests.filter(
    (item) =>
      (service === undefined || text(item, 'ServiceCode') === service) &&
      (status === undefined || text(item, 'Status') === status),
  );
  const page = cut(`ListRequestedServiceQuotaChangeHistory ${service} ${status}`, kept, input);
  return { RequestedQuotas: page.items.map((item) => completeRequest(item, context)), NextToken: page.token };
}

function cut<T>(scope: string, items: readonly T[], input: { NextToken?: string; MaxResults?: number }) {
  return takePage(items, { token: input.NextToken, size: input.MaxResults, limits, scope });
}
