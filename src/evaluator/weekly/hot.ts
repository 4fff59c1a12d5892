import type { Resource } from '../../model/snapshot.ts';
import type { AtMaximumEntry, QuotaEntry, ThrottleEntry } from '../../model/weekly-document.ts';
import {
  reasonsOf,
  type Side,
  scaledSlice,
  sides,
  slicesOf,
  throttleReasons,
} from '../../resources/metrics/dynamodb.ts';
import { fargateQuotaKey, ocuMetrics } from '../../resources/metrics/weekly.ts';
import { namedSubject } from './use/use.ts';
import { type Hours, most, present, short, stepsOf, sum, type Window } from './window.ts';

const resolutionMinutes = 5;

/** How long what scales stood at its maximum of now, longest first. */
export function atMaximumOf(window: Window): AtMaximumEntry[] {
  const { world } = window;
  return [
    ...world.all('scalable-target').flatMap((target) => targetAtMaximum(target, window)),
    ...world.all('lambda-function').flatMap((one) => functionAtMaximum(one, window)),
    ...world.all('opensearch-account').flatMap((account) => searchAtMaximum(account, window)),
  ].sort((a, b) => b.minutes - a.minutes);
}

function targetAtMaximum(target: Resource, window: Window): AtMaximumEntry[] {
  const { minCapacity, maxCapacity, resourceId, scalableDimension } = target.attributes;
  if (typeof maxCapacity !== 'number' || !(Number(minCapacity) < maxCapacity)) return [];
  const [head, cluster, service] = String(resourceId).split('/');
  if (scalableDimension === 'ecs:service:DesiredCount' && head === 'service' && cluster && service) {
    if (window.world.find('ecs-service', target, `${cluster}/${service}`)?.attributes.status !== 'ACTIVE') return [];
    const steps = stepsOf(window, target, window.ask.taskMinutesOfFive(cluster, service));
    // A sample that comes late is counted in the next five minutes.
    return entryOf(target, steps, (value) => Math.round(value / resolutionMinutes), maxCapacity, 'tasks', window);
  }
  const slice = scaledSlice(target);
  if (!slice || window.world.find('dynamodb-table', target, slice.table)?.attributes.billingMode !== 'PROVISIONED') {
    return [];
  }
  const steps = stepsOf(window, target, window.ask.provisionedOfFive(slice.table, slice.index, slice.side));
  return entryOf(target, steps, (value) => value, maxCapacity, `${slice.side.toLowerCase()} units`, window);
}

function functionAtMaximum(one: Resource, window: Window): AtMaximumEntry[] {
  const { reservedConcurrency, functionName, managedInstances } = one.attributes;
  if (typeof reservedConcurrency !== 'number' || reservedConcurrency === 0 || managedInstances === true) return [];
  const steps = stepsOf(window, one, window.ask.concurrencyOfFive(String(functionName)));
  return entryOf(one, steps, (value) => value, reservedConcurrency, 'executions at once', window);
}

function searchAtMaximum(account: Resource, window: Window): AtMaximumEntry[] {
  const { world } = window;
  if (world.at('opensearch-collection', account).length === 0) return [];
  if (world.at('opensearch-collection-group', account).length > 0) return [];
  return ocuMetrics.flatMap((metric) => {
    const maximum = account.attributes[metric === 'SearchOCU' ? 'maxSearchOcu' : 'maxIndexingOcu'];
    if (typeof maximum !== 'number') return [];
    const steps = stepsOf(window, account, window.ask.ocuOfFive(account.account, metric));
    const unit = metric === 'SearchOCU' ? 'search OCU' : 'indexing OCU';
    return entryOf(account, steps, (value) => value / resolutionMinutes, maximum, unit, window);
  });
}

function entryOf(
  resource: Resource,
  steps: Hours | null,
  amount: (value: number) => number,
  maximum: number,
  unit: string,
  { world }: Window,
): AtMaximumEntry[] {
  const minutes = resolutionMinutes * present(steps ?? []).filter((value) => amount(value) >= maximum).length;
  return minutes > 0 ? [{ subject: namedSubject(resource, world), minutes, maximum, unit, resolutionMinutes }] : [];
}

const sideWords: Record<Side, string> = { Read: 'reads', Write: 'writes' };

/** What was throttled, and why as far as AWS tells; most first. */
export function throttlesOf(window: Window): ThrottleEntry[] {
  const { world, ask } = window;
  return [
    ...world.all('dynamodb-table').flatMap((table) => tableThrottles(table, window)),
    ...world.all('lambda-function').flatMap((one) => {
      if (one.attributes.managedInstances === true || one.attributes.reservedConcurrency === 0) return [];
      const steps = stepsOf(window, one, ask.functionThrottles(String(one.attributes.functionName)));
      return throttleOf(one, 'invocations', 'not told', steps, window);
    }),
    ...world
      .all('bedrock-provisioned-throughput')
      .flatMap((one) =>
        throttleOf(one, 'invocations', 'not told', stepsOf(window, one, ask.modelThrottles(one.id)), window),
      ),
  ].sort((a, b) => b.count - a.count);
}

