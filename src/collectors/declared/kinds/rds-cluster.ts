import { rdsCluster, rdsClusterDefaults } from '../../../resources/rds-cluster.ts';
import { declare } from '../declaration.ts';
import { inSmallLetters, membersIn } from '../rds-parts.ts';
import { steady } from '../steady.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html */
export const rdsClusterDeclaration = declare({
  kind: rdsCluster,
  type: 'AWS::RDS::DBCluster',
  attributes: {
    clusterId: (cluster) => inSmallLetters(cluster.name('DBClusterIdentifier')),
    status: () => steady('available'),
    engine: (cluster) => cluster.text('Engine'),
    engineMode: (cluster) => cluster.text('EngineMode'),
    // A cluster without instances of this source has those of another, or is one whose instances AWS makes.
    memberIds: (_, element, neighbours) => {
      const members = membersIn(element, neighbours);
      return members.length > 0 ? members : undefined;
    },
    // Of several the first that is made takes writes, which no source tells.
    writerId: (_, element, neighbours) => {
      const members = membersIn(element, neighbours);
      return members.length === 1 ? steady(members[0]) : undefined;
    },
    dataApiEnabled: (cluster) => cluster.boolean('EnableHttpEndpoint'),
    storageType: (cluster) => {
      const type = cluster.text('StorageType');
      if (type) return type;
      return cluster.text('Engine')?.startsWith('aurora') ? steady(null) : undefined;
    },
    serverlessMinAcu: (cluster) => cluster.number('ServerlessV2ScalingConfiguration.MinCapacity') ?? null,
    serverlessMaxAcu: (cluster) => cluster.number('ServerlessV2ScalingConfiguration.MaxCapacity') ?? null,
  },
  defaults: rdsClusterDefaults,
  tags: 'Tags',
  // The same type of template serves Neptune and DocumentDB nowhere, but an engine may be named.
  when: (cluster) => !['neptune', 'docdb'].includes(String(cluster.raw('Engine'))),
});
