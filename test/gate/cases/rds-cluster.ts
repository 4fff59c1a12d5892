import type { SameVerdictCase } from '../same-verdict-case.ts';

export const rdsClusterCase: SameVerdictCase = {
  kind: 'rds-cluster',
  fault: 'it cannot shrink',
  live: {
    rds: {
      clusters: [
        { DBClusterIdentifier: 'bookings', ServerlessV2ScalingConfiguration: { MinCapacity: 16, MaxCapacity: 16 } },
      ],
      instances: [
        {
          DBInstanceIdentifier: 'bookings-1',
          DBClusterIdentifier: 'bookings',
          Engine: 'aurora-postgresql',
          DBInstanceClass: 'db.serverless',
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_rds_cluster',
      name: 'bookings',
      values: {
        cluster_identifier: 'bookings',
        engine: 'aurora-postgresql',
        serverlessv2_scaling_configuration: [{ min_capacity: 16, max_capacity: 16 }],
      },
      filled: { engine_mode: 'provisioned', enable_http_endpoint: null },
    },
    {
      type: 'aws_rds_cluster_instance',
      name: 'first',
      values: {
        identifier: 'bookings-1',
        cluster_identifier: 'bookings',
        engine: 'aurora-postgresql',
        instance_class: 'db.serverless',
      },
    },
  ],
  template: {
    Bookings: {
      Type: 'AWS::RDS::DBCluster',
      Properties: {
        DBClusterIdentifier: 'Bookings',
        Engine: 'aurora-postgresql',
        ServerlessV2ScalingConfiguration: { MinCapacity: 16, MaxCapacity: 16 },
      },
    },
    First: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBInstanceIdentifier: 'bookings-1',
        DBClusterIdentifier: 'bookings',
        Engine: 'aurora-postgresql',
        DBInstanceClass: 'db.serverless',
      },
    },
  },
  same: [['rds-serverless-pinned', 'bookings', 'fail']],
  beside: [],
  afterApply: {
    attribute: 'aws_rds_cluster.bookings.serverlessv2_scaling_configuration',
    property: 'Bookings.ServerlessV2ScalingConfiguration',
    unknown: ['rds-serverless-pinned'],
  },
  elsewhere: {
    plan: ['aws_rds_cluster_instance.first'],
    template: ['First'],
    live: {
      rds: {
        clusters: [
          { DBClusterIdentifier: 'bookings', ServerlessV2ScalingConfiguration: { MinCapacity: 2, MaxCapacity: 16 } },
        ],
        instances: [
          {
            DBInstanceIdentifier: 'bookings-1',
            DBClusterIdentifier: 'bookings',
            Engine: 'aurora-postgresql',
            DBInstanceClass: 'db.serverless',
          },
        ],
      },
    },
    rules: ['rds-serverless-pinned'],
  },
};
