import { block, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_proxy_default_target_group */
export const dbProxyDefaultTargetGroup = terraformType(
  'aws_db_proxy_default_target_group',
  'AWS::RDS::DBProxyTargetGroup',
  {
    DBProxyName: 'db_proxy_name',
    ConnectionPoolConfigurationInfo: block('connection_pool_config', {
      ConnectionBorrowTimeout: 'connection_borrow_timeout',
    }),
  },
);