/** What the metrics of the reasons do not tell of the sum has no reason. */
function tableThrottles(table: Resource, window: Window): ThrottleEntry[] {
  const name = String(table.attributes.tableName);
  return slicesOf(table).flatMap(({ index, members }) =>
    sides.flatMap((side) => {
      const operation = `${sideWords[side]}${index === null ? '' : ` of index ${index}`}`;
      const all = stepsOf(window, table, window.ask.tableThrottles(name, index, side, null));
      const told = reasonsOf(table, members, side).flatMap((reason) => {
        const steps = stepsOf(window, table, window.ask.tableThrottles(name, index, side, reason));
        return throttleOf(table, operation, throttleReasons[reason], steps, window);
      });
      const rest = (all ? sum(present(all)) : 0) - told.reduce((count, entry) => count + entry.count, 0);
      const untold = throttleOf(table, operation, 'not told', all, window).map((entry) => ({ ...entry, count: rest }));
      return rest > 0 ? [...told, ...untold] : told;
    }),
  );
}

function throttleOf(
  resource: Resource,
  operation: string,
  reason: string,
  steps: Hours | null,
  window: Window,
): ThrottleEntry[] {
  const count = sum(present(steps ?? []));
  if (!steps || count === 0) return [];
  const worst = steps.indexOf(most(steps));
  return [
    {
      subject: namedSubject(resource, window.world),
      operation,
      reason,
      count,
      worstHour: new Date(window.start + worst * 3_600_000).toISOString(),
    },
  ];
}

/** Share of a quota that a request for more should leave in use. */
const roomyShare = 0.5;
/** A request must ask for more than what holds, and for enough to be worth it. */
const leastRaise = 1.5;

/** Quotas that were in use above the threshold, fullest first, and those of which nobody knows what holds. */
export function quotasOf(window: Window): { quotas: QuotaEntry[]; unknown: string[] } {
  const { world, ask } = window;
  const { quotaPercent } = world.policy.weekly;
  const quotas: QuotaEntry[] = [];
  const unknown: string[] = [];
  const meet = (place: Resource, name: string, unit: string, limit: number, used: number | null, code?: string[]) => {
    if (used !== null && !(limit > 0)) unknown.push(`AWS tells no limit of ${name} in ${place.region}`);
    if (used === null || !(limit > 0) || (100 * used) / limit <= quotaPercent) return;
    const { account, region } = place;
    const command = code
      ? requestFor(code, Math.max(Math.ceil(used / roomyShare), Math.ceil(limit * leastRaise)), region)
      : null;
    quotas.push({
      account,
      region,
      name,
      used: short(used),
      limit,
      unit,
      usedPercent: short((100 * used) / limit),
      command,
    });
  };
  for (const account of world.all('lambda-account')) {
    const limit = Number(account.attributes.concurrentExecutions);
    const used = most(stepsOf(window, account, ask.accountConcurrency()) ?? []);
    meet(account, 'Concurrent executions of Lambda', 'executions', limit, used, ['lambda', 'L-B99A9384']);
  }
  for (const limits of world.all('dynamodb-account')) {
    for (const side of sides) {
      const limit = Number(limits.attributes[`accountMax${side}CapacityUnits`]);
      const percent = most(stepsOf(window, limits, ask.accountProvisioned(side)) ?? []);
      const used = percent === null ? null : limit > 0 ? (percent * limit) / 100 : percent;
      meet(limits, `Provisioned ${side.toLowerCase()} units of all tables`, 'units', limit, used);
    }
  }
  for (const quota of world.all('service-quota').filter(({ key }) => key === fargateQuotaKey)) {
    const used = most(stepsOf(window, quota, ask.fargateVcpu()) ?? []);
    const { value, isDefault, name } = quota.attributes;
    // What AWS calls its default may have been raised long ago.
    if (isDefault === true && used !== null && used > 0)
      unknown.push(`AWS tells only the default of ${name} in ${quota.region}, and what holds may be more`);
    else meet(quota, String(name), 'vCPU', Number(value), used, ['fargate', 'L-3032A538']);
  }
  return { quotas: quotas.sort((a, b) => b.usedPercent - a.usedPercent), unknown };
}

function requestFor([service = '', code = '']: string[], wanted: number, region: string): string[] {
  const request = ['aws', 'service-quotas', 'request-service-quota-increase'];
  const values = ['--service-code', service, '--quota-code', code, '--desired-value', String(wanted)];
  return [...request, ...values, '--region', region];
}
