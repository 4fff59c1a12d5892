import type { Unknown } from '../../model/report.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { type Fact, known, unknown } from '../fact.ts';
import type { Subject } from '../subject.ts';
import { joinKeyOf, memberOf, type World } from '../world.ts';
import { resourceOf } from './joins.ts';

export const isCluster = (subject: Subject): boolean => subject.kind === 'rds-cluster';

/** Instances of a database: the members that the cluster names, or the instance itself; and why some may be missing. */
export function instancesOf(subject: Subject, world: World): { instances: Resource[]; gaps: Unknown[] } {
  if (!isCluster(subject)) return { instances: [resourceOf(subject)], gaps: [] };
  const named = memberOf(resourceOf(subject), 'memberIds');
  if (!named.known) return { instances: [], gaps: named.because };
  const found = (named.value as Json[]).map((id) => world.find('rds-instance', subject, String(id)));
  const instances = found.filter((one) => one !== undefined);
  if (instances.length === found.length) return { instances, gaps: [] };
  const listed = world.gaps('rds-instance', subject);
  const lost: Unknown[] = [{ fact: 'member instances', reason: 'not-recorded', api: null }];
  return { instances, gaps: listed.length > 0 ? listed : lost };
}

/** The instance that takes writes, whose limits hold for the database: null where a cluster has no member. */
export function writerOf(subject: Subject, world: World): { writer: Resource | null; gaps: Unknown[] } {
  const { instances, gaps } = instancesOf(subject, world);
  const id = isCluster(subject) ? resourceOf(subject).attributes.writerId : joinKeyOf(resourceOf(subject));
  const writer = instances.find((one) => joinKeyOf(one) === id);
  if (writer) return { writer, gaps: [] };
  return { writer: instances[0] ?? null, gaps };
}

/** A member of the instance that takes writes; null where the cluster has none. */
export function ofWriter(subject: Subject, world: World, name: string): Fact {
  const { writer, gaps } = writerOf(subject, world);
  if (gaps.length > 0) return { known: false, because: gaps };
  return writer ? memberOf(writer, name) : known(null);
}

/** Proxies that take connections and have this database behind them, by name, sorted. */
export function proxiesOf(subject: Subject, world: World): { names: string[]; gaps: Unknown[] } {
  const all = world.at('rds-proxy', subject).filter((proxy) => proxy.attributes.status === 'available');
  const names = all
    .filter((proxy) => targetsOf(proxy).some((target) => isTarget(subject, target)))
    .map((proxy) => proxy.name)
    .sort();
  const unread = all.flatMap((proxy) => {
    const targets = memberOf(proxy, 'targets');
    return targets.known ? [] : targets.because;
  });
  return { names, gaps: [...world.gaps('rds-proxy', subject), ...unread] };
}

export interface ProxyTarget {
  id: string;
  type: string;
  clusterId: string | null;
}

export function targetsOf(proxy: Resource): ProxyTarget[] {
  const targets = proxy.attributes.targets;
  return Array.isArray(targets) ? (targets as unknown as ProxyTarget[]) : [];
}

function isTarget(subject: Subject, { id, type, clusterId }: ProxyTarget): boolean {
  if (!isCluster(subject))
    return id === joinKeyOf(resourceOf(subject)) && clusterId === null && type !== 'TRACKED_CLUSTER';
  return (
    clusterId === joinKeyOf(resourceOf(subject)) ||
    (id === joinKeyOf(resourceOf(subject)) && type === 'TRACKED_CLUSTER')
  );
}

/** Functions in a VPC, and why some may be missing. */
export function functionsIn(world: World, subject: Subject, vpc: Fact): { functions: Resource[]; gaps: Unknown[] } {
  if (!vpc.known) return { functions: [], gaps: vpc.because };
  if (typeof vpc.value !== 'string') return { functions: [], gaps: unknown('vpcId', 'not-recorded').because };
  const byVpc = (one: Resource) => ['vpcId' in one.unread ? 'unread' : String(one.attributes.vpcId)];
  const functions = world.joined('lambda-function', subject, 'vpc', byVpc, vpc.value);
  const unread = world.joined('lambda-function', subject, 'vpc', byVpc, 'unread').flatMap((one) => {
    const member = memberOf(one, 'vpcId');
    return member.known ? [] : member.because;
  });
  return { functions, gaps: [...world.gaps('lambda-function', subject), ...unread] };
}

/** VPC of a database, from the instance that takes writes: clusters do not tell theirs. */
export const vpcOf = (subject: Subject, world: World): Fact => ofWriter(subject, world, 'vpcId');
