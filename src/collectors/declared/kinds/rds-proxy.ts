import { compareText } from '../../../model/snapshot.ts';
import { rdsProxy, rdsProxyDefaults } from '../../../resources/rds-proxy.ts';
import { declare } from '../declaration.ts';
import type { DeclaredElement, Neighbours } from '../element.ts';
import { belongingTo, plainText } from '../naming.ts';
import type { Properties } from '../properties.ts';
import { inSmallLetters } from '../rds-parts.ts';
import { steady } from '../steady.ts';

const parts = (type: string, proxy: DeclaredElement, neighbours: Neighbours): Properties[] =>
  belongingTo(neighbours, type, 'DBProxyName', proxy, plainText(proxy.properties, 'DBProxyName'), (text) => text).map(
    ({ properties }) => properties,
  );

/** In templates a group names its databases, in plans each has a resource of its own. */
function databasesOf(proxy: DeclaredElement, neighbours: Neighbours): Properties[] {
  const groups = parts('AWS::RDS::DBProxyTargetGroup', proxy, neighbours).filter(
    (group) => group.has('DBInstanceIdentifiers') || group.has('DBClusterIdentifiers'),
  );
  return [...groups, ...parts('AWS::RDS::DBProxyTarget', proxy, neighbours)];
}

const target = (type: string) => (id: string) => ({ id: inSmallLetters(id) ?? id, type, clusterId: null });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbproxy.html */
export const rdsProxyDeclaration = declare({
  kind: rdsProxy,
  type: 'AWS::RDS::DBProxy',
  attributes: {
    proxyName: (proxy) => proxy.name('DBProxyName'),
    status: () => steady('available'),
    vpcId: null,
    // Without a group of this source, that of another or AWS's own is not known.
    targetGroups: (_, element, neighbours) => {
      const groups = parts('AWS::RDS::DBProxyTargetGroup', element, neighbours);
      if (groups.length === 0) return undefined;
      return groups
        .map((group) => ({
          name: group.text('TargetGroupName') ?? 'default',
          borrowTimeoutSeconds:
            group.number('ConnectionPoolConfigurationInfo.ConnectionBorrowTimeout') ??
            rdsProxyDefaults.borrowTimeoutSeconds,
        }))
        .sort((a, b) => compareText(a.name, b.name));
    },
    targets: (_, element, neighbours) => {
      const databases = databasesOf(element, neighbours);
      if (databases.length === 0) return undefined;
      return databases
        .flatMap((one) => [
          ...(one.names('DBInstanceIdentifiers') ?? []).map(target('RDS_INSTANCE')),
          ...(one.names('DBClusterIdentifiers') ?? []).map(target('TRACKED_CLUSTER')),
        ])
        .sort((a, b) => compareText(a.id, b.id));
    },
  },
  tags: 'Tags',
});
