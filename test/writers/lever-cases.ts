import type { WriteCase } from './write-case.ts';

const lambda = 'lambda-function';
const provisioned = (qualifier: string, requested: number) => ({ qualifier, requested });
const put = 'lambda PutProvisionedConcurrencyConfig';

export const leverCases: WriteCase[] = [
  {
    what: 'a reservation comes back',
    kind: lambda,
    from: { reservedConcurrency: 10 },
    to: { reservedConcurrency: 200 },
    expected: [['lambda PutFunctionConcurrency', { FunctionName: 'checkout', ReservedConcurrentExecutions: 200 }]],
    caveat: /cap too/,
  },
  {
    what: 'a reservation of nothing stops the function, and is one',
    kind: lambda,
    from: { reservedConcurrency: null },
    to: { reservedConcurrency: 0 },
    oneWay: true,
    expected: [['lambda PutFunctionConcurrency', { FunctionName: 'checkout', ReservedConcurrentExecutions: 0 }]],
  },
  {
    what: 'a reservation that nobody had is deleted',
    kind: lambda,
    from: { reservedConcurrency: 5 },
    to: { reservedConcurrency: null },
    oneWay: true,
    expected: [['lambda DeleteFunctionConcurrency', { FunctionName: 'checkout' }]],
  },
  {
    what: 'a reservation that was not read is not deleted',
    kind: lambda,
    from: { reservedConcurrency: 5, timeoutSeconds: 30 },
    to: { reservedConcurrency: null, timeoutSeconds: 20 },
    unread: { reservedConcurrency: 'throttled' },
    oneWay: true,
    expected: [['lambda UpdateFunctionConfiguration', { FunctionName: 'checkout', Timeout: 20 }]],
  },
  {
    what: 'a larger reservation comes before what is provisioned in it',
    kind: lambda,
    from: { reservedConcurrency: 10, provisionedConcurrency: [provisioned('live', 5)] },
    to: { reservedConcurrency: 100, provisionedConcurrency: [provisioned('live', 80)] },
    expected: [
      ['lambda PutFunctionConcurrency', { FunctionName: 'checkout', ReservedConcurrentExecutions: 100 }],
      [put, { FunctionName: 'checkout', Qualifier: 'live', ProvisionedConcurrentExecutions: 80 }],
    ],
  },
  {
    what: 'a smaller reservation comes after what is provisioned in it, alias by alias',
    kind: lambda,
    from: { reservedConcurrency: 100, provisionedConcurrency: [provisioned('live', 80), provisioned('next', 5)] },
    to: { reservedConcurrency: 10, provisionedConcurrency: [provisioned('live', 5)] },
    oneWay: true,
    expected: [
      ['lambda DeleteProvisionedConcurrencyConfig', { FunctionName: 'checkout', Qualifier: 'next' }],
      [put, { FunctionName: 'checkout', Qualifier: 'live', ProvisionedConcurrentExecutions: 5 }],
      ['lambda PutFunctionConcurrency', { FunctionName: 'checkout', ReservedConcurrentExecutions: 10 }],
    ],
  },
  {
    what: 'event sources have ids that are not known',
    kind: lambda,
    from: { eventSources: [] },
    to: { eventSources: [{ source: 'arn:aws:sqs:eu-central-1:1:q', enabled: true, maximumConcurrency: 5 }] },
    expected: /ids of its event sources.*eventSources/,
  },
  {
    what: 'limits of an account are written as a pair',
    kind: 'opensearch-account',
    from: { maxIndexingOcu: 10, maxSearchOcu: 40 },
    to: { maxIndexingOcu: 10, maxSearchOcu: 20 },
    expected: [
      [
        'opensearchserverless UpdateAccountSettings',
        { capacityLimits: { maxIndexingCapacityInOCU: 10, maxSearchCapacityInOCU: 20 } },
      ],
    ],
    caveat: /below what is in use/,
  },
  {
    what: 'limits of a group are written as a whole',
    kind: 'opensearch-collection-group',
    base: { groupId: 'search-1', minIndexingOcu: null, maxIndexingOcu: 16, maxSearchOcu: 32 },
    from: { minSearchOcu: 16 },
    to: { minSearchOcu: 4 },
    expected: [
      [
        'opensearchserverless UpdateCollectionGroup',
        {
          id: 'search-1',
          capacityLimits: { maxIndexingCapacityInOCU: 16, maxSearchCapacityInOCU: 32, minSearchCapacityInOCU: 4 },
        },
      ],
    ],
  },
  {
    what: 'a minimum of a group is not taken away',
    kind: 'opensearch-collection-group',
    from: { minSearchOcu: 16 },
    to: { minSearchOcu: null },
    expected: /how a minimum is taken away/,
  },
  {
    what: 'ACU are written as a pair',
    kind: 'rds-cluster',
    base: { serverlessMaxAcu: 64 },
    from: { serverlessMinAcu: 16 },
    to: { serverlessMinAcu: 0.5 },
    expected: [
      [
        'rds ModifyDBCluster',
        {
          DBClusterIdentifier: 'bookings',
          ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 64 },
          ApplyImmediately: true,
        },
      ],
    ],
  },
  {
    what: 'a scaling configuration is not taken away',
    kind: 'rds-cluster',
    from: { serverlessMinAcu: 2, serverlessMaxAcu: 8 },
    to: { serverlessMinAcu: null, serverlessMaxAcu: null },
    expected: /no call that takes it away/,
  },
  {
    what: 'the Data API is switched by the ARN of the cluster',
    kind: 'rds-cluster',
    from: { dataApiEnabled: false },
    to: { dataApiEnabled: true },
    oneWay: true,
    expected: [['rds EnableHttpEndpoint', { ResourceArn: 'arn:aws:rds:eu-central-1:111122223333:cluster:bookings' }]],
  },
  {
    what: 'storage stops to grow at what it has',
    kind: 'rds-instance',
    base: { allocatedStorageGb: 100 },
    from: { maxAllocatedStorageGb: 500 },
    to: { maxAllocatedStorageGb: null },
    expected: [
      ['rds ModifyDBInstance', { DBInstanceIdentifier: 'orders', MaxAllocatedStorage: 100, ApplyImmediately: true }],
    ],
  },
  {
    what: 'storage is not made smaller, and the class is written',
    kind: 'rds-instance',
    from: { allocatedStorageGb: 200, instanceClass: 'db.r6g.4xlarge' },
    to: { allocatedStorageGb: 100, instanceClass: 'db.r6g.large' },
    oneWay: true,
    expected: [
      [
        'rds ModifyDBInstance',
        { DBInstanceIdentifier: 'orders', DBInstanceClass: 'db.r6g.large', ApplyImmediately: true },
      ],
    ],
    caveat: /down for some minutes.*made smaller/,
  },
  {
    what: 'connections are a parameter of the group',
    kind: 'rds-instance',
    base: { parameterGroup: 'orders-pg', clusterId: null },
    from: { maxConnectionsSetting: '200' },
    to: { maxConnectionsSetting: 'LEAST({DBInstanceClassMemory/9531392},5000)' },
    expected: [
      [
        'rds ModifyDBParameterGroup',
        {
          DBParameterGroupName: 'orders-pg',
          Parameters: [
            {
              ParameterName: 'max_connections',
              ParameterValue: 'LEAST({DBInstanceClassMemory/9531392},5000)',
              ApplyMethod: 'pending-reboot',
            },
          ],
        },
      ],
    ],
    caveat: /rebooted/,
  },
  {
    what: 'the wait for a connection is written for its target group',
    kind: 'rds-proxy',
    from: { targetGroups: [{ name: 'default', borrowTimeoutSeconds: 120 }] },
    to: { targetGroups: [{ name: 'default', borrowTimeoutSeconds: 5 }] },
    expected: [
      [
        'rds ModifyDBProxyTargetGroup',
        {
          TargetGroupName: 'default',
          DBProxyName: 'orders-proxy',
          ConnectionPoolConfig: { ConnectionBorrowTimeout: 5 },
        },
      ],
    ],
  },
  {
    what: 'targets are registered and deregistered, a cluster as a whole',
    kind: 'rds-proxy',
    from: { targets: [{ id: 'orders', type: 'RDS_INSTANCE', clusterId: null }] },
    to: {
      targets: [
        { id: 'bookings', type: 'TRACKED_CLUSTER', clusterId: 'bookings' },
        { id: 'bookings-1', type: 'RDS_INSTANCE', clusterId: 'bookings' },
      ],
    },
    oneWay: true,
    expected: [
      ['rds DeregisterDBProxyTargets', { DBProxyName: 'orders-proxy', DBInstanceIdentifiers: ['orders'] }],
      ['rds RegisterDBProxyTargets', { DBProxyName: 'orders-proxy', DBClusterIdentifiers: ['bookings'] }],
    ],
  },
];
