import type { RequestedServiceQuotaChange, ServiceQuota } from '@aws-sdk/client-service-quotas';
import { serviceQuota } from '../../../resources/service-quota.ts';
import { type Answer, type Collector, type Context, unreadOf } from '../collector.ts';
import { describeQuota, describeRequests } from '../describe/service-quota.ts';

/**
 * Quotas that decide how far capacity can grow, by service. Fargate On-Demand and Spot vCPU; concurrent executions; new
 * WebSocket connections and requests a second. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const codes = {
  apigateway: ['L-8A5B8E43', 'L-9ED1E49A'],
  fargate: ['L-3032A538', 'L-36FBB829'],
  lambda: ['L-B99A9384'],
} as const;

/**
 * Bedrock has a quota for each model and way to ask it, so they are found by name: "On-demand model inference tokens per
 * minute for …", "Cross-region …", "Global cross-region …", in older accounts "On-demand InvokeModel tokens per minute for …".
 * https://docs.aws.amazon.com/bedrock/latest/userguide/quotas.html
 */
const bedrockName = /^(on-demand|(global )?cross-region|invokemodel)\b.*\b(tokens|requests) per minute for /i;

/** Pages of 100 that are read of one service, and of the requests: several times what any account has. */
const maxPages = 20;

type Wanted = { serviceCode: string; isWanted: (quota: ServiceQuota) => boolean; expected: number };

const services: readonly Wanted[] = [
  ...Object.entries(codes).map(([serviceCode, wanted]) => ({
    serviceCode,
    isWanted: ({ QuotaCode: code }: ServiceQuota) => (wanted as readonly (string | undefined)[]).includes(code),
    expected: wanted.length,
  })),
  { serviceCode: 'bedrock', isWanted: ({ QuotaName: name = '' }) => bedrockName.test(name), expected: 1 },
];
const parts = services.map(({ serviceCode }) => serviceCode);

const appliedApi = 'servicequotas:ListServiceQuotas';
const defaultApi = 'servicequotas:ListAWSDefaultServiceQuotas';
const requestApi = 'servicequotas:ListRequestedServiceQuotaChangeHistory';

/** Statuses of requests that did not raise the quota, or not yet. */
const notGranted: readonly (string | undefined)[] = ['PENDING', 'CASE_OPENED', 'NOT_APPROVED', 'DENIED'];

/**
 * Quotas, with the increases that wait. One call a service and page of 100 (Bedrock has hundreds of quotas), and one for all
 * requests; defaults are asked for only where the applied value of a wanted quota is not told.
 * https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/
 */
export const servicequotas: Collector = {
  name: 'servicequotas',
  scope: 'regional',
  reads: [
    { api: appliedApi, kinds: ['service-quota'], parts },
    { api: defaultApi, kinds: ['service-quota'], parts, after: appliedApi },
    { api: requestApi, kinds: [] },
  ],
  async collect(context) {
    const [requestsOf, ...quotas] = await Promise.all([
      readRequests(context),
      ...services.map((wanted) => readQuotas(context, wanted)),
    ]);
    for (const { quota, part, source } of quotas.flat()) {
      context.add(serviceQuota, { api: source.api, part, item: `${part}/${quota.QuotaCode}` }, () => {
        const requests = requestsOf(quota);
        const draft = describeQuota(quota, source, requests.ok ? describeRequests(requests.value) : []);
        return { ...draft, unread: { ...draft.unread, ...unreadOf(requests, ['pendingRequests']) } };
      });
    }
  },
};

type Found = { quota: ServiceQuota; part: string; source: { api: string; isDefault: boolean } };

/** The applied value of each wanted quota, and the default of those whose applied value AWS does not tell. */
async function readQuotas(context: Context, { serviceCode, isWanted, expected }: Wanted): Promise<Found[]> {
  const { ListAWSDefaultServiceQuotasCommand, ListServiceQuotasCommand } = await import(
    '@aws-sdk/client-service-quotas'
  );
  const found = new Map<string, Found>();
  const read = async (api: string, Command: typeof ListServiceQuotasCommand) => {
    const pages = context.pages(
      api,
      (token) => new Command({ ServiceCode: serviceCode, MaxResults: 100, NextToken: token }),
      {
        part: serviceCode,
        next: (page) => page.NextToken,
        items: (page) => page.Quotas,
        missed: [`quotas of ${serviceCode}`],
        maxPages,
        // The service does not exist in the region: it has no quotas.
        gone: ['NoSuchResourceException'],
      },
    );
    for await (const page of pages) {
      for (const quota of page.filter(isWanted)) {
        const source = { api, isDefault: api === defaultApi };
        const key = String(quota.QuotaCode);
        if (!found.has(key)) found.set(key, { quota, part: serviceCode, source });
      }
    }
  };
  await read(appliedApi, ListServiceQuotasCommand);
  if (found.size < expected && context.failureOf(appliedApi, serviceCode) === null) {
    await read(defaultApi, ListAWSDefaultServiceQuotasCommand as unknown as typeof ListServiceQuotasCommand);
  }
  return [...found.values()];
}

/** Requests that were not granted, by quota. A listing that ended early proves nothing about any of them. */
async function readRequests(
  context: Context,
): Promise<(quota: ServiceQuota) => Answer<readonly RequestedServiceQuotaChange[]>> {
  const { ListRequestedServiceQuotaChangeHistoryCommand } = await import('@aws-sdk/client-service-quotas');
  const changes: RequestedServiceQuotaChange[] = [];
  const pages = context.pages(
    requestApi,
    (token) => new ListRequestedServiceQuotaChangeHistoryCommand({ MaxResults: 100, NextToken: token }),
    { next: (page) => page.NextToken, items: (page) => page.RequestedQuotas, maxPages },
  );
  for await (const page of pages) changes.push(...page.filter(({ Status: status }) => notGranted.includes(status)));
  const reason = context.failureOf(requestApi);
  return ({ ServiceCode: service, QuotaCode: code }) =>
    reason === null
      ? { ok: true, value: changes.filter((one) => one.ServiceCode === service && one.QuotaCode === code) }
      : { ok: false, reason, api: requestApi, gone: false };
}
