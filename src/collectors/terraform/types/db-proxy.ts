import { allTags, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_proxy */
export const dbProxy = terraformType(
  'aws_db_proxy',
  'AWS::RDS::DBProxy',
  { DBProxyName: 'name', Tags: allTags },
  { name: 'name', idIsName: true },
);
