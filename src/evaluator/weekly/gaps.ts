import type { Report } from '../../model/report.ts';
import { gapChapters, type WeeklyDocument } from '../../model/weekly-document.ts';
import { metricDataApi } from '../../resources/metrics/plan.ts';
import { costApi } from '../../resources/service-cost.ts';
import { renderUnknown } from '../message.ts';
import { measuredKinds } from './use/index.ts';
import type { Window } from './window.ts';

interface Seen {
  window: Window;
  report: Report;
  measured: boolean;
  owner: string | null;
  costAsked: boolean;
  cost: boolean;
  perMessage: string | null;
  quotas: readonly string[];
  /** What has no data, though it was read. */
  silent: readonly string[];
}

type Gap = WeeklyDocument['gaps'][number];

const gap = (chapter: (typeof gapChapters)[keyof typeof gapChapters], why: string): Gap => ({ chapter, why });
/** What the report cannot tell, and why. */
export function gapsOf({ window, report, measured, owner, ...seen }: Seen): Gap[] {
  const { costAsked, cost, perMessage, quotas, silent } = seen;
  const serverless = window.world.all('elasticache-serverless-cache').length;
  const slice = owner === null ? null : `they belong to the account, and this is the slice of ${owner}`;
  return [
    ...(measured ? [] : [gap(gapChapters.use, `CloudWatch was not asked (${metricDataApi})`)]),
    ...[...window.unread]
      .sort()
      .map(([why, count]) =>
        gap(gapChapters.use, `${count} ${count === 1 ? 'metric was' : 'metrics were'} not read: ${why}`),
      ),
    ...(measured ? unlisted(window) : []),
    ...silent.map((why) => gap(gapChapters.use, why)),
    ...quotas.map((why) => gap(gapChapters.quotas, why)),
    ...(measured && serverless > 0
      ? [gap(gapChapters.caches, `${serverless} serverless ${serverless === 1 ? 'cache is' : 'caches are'} not in it`)]
      : []),
    ...(report.overrides?.unseen ?? []).map(({ fact, reason, api }) =>
      gap(gapChapters.overrides, `there may be more: ${api ?? fact} ${reason}`),
    ),
    ...(slice ? [gap(gapChapters.account, slice)] : []),
    ...(costAsked || slice
      ? []
      : [gap(gapChapters.cost, 'Cost Explorer was not asked; --cost asks it, $0.01 a request')]),
    ...(costAsked && !cost && !slice
      ? [gap(gapChapters.cost, `Cost Explorer did not tell all ${window.hours / 12} days that are compared`)]
      : []),
    ...(cost ? partialCosts(window) : []),
    ...(perMessage === null ? [] : [gap(gapChapters.perMessage, perMessage)]),
  ];
}

/** Kinds whose use, throttles or limits are told, and whose listing tells which there are. */
const listedKinds = [...measuredKinds, 'scalable-target', 'lambda-account', 'dynamodb-account', 'service-quota'];

/** What could not be listed has no metrics that anybody could miss. */
function unlisted({ world }: Window): Gap[] {
  const lines = world.snapshot.scopes
    .filter(({ region }) => region !== 'global')
    .flatMap((scope) =>
      listedKinds.flatMap((kind) =>
        world
          .gaps(kind, scope)
          .filter(({ reason }) => reason !== 'not-recorded' && reason !== 'unsupported' && reason !== 'not-requested')
          .map((one) => `${kind} in ${scope.account} ${scope.region} was not listed in full: ${renderUnknown([one])}`),
      ),
    );
  return [...new Set(lines)].map((why) => gap(gapChapters.use, why));
}

/** Amounts of an answer that was not whole are too low, and must not pass for savings. */
function partialCosts({ world }: Window): Gap[] {
  const partial = world.snapshot.coverage.filter(({ api, complete }) => api === costApi && !complete);
  return partial.map(({ account, status }) =>
    gap(gapChapters.cost, `Cost Explorer did not tell everything of ${account} (${status}): amounts may be too low`),
  );
}
