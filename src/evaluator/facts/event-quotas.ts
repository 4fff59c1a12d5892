import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known, unknown } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { atPeak, eventWorkloadFacts } from './event-workload.ts';

/** New WebSocket connections a second. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const connectionsKey = 'apigateway/L-9ED1E49A';

/** A quota that the event needs more of than normal. */
interface Demand {
  what: string;
  needed: number;
  quotas: Resource[];
}

const tokens = /\btokens per minute for (.+)$/i;

/**
 * Quotas on tokens of a model: by their whole name, else those "… tokens per minute for …" that end with the model's.
 * On-demand, cross-region and global inference have one each.
 */
function tokenQuotas(all: Resource[], model: string): Resource[] {
  const wanted = model.trim().toLowerCase();
  const exact = all.filter(({ name }) => name.toLowerCase() === wanted);
  if (exact.length > 0) return exact;
  return all.filter(({ name }) => {
    const told = tokens.exec(name)?.[1]?.toLowerCase() ?? '';
    return told === wanted || told.endsWith(` ${wanted}`);
  });
}

/** Rates that the baseline declares, at the peak of the event. */
function demandsOf(subject: Subject, context: Context, service: 'bedrock' | 'apigateway'): Demand[] {
  const { world, workload } = context;
  const quotas = world.at('service-quota', subject).filter(({ attributes }) => attributes.serviceCode === service);
  const rates: [string, number | undefined][] =
    service === 'bedrock'
      ? Object.entries(workload?.baseline?.tokensPerMinute ?? {})
      : [['new WebSocket connections a second', workload?.baseline?.newConnectionsPerSecond]];
  return rates.flatMap(([what, normal]) => {
    const needed = atPeak(subject, context, normal);
    if (needed === null) return [];
    const own = service === 'bedrock' ? tokenQuotas(quotas, what) : quotas.filter(({ key }) => key === connectionsKey);
    return [{ what, needed, quotas: own }];
  });
}

/** Value in force; not known where AWS tells its default alone, which an increase may have left behind. */
function valueOfQuota(quota: Resource): Fact {
  return derive([memberOf(quota, 'value'), memberOf(quota, 'isDefault')], (value, isDefault) =>
    isDefault === true ? null : value,
  );
}

/** The value that holds for a demand: of several quotas one that all agree on being enough, or not. */
function quotaFor({ needed, quotas }: Demand, subject: Subject, { world }: Context, service: string): Fact {
  const gaps = world.gaps('service-quota', subject, service);
  if (quotas.length === 0)
    return gaps.length > 0 ? { known: false, because: gaps } : unknown(`${service} quota`, 'not-recorded');
  const values = quotas.map(valueOfQuota);
  const unread = values.find((value) => !value.known);
  if (unread) return unread;
  const numbers = values.flatMap((value) => (value.known && typeof value.value === 'number' ? [value.value] : []));
  if (numbers.length < values.length) return unknown(`${service} quota`, 'not-recorded');
  const enough = new Set(numbers.map((value) => value >= needed));
  return enough.size === 1 ? known(Math.min(...numbers)) : unknown(`which ${service} quota holds`, 'not-recorded');
}

/** Each demand above its quota, in words. */
function shortfalls(subject: Subject, context: Context, service: 'bedrock' | 'apigateway'): Fact {
  const demands = demandsOf(subject, context, service);
  if (demands.length === 0) return known(null);
  const values = demands.map((demand) => quotaFor(demand, subject, context, service));
  return derive(values, (...numbers) =>
    demands.flatMap(({ what, needed }, index) =>
      needed > Number(numbers[index]) ? [`${what}: ${needed} needed, ${numbers[index]} allowed`] : [],
    ),
  );
}

/** The first quota that is too low, as a request for an increase names it. */
function ofShort(
  subject: Subject,
  context: Context,
  service: 'bedrock' | 'apigateway',
  read: (quota: Resource, demand: Demand) => Json,
): Fact {
  for (const demand of demandsOf(subject, context, service)) {
    const value = quotaFor(demand, subject, context, service);
    const [quota] = demand.quotas;
    if (value.known && Number(value.value) < demand.needed && quota) return known(read(quota, demand));
  }
  return known(null);
}

interface Pending {
  status: string;
  desiredValue: number;
}

/** Increases that wait, or were refused, of quotas that the event needs more of than they allow. */
function pending(subject: Subject, context: Context): Fact {
  const all = (['bedrock', 'apigateway'] as const).flatMap((service) => demandsOf(subject, context, service));
  if (all.length === 0) return known(null);
  const parts = all.flatMap(({ needed, quotas }) => quotas.map((quota) => ({ needed, quota })));
  const told = parts.map(({ quota }) =>
    derive([memberOf(quota, 'value'), memberOf(quota, 'pendingRequests')], (value, requests) => [value, requests]),
  );
  return derive(told, (...values) =>
    values.flatMap((one, index) => {
      const [value, requests] = one as unknown as [number, Pending[]];
      const { needed = 0, quota } = parts[index] ?? {};
      if (value >= needed) return [];
      return requests.map(({ status, desiredValue }) => `${quota?.name}: ${desiredValue} asked for, ${status}`);
    }),
  );
}

const byService = (service: 'bedrock' | 'apigateway', prefix: string): Record<string, FactDefinition> => ({
  [`${prefix}Shortfalls`]: {
    type: 'list',
    nullable: true,
    description: `Demands on quotas of ${service} at the peak that they do not allow, in words; null where the baseline declares none, and for a single capacity.`,
    compute: (subject, context) => shortfalls(subject, context, service),
  },
  [`${prefix}ShortfallCount`]: {
    type: 'number',
    nullable: true,
    description: 'How many these are.',
    compute: (subject, context) =>
      derive([shortfalls(subject, context, service)], (all) => (Array.isArray(all) ? all.length : null)),
  },
  [`${prefix}QuotaCode`]: {
    type: 'string',
    nullable: true,
    description: 'Code of the first quota that is too low; null for none.',
    compute: (subject, context) => ofShort(subject, context, service, (quota) => quota.attributes.quotaCode ?? null),
  },
  [`${prefix}QuotaWanted`]: {
    type: 'number',
    nullable: true,
    description: 'What it has to allow; null for none.',
    compute: (subject, context) => ofShort(subject, context, service, (_, { needed }) => needed),
  },
});

/** What can be asked of quotas that the workload of an event needs, and of what waits for AWS. */
export const eventQuotaFacts: Record<string, FactDefinition> = {
  ...byService('bedrock', 'token'),
  ...byService('apigateway', 'connection'),
  pendingIncreases: {
    type: 'list',
    nullable: true,
    description:
      'Increases of quotas that the event needs more of than they allow, which AWS has not granted, in words; null where the baseline declares no rate, and for a single capacity.',
    compute: pending,
  },
  pendingIncreaseCount: {
    type: 'number',
    nullable: true,
    description: 'How many these are.',
    compute: (subject, context) =>
      derive([pending(subject, context)], (all) => (Array.isArray(all) ? all.length : null)),
  },
  ...eventWorkloadFacts,
};
