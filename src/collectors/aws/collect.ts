import { setMaxListeners } from 'node:events';
import {
  compareCoverage,
  compareResources,
  type Scope,
  type Snapshot,
  snapshotSchemaId,
} from '../../model/snapshot.ts';
import { type Credentials, createClients } from './clients.ts';
import { type Clock, monotonicClock } from './clock.ts';
import type { Collector } from './collector.ts';
import type { Names, Place } from './context.ts';
import { type CostChoice, costCollector } from './cost.ts';
import { type Identity, readIdentity } from './identity.ts';
import { type MoreMetrics, metricsCollector } from './metrics.ts';
import type { ProxyOptions } from './proxy.ts';
import { collectors, declaredReads } from './registry.ts';
import { type Collected, notRun, runCollector, runInOrder, type Task } from './runner.ts';
import { joinTags } from './tags.ts';
import { createTransport, type RunEnd, type Transport } from './transport.ts';

export { defaultRegion } from './clients.ts';
export { NoCredentialsError } from './identity.ts';
export { type DeclaredRead, declaredReads } from './registry.ts';

export interface CollectOptions {
  /** Regions to read, at least one; budgets and the like are read once, as region "global". */
  regions: readonly string[];
  /** Whether metrics are asked for, which AWS bills; default no. */
  metrics?: boolean;
  /** Metrics to ask for beside those that the rules need. */
  moreMetrics?: MoreMetrics;
  /** Costs to ask Cost Explorer for, which AWS bills by the request; default none. */
  cost?: CostChoice;
  /** When collecting begins, ISO 8601 UTC. */
  takenAt: string;
  /** Name and version of the caller, such as "headroom 0.1.0". */
  tool: string;
  /** Longest wait for one answer; default 30 seconds. */
  requestTimeoutMs?: number;
  /** Longest run; what is not read by then is recorded as such. Default 20 minutes. */
  runTimeoutMs?: number;
  /** How long an API may do nothing but throttle before it is given up; default 90 seconds. */
  throttlePatienceMs?: number;
  /** Ends the run with what was read (Ctrl-C). */
  signal?: AbortSignal;
  /** Collectors that are not to be asked, by name: what they would tell is unknown, "not requested". */
  without?: readonly string[];
  onProgress?: (progress: Progress) => void;
  proxy?: ProxyOptions;
  /** Certificate authorities in PEM, trusted besides Node's own. */
  ca?: string;
  /** Endpoint of all services; unset: the SDK's own chain, AWS_ENDPOINT_URL included. */
  endpoint?: string;
  /** Unset: the SDK's own chain. */
  credentials?: Credentials;
  /** Time by which calls are paced; default the machine's. An endpoint that is not AWS needs no pace. */
  clock?: Clock;
}

/** One call was answered, for good or ill. */
export interface Progress {
  region: string;
  api: string;
  /** Calls of the run so far. */
  calls: number;
}

/**
 * Reads the capacity configuration of the caller's account. What AWS refuses is in the coverage of the snapshot.
 * Throws NoCredentialsError when there are no credentials, and nothing else that AWS or the network could cause.
 */
export async function collectAws(options: CollectOptions): Promise<Snapshot> {
  const [firstRegion] = options.regions;
  if (firstRegion === undefined) throw new RangeError('collectAws needs at least one region.');
  const run = startRun(options);
  const declared = new Set(declaredReads({ ...options, cost: options.cost !== undefined }).map((read) => read.api));
  const clients = createClients({ ...options, connectionTimeoutMs: connectionTimeoutMs(options) }, declared);
  try {
    const transport = withProgress(
      createTransport(clients, options.clock ?? monotonicClock, run.transport),
      options.onProgress,
    );
    const identity = await readIdentity(transport, firstRegion);
    const places = placesOf(options, identity, firstRegion);
    const reason = (collector: Collector) => identity.failure ?? withoutReason(collector, options.without);
    const names: Names = new Map();
    const runAll = (some: readonly Task[]) =>
      runInOrder(some, async ({ place, collector }, followed) => {
        const why = reason(collector);
        return why ? notRun(collector, place, why) : runCollector(collector, place, transport, { names, followed });
      });
    const first = await runAll(places.filter(({ collector }) => !collector.last));
    const last = await runAll(places.filter(({ collector }) => collector.last));
    const read = [...first, ...last];
    const metrics = options.metrics ? await collectMetrics(options, identity, read, transport) : [];
    return assemble(options, identity, [...read, ...metrics]);
  } finally {
    run.end();
    await clients.destroy();
  }
}

