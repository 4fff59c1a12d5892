import { type Change, defineWriter, join, one } from './define-writer.ts';
import type { Attributes, Plan } from './writer.ts';

interface ProxyTarget {
  id: string;
  type: string;
  clusterId: string | null;
}

const targetsOf = (attributes: Attributes) => (attributes.targets ?? []) as unknown as ProxyTarget[];
const groupsOf = (attributes: Attributes) =>
  (attributes.targetGroups ?? []) as unknown as { name: string; borrowTimeoutSeconds: number }[];

/** A cluster is registered as a whole; its instances, which are listed beside it, come and go with it. */
function register({ resource, from, to }: Change): Plan {
  const own = (targets: ProxyTarget[]) =>
    targets.filter((target) => target.clusterId === null || target.type === 'TRACKED_CLUSTER');
  const missing = (some: ProxyTarget[], among: ProxyTarget[]) =>
    own(some).filter(({ id }) => !among.some((one) => one.id === id));
  const call = (action: string, targets: ProxyTarget[]) => {
    const ids = (cluster: boolean) =>
      targets.filter(({ type }) => (type === 'TRACKED_CLUSTER') === cluster).map(({ id }) => id);
    if (targets.length === 0) return [];
    return [
      one('rds', action, {
        DBProxyName: resource.key,
        ...(ids(false).length > 0 && { DBInstanceIdentifiers: ids(false) }),
        ...(ids(true).length > 0 && { DBClusterIdentifiers: ids(true) }),
      }),
    ];
  };
  const [before, after] = [targetsOf(from), targetsOf(to)];
  return join([
    ...call('DeregisterDBProxyTargets', missing(before, after)),
    ...call('RegisterDBProxyTargets', missing(after, before)),
  ]);
}

function borrow({ resource, from, to }: Change): Plan {
  const before = new Map(groupsOf(from).map((group) => [group.name, group.borrowTimeoutSeconds]));
  const changed = groupsOf(to).filter(
    ({ name, borrowTimeoutSeconds }) => before.has(name) && before.get(name) !== borrowTimeoutSeconds,
  );
  return join(
    changed.map(({ name, borrowTimeoutSeconds }) =>
      one('rds', 'ModifyDBProxyTargetGroup', {
        TargetGroupName: name,
        DBProxyName: resource.key,
        ConnectionPoolConfig: { ConnectionBorrowTimeout: borrowTimeoutSeconds },
      }),
    ),
  );
}

export const writeRdsProxy = defineWriter({
  levers: [
    { attributes: ['targetGroups'], write: borrow },
    { attributes: ['targets'], write: register },
  ],
  follows: ['status'],
  fixed: 'The network of a proxy is not written.',
  notCreated: 'The snapshot does not hold credentials and network of a proxy.',
  notRemoved: 'Clients of a proxy would lose their endpoint.',
});
