import type { CoverageEntry, Resource } from '../../model/snapshot.ts';
import type { Collector } from './collector.ts';
import { createContext, type Names, type Place, type Sink } from './context.ts';
import { UndeclaredOperationError } from './guard.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { Failure, Transport } from './transport.ts';
import { unsupportedReason } from './unsupported.ts';

export interface Collected {
  resources: Resource[];
  coverage: CoverageEntry[];
  /** Tags by ARN, from the Tagging API. */
  tags: Map<string, Record<string, string>>;
}

/** Runs one collector in one place. Whatever happens, each of its reads has a coverage entry afterwards. */
export async function runCollector(
  collector: Collector,
  place: Place,
  transport: Transport,
  { names = new Map(), followed = [] }: { names?: Names; followed?: readonly Collected[] } = {},
): Promise<Collected> {
  const ledger = createLedger(
    { account: place.account, region: place.scope },
    collector.reads,
    followed.flatMap(({ coverage }) => coverage),
  );
  // What a listing tells twice, on pages that shift or repeat while they are read, is there once, as it was told last.
  const resources = new Map<string, Resource>();
  const tags = new Map<string, Record<string, string>>();
  const sink: Sink = {
    resource: (resource) => void resources.set(resource.keyHash, resource),
    tags: (arn, of) => void tags.set(arn, of),
  };
  noteAbsences(collector, place, ledger);
  try {
    const found = followed.flatMap((one) => one.resources);
    await collector.collect(createContext(place, transport, ledger, sink, { names, found }));
  } catch (error) {
    if (error instanceof UndeclaredOperationError) throw error;
    const detail = `the ${collector.name} collector stopped: ${error instanceof Error ? error.message : String(error)}`;
    noteEverywhere(collector, ledger, { status: 'failed', detail });
  }
  return { resources: [...resources.values()], coverage: ledger.entries(), tags };
}

/** One collector in one place. */
export interface Task {
  collector: Collector;
  place: Place;
}

/** Starts every task at once, but those that follow others once these are done. Collectors never follow each other in a circle. */
export function runInOrder(
  tasks: readonly Task[],
  run: (task: Task, followed: readonly Collected[]) => Promise<Collected>,
): Promise<Collected[]> {
  const running = new Map<string, Promise<Collected>>();
  const byName = new Map(tasks.map((task) => [nameOf(task), task]));
  function start(task: Task): Promise<Collected> {
    const known = running.get(nameOf(task));
    if (known) return known;
    const before = (task.collector.follows ?? []).flatMap((name) => byName.get(`${task.place.scope} ${name}`) ?? []);
    const started = Promise.all(before.map(start)).then((followed) => run(task, followed));
    running.set(nameOf(task), started);
    return started;
  }
  return Promise.all(tasks.map(start));
}

const nameOf = ({ collector, place }: Task) => `${place.scope} ${collector.name}`;

/** Why something was not asked at all. */
type Reason = Pick<Failure, 'detail'> & { status: Failure['status'] | 'not-requested' };

/** Coverage of a collector that never ran: not even the identity could be read, or the user does not want it asked. */
export function notRun(collector: Collector, place: Place, failure: Reason): Collected {
  const ledger = createLedger({ account: place.account, region: place.scope }, collector.reads);
  noteEverywhere(collector, ledger, failure);
  return { resources: [], coverage: ledger.entries(), tags: new Map() };
}

function noteEverywhere(collector: Collector, ledger: Ledger, failure: Reason): void {
  eachSlice(collector, (api, part) => {
    if (!ledger.failureOf(api, part)) ledger.note(api, { reason: failure.status, detail: failure.detail, part });
  });
}

function noteAbsences(collector: Collector, place: Place, ledger: Ledger): void {
  eachSlice(collector, (api, part) => {
    const detail = unsupportedReason(api, place);
    if (detail) ledger.note(api, { reason: 'unsupported', detail, part });
  });
}

function eachSlice(collector: Collector, visit: (api: string, part: string | undefined) => void): void {
  for (const read of collector.reads) {
    for (const part of read.parts ?? [undefined]) visit(read.api, part);
  }
}