/** Why a collector is left alone; null when it is to run. */
function withoutReason(collector: Collector, without: readonly string[] = []) {
  if (!without.includes(collector.name)) return null;
  return { status: 'not-requested' as const, detail: `${collector.name} was not to be asked` };
}

/** Deadline and interruption of the whole run, as one signal whose reason says which it was. */
function startRun(options: CollectOptions) {
  const { requestTimeoutMs = 30_000, runTimeoutMs = 20 * 60_000, throttlePatienceMs = 90_000 } = options;
  const controller = new AbortController();
  // Each call and each wait in flight listens.
  setMaxListeners(0, controller.signal);
  const end = (reason: RunEnd) => controller.abort(reason);
  const interrupt = () => end({ because: 'interrupted', detail: 'interrupted' });
  const timer = setTimeout(
    () =>
      end({ because: 'time limit', detail: `the time limit of ${Math.round(runTimeoutMs / 1000)} s ended the run` }),
    runTimeoutMs,
  );
  options.signal?.addEventListener('abort', interrupt);
  if (options.signal?.aborted) interrupt();
  return {
    transport: { requestTimeoutMs, throttlePatienceMs, signal: controller.signal },
    end() {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', interrupt);
    },
  };
}

const connectionTimeoutMs = (options: CollectOptions) => Math.min(5000, options.requestTimeoutMs ?? 5000);

function withProgress(transport: Transport, onProgress: CollectOptions['onProgress']): Transport {
  if (!onProgress) return transport;
  let calls = 0;
  return {
    async call(region, api, command) {
      const outcome = await transport.call(region, api, command);
      calls += 1;
      onProgress({ region, api, calls });
      return outcome;
    },
  };
}

/** Metrics of what the collectors read, region by region: only then is it known what to ask. */
async function collectMetrics(
  options: CollectOptions,
  identity: Identity,
  collected: readonly Collected[],
  transport: Transport,
): Promise<Collected[]> {
  const resources = collected.flatMap((one) => one.resources);
  return Promise.all(
    [...new Set(options.regions)].map((region) => {
      const collector = metricsCollector(
        resources.filter((one) => one.region === region),
        region,
        options.moreMetrics,
      );
      const place = placeOf(options, identity, region, region);
      return identity.failure ? notRun(collector, place, identity.failure) : runCollector(collector, place, transport);
    }),
  );
}

function placeOf({ takenAt }: CollectOptions, { partition, account }: Identity, region: string, scope: string): Place {
  return { partition, account, region, scope, takenAt };
}

function placesOf(options: CollectOptions, identity: Identity, firstRegion: string): Task[] {
  const place = (region: string, scope: string) => placeOf(options, identity, region, scope);
  const regions = [...new Set(options.regions)];
  const asked = options.cost ? [...collectors, costCollector(options.cost)] : collectors;
  return asked.flatMap((collector) =>
    collector.scope === 'global'
      ? [{ collector, place: place(firstRegion, 'global') }]
      : regions.map((region) => ({ collector, place: place(region, region) })),
  );
}

function assemble(options: CollectOptions, identity: Identity, collected: readonly Collected[]): Snapshot {
  const { partition, account } = identity;
  const regions = [...new Set([...options.regions, 'global'])].sort();
  const scopes: Scope[] = regions.map((region) => ({ partition, account, region }));
  return {
    schema: snapshotSchemaId,
    takenAt: options.takenAt,
    tool: options.tool,
    source: 'aws',
    scopes,
    resources: joinTags(collected).sort(compareResources),
    coverage: [identity.coverage, ...collected.flatMap((one) => one.coverage)].sort(compareCoverage),
  };
}
