import type { z } from 'zod';
import type { Resource } from '../../model/snapshot.ts';
import type { Kind } from '../../resources/kind.ts';
import type { Answer, CallOptions, CallOptionsOf, Context, Draft, Origin, PageOptions, Unread } from './collector.ts';
import type { Ledger } from './ledger.ts';
import { forEachParallel } from './pool.ts';
import { describeResource } from './resource.ts';
import type { AwsCommand, Failure, Transport } from './transport.ts';
import { unsupportedReason } from './unsupported.ts';

export interface Place {
  partition: string;
  account: string;
  /** Region whose endpoint is asked. */
  region: string;
  /** Region that resources and coverage are filed under: the same, or "global". */
  scope: string;
  takenAt: string;
}

/** Items that a collector works on at once; the pace of calls is the limiter's business. */
const parallel = 16;
/** No listing of AWS is this long; a listing that never ends is truncated here. */
const defaultMaxPages = 10_000;

type Refusal = Pick<Failure, 'status' | 'detail' | 'name'>;
const senseless: Refusal = {
  status: 'malformed',
  name: 'malformed',
  detail: 'the answer does not hold what was asked',
};

/** Receives what collectors read. */
export interface Sink {
  resource(resource: Resource): void;
  tags(arn: string, tags: Record<string, string>): void;
}

/** What collectors name for those that run last: ids by kind. */
export type Names = Map<string, Set<string>>;

/** What others read before this collector. */
export interface Earlier {
  names: Names;
  /** Resources of the collectors that this one follows, in the same place. */
  found: readonly Resource[];
}

export function createContext(
  place: Place,
  transport: Transport,
  ledger: Ledger,
  sink: Sink,
  { names, found }: Earlier,
): Context {
  async function call<O>(api: string, command: AwsCommand<O>, options: CallOptionsOf<O> = {}): Promise<Answer<O>> {
    if (unsupportedReason(api, place)) return { ok: false, reason: 'unsupported', api, gone: false };
    const outcome = await transport.call(place.region, api, command);
    if (outcome.sent) ledger.called(api, options.part, outcome);
    if (!outcome.ok) return refuse(api, outcome.failure, options);
    if (options.holds && options.holds(outcome.value) === undefined) return refuse(api, senseless, options);
    return { ok: true, value: outcome.value };
  }

  function refuse(api: string, { status, detail, name }: Refusal, options: CallOptions): Unread {
    const gone = options.gone?.includes(name) ?? false;
    if (!gone) ledger.note(api, { reason: status, detail, missed: options.missed, part: options.part });
    return { ok: false, reason: status, api, gone };
  }

  async function* pages<O, T>(
    api: string,
    command: (token: string | undefined) => AwsCommand<O>,
    options: PageOptions<O, T>,
  ): AsyncGenerator<readonly T[]> {
    const { part, missed, maxPages = defaultMaxPages } = options;
    const stop = (reason: 'truncated' | 'malformed', detail: string) =>
      ledger.note(api, { reason, detail, missed, part });
    const seen = new Set<string>();
    let token: string | undefined;
    for (let page = 1; ; page += 1) {
      const answer = await call(api, command(token), options);
      if (!answer.ok) return;
      const items = options.items(answer.value);
      if (!items) return stop('malformed', 'the answer holds no list');
      yield items;
      token = options.next(answer.value) || undefined;
      if (token === undefined) return;
      if (seen.has(token)) return stop('truncated', `AWS repeated a page token after ${page} pages`);
      if (page >= maxPages) return stop('truncated', `more than the ${maxPages} pages that are read`);
      seen.add(token);
    }
  }

  function add<A extends z.ZodObject, O extends z.ZodObject>(
    kind: Kind<A, O>,
    origin: Origin,
    describe: () => Draft<A, O>,
  ): void {
    const described = describeResource(kind as unknown as Kind, place, describe);
    if ('resource' in described) {
      sink.resource(described.resource);
      return;
    }
    const item = origin.item ?? `a nameless ${kind.kind}`;
    const detail = `${item}: ${described.problem}`;
    ledger.note(origin.api, { reason: 'malformed', detail, missed: [item], part: origin.part });
  }

  return {
    partition: place.partition,
    account: place.account,
    region: place.region,
    takenAt: place.takenAt,
    call,
    pages,
    add,
    tag: (arn, tags) => sink.tags(arn, tags),
    name: (kind, id) => void names.set(kind, (names.get(kind) ?? new Set()).add(id)),
    named: (kind) => [...(names.get(kind) ?? [])].sort(),
    found: (kind) => found.filter((resource) => resource.kind === kind),
    failureOf: (api, part) => ledger.failureOf(api, part),
    note: (api, problem) => ledger.note(api, problem),
    remark: (api, text, part) => ledger.remark(api, part, text),
    billed: (api, units) => ledger.billed(api, units),
    since: (api, since, part) => ledger.since(api, part, since),
    forEach: (items, work) => forEachParallel(items, parallel, work),
  };
}
