import type { z } from 'zod';
import type { Resource, UnreadReason } from '../../model/snapshot.ts';
import type { Kind } from '../../resources/kind.ts';
import type { AwsCommand } from './transport.ts';

/** One API that a collector reads; the IAM policy and the guard are derived from these. */
export interface Read {
  /** Operation with its IAM prefix, such as ecs:DescribeServices. */
  api: string;
  /** IAM action that grants it, where that is not the API's name (budgets:ViewBudget). */
  action?: string;
  /** Kinds whose listing rests on this API: without it, nobody can say that one does not exist. */
  kinds: readonly string[];
  /** Slices in which the API is read (service namespaces), each with a coverage entry of its own. */
  parts?: readonly string[];
  /** API of this collector, or of one that it follows, that says what to ask this one; when it fails, this one's answer is partial too. */
  after?: string;
  /** Asked only about what other collectors named (`Context.named`) or read, so perhaps never. */
  whenNamed?: boolean;
  /** AWS bills each request: those that it answered are counted, whatever the answer was. */
  billedByRequest?: boolean;
}

/** Reads one service: declares what it reads, and turns answers into resources. It catches nothing: the context does. */
export interface Collector {
  name: string;
  /** regional: runs once a region; global: once an account, under the region "global". */
  scope: 'regional' | 'global';
  /** Names of collectors of the same scope that run first in each region: what they found says what to ask. */
  follows?: readonly string[];
  reads: readonly Read[];
  /** Runs once all others have, since they name what it asks about. */
  last?: boolean;
  collect(context: Context): Promise<void>;
}

/** Answer of a call, or the reason why there is none; `unreadOf` turns the latter into unread members. */
export type Answer<T> = { ok: true; value: T } | Unread;

/** `gone`: the thing asked about was deleted since it was listed; nothing is missing then. */
export type Unread = { ok: false; reason: UnreadReason; api: string; gone: boolean };

export interface CallOptions {
  /** Slice of the API, one of the declared parts. */
  part?: string;
  /** What is lost when the call fails: names or ids, for the coverage entry. */
  missed?: readonly string[];
  /** Names of errors that mean "deleted since it was listed", such as ResourceNotFoundException. */
  gone?: readonly string[];
}

export interface CallOptionsOf<O> extends CallOptions {
  /** What the answer must hold: undefined is an answer that makes no sense, and is recorded as malformed. */
  holds?: (output: O) => unknown;
}

export interface PageOptions<O, T> extends CallOptions {
  /** Token of the next page; undefined or empty ends the listing. */
  next: (page: O) => string | undefined;
  /** Items of a page; undefined is an answer that makes no sense, and is recorded as malformed. */
  items: (page: O) => readonly T[] | undefined;
  /** Most pages that are read; beyond it the listing is truncated. */
  maxPages?: number;
}

/** Members of a resource as AWS returned them: undefined where it returned none, which the kind's schema then judges. */
export type Draft<A extends z.ZodObject, O extends z.ZodObject> = {
  /** ARN, or another id for people. */
  id: string | undefined;
  attributes: Loose<z.infer<A>>;
  observed: Loose<z.infer<O>>;
  /** Attributes that a documented default filled in, from withDefaults. */
  defaulted?: readonly string[];
  /** Inline and list-call tags; leave out for kinds whose tags the runner joins or that have none. */
  tags?: Record<string, string> | null;
  /** Members (or "tags") that could not be read: whatever the draft holds for them is left out. */
  unread?: UnreadMembers;
  /** Members that this read does not cover by design: left out without a reason, "not recorded". */
  unrecorded?: readonly string[];
};

/** A type in which AWS may have left out any member, at any depth. */
export type Loose<T> = T extends readonly (infer U)[]
  ? Loose<U>[]
  : T extends object
    ? { [K in keyof T]: Loose<T[K]> | undefined }
    : T;

/** Draft of one kind: `DraftOf<typeof ecsService>`. */
export type DraftOf<K> = K extends Kind<infer A, infer O> ? Draft<A, O> : never;

export type UnreadMembers = Record<string, { reason: UnreadReason; api: string }>;

/** Where a resource was read: blamed when it makes no sense. */
export interface Origin {
  api: string;
  part?: string;
  /** Name or id of the resource, for the coverage entry when it does not parse. */
  item: string | undefined;
}

/** What a collector may do. No function here throws for what AWS answers: failures go to the coverage ledger. */
export interface Context {
  readonly partition: string;
  readonly account: string;
  /** Region of the run; for a global collector the region whose endpoint is asked. */
  readonly region: string;
  /** When collecting began (ISO 8601). */
  readonly takenAt: string;
  /** Sends one command. A failure is recorded in the coverage of the API, and returned as a reason. */
  call<O>(api: string, command: AwsCommand<O>, options?: CallOptionsOf<O>): Promise<Answer<O>>;
  /** Reads a listing page by page, yields the items of each; ends at the first failure, which it records. */
  pages<O, T>(
    api: string,
    command: (token: string | undefined) => AwsCommand<O>,
    options: PageOptions<O, T>,
  ): AsyncIterable<readonly T[]>;
  /** Adds a resource; one that cannot be described or does not parse is recorded as malformed, with its name. */
  add<A extends z.ZodObject, O extends z.ZodObject>(
    kind: Kind<A, O>,
    origin: Origin,
    describe: () => Draft<A, O>,
  ): void;
  /** Resources of a kind that the followed collectors found here. */
  found(kind: string): readonly Resource[];
  /** Why an API of this collector could not be read completely so far; null when nothing failed. */
  failureOf(api: string, part?: string): UnreadReason | null;
  /** Records what is known to exist but was not told, such as an item in a batch's list of failures. */
  note(api: string, problem: Problem): void;
  /** Files the tags of a resource of any kind whose tags come from the Tagging API; the runner joins them by ARN. */
  tag(arn: string, tags: Record<string, string>): void;
  /** Names something that a collector which runs last may ask about, such as the topic that an alarm tells. */
  name(kind: string, id: string): void;
  /** What the collectors of this account named, sorted; only for one that runs last. */
  named(kind: string): readonly string[];
  /** Says something for people about an API that was read well: what was left out on purpose. */
  remark(api: string, text: string, part?: string): void;
  /** Counts what AWS bills of an answered call. */
  billed(api: string, units: number): void;
  /** Records how far back a time-bounded listing reaches (ISO 8601). */
  since(api: string, since: string, part?: string): void;
  /** Runs work for each item, a bounded number at a time. */
  forEach<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void>;
}

export interface Problem {
  reason: Exclude<UnreadReason, 'after-apply'>;
  detail: string;
  missed?: readonly string[];
  part?: string;
}

/** Unread members for a draft, when the call that would have told them failed: `unreadOf(answer, ['taskCpuUnits'])`. */
export function unreadOf(answer: Answer<unknown>, members: readonly string[]): UnreadMembers {
  if (answer.ok) return {};
  return Object.fromEntries(members.map((member) => [member, { reason: answer.reason, api: answer.api }]));
}
