import { compareText } from '../../../model/snapshot.ts';
import { rdsInstance } from '../../../resources/rds-instance.ts';
import { declare } from '../declaration.ts';
import type { DeclaredElement, Neighbours } from '../element.ts';
import type { Properties } from '../properties.ts';
import { inSmallLetters, named } from '../rds-parts.ts';
import { steady } from '../steady.ts';

const replicaOf = ['SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html */
export const rdsInstanceDeclaration = declare({
  kind: rdsInstance,
  type: 'AWS::RDS::DBInstance',
  attributes: {
    instanceId: (instance) => inSmallLetters(instance.name('DBInstanceIdentifier')),
    status: () => steady('available'),
    engine: (instance) => instance.text('Engine'),
    instanceClass: (instance) => instance.text('DBInstanceClass'),
    clusterId: (instance) => inSmallLetters(instance.name('DBClusterIdentifier')) ?? null,
    isReadReplica: (instance) => replicaOf.some((path) => instance.has(path)),
    vpcId: (instance, _, neighbours) => subnetGroupOf(instance, neighbours)?.properties.name('VpcId'),
    subnetIds: (instance, _, neighbours) =>
      subnetGroupOf(instance, neighbours)?.properties.names('SubnetIds')?.sort(compareText),
    storageType: (instance) => instance.text('StorageType'),
    allocatedStorageGb: (instance) => instance.number('AllocatedStorage'),
    // Terraform writes 0 for none.
    maxAllocatedStorageGb: (instance) => instance.number('MaxAllocatedStorage') || null,
    parameterGroup: (instance) => inSmallLetters(instance.name('DBParameterGroupName')),
    // The formula that holds where the group does not set it is AWS's own.
    maxConnectionsSetting: (instance, _, neighbours) =>
      named(
        instance,
        'DBParameterGroupName',
        'AWS::RDS::DBParameterGroup',
        'DBParameterGroupName',
        neighbours,
      )?.properties.text('Parameters.max_connections'),
  },
  tags: 'Tags',
  when: (instance) => !['neptune', 'docdb'].includes(String(instance.raw('Engine'))),
});

/** The subnet group of an instance, or of the cluster that it is a member of. */
function subnetGroupOf(instance: Properties, neighbours: Neighbours): DeclaredElement | undefined {
  const type = 'AWS::RDS::DBSubnetGroup';
  const cluster = named(instance, 'DBClusterIdentifier', 'AWS::RDS::DBCluster', 'DBClusterIdentifier', neighbours);
  const holder = instance.has('DBSubnetGroupName') ? instance : (cluster?.properties ?? instance);
  return named(holder, 'DBSubnetGroupName', type, 'DBSubnetGroupName', neighbours);
}
