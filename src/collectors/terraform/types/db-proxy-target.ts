import type { Declared, DeclaredObject } from '../../declared/value.ts';
import { terraformType } from '../translation.ts';

/**
 * CloudFormation names the databases within the target group.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_proxy_target
 */
export const dbProxyTarget = terraformType('aws_db_proxy_target', 'AWS::RDS::DBProxyTarget', {
  DBProxyName: 'db_proxy_name',
  DBInstanceIdentifiers: (target) => listOf(target, 'db_instance_identifier'),
  DBClusterIdentifiers: (target) => listOf(target, 'db_cluster_identifier'),
});

function listOf(target: DeclaredObject, name: string): Declared | undefined {
  const one = target[name];
  return one === undefined || one === null || one === '' ? undefined : [one];
}
