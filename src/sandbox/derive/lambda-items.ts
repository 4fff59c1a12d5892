import { arnOf, createdLongAgo, hashId, type Place, uuidOf } from './identity.ts';
import { count, type Item, part, text, withDefaults, without } from './item.ts';

/** A function's $LATEST version (0), or a published one. */
export function completeFunction(item: Item, version: number, place: Place): Record<string, unknown> {
  const name = text(item, 'FunctionName');
  const arn = arnOf('lambda', place, `function:${name}`);
  const image = item.PackageType === 'Image';
  const filled = withDefaults(without(item, 'tags', 'reserved', 'versions'), {
    FunctionArn: arn,
    Runtime: image ? null : 'nodejs22.x',
    Handler: image ? null : 'index.handler',
    Role: `arn:aws:iam::${place.account}:role/${name}`,
    CodeSize: 2_500_000,
    CodeSha256: Buffer.from(hashId(name, 64), 'hex').toString('base64'),
    Description: '',
    Timeout: 3,
    MemorySize: 128,
    LastModified: createdLongAgo.replace('Z', '.000+0000'),
    Version: '$LATEST',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    TracingConfig: { Mode: 'PassThrough' },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
    RevisionId: uuidOf(`revision ${name}`),
  });
  return version === 0 ? filled : { ...filled, Version: String(version), FunctionArn: `${arn}:${version}` };
}

/** Provisioned concurrency of an alias or version: what was asked for is there, unless it says otherwise. */
export function completeProvisioned(item: Item, place: Place): Record<string, unknown> {
  const requested = count(item, 'RequestedProvisionedConcurrentExecutions', 1);
  const status = text(item, 'Status') || 'READY';
  const there = status === 'READY' ? requested : 0;
  return withDefaults(without(item, 'tags', 'function', 'qualifier'), {
    FunctionArn: arnOf('lambda', place, `function:${text(item, 'function')}:${text(item, 'qualifier') || 'live'}`),
    RequestedProvisionedConcurrentExecutions: requested,
    AllocatedProvisionedConcurrentExecutions: there,
    AvailableProvisionedConcurrentExecutions: there,
    Status: status,
    LastModified: createdLongAgo.replace('Z', '+0000'),
  });
}

/** An event source mapping, enabled unless it says otherwise. */
export function completeMapping(item: Item, place: Place): Record<string, unknown> {
  const uuid = text(item, 'UUID') || uuidOf(`mapping ${text(item, 'function')} ${text(item, 'EventSourceArn')}`);
  const queue = text(item, 'EventSourceArn').startsWith('arn:aws:sqs:');
  return withDefaults(without(item, 'tags', 'function'), {
    UUID: uuid,
    FunctionArn: arnOf('lambda', place, `function:${text(item, 'function')}`),
    EventSourceMappingArn: arnOf('lambda', place, `event-source-mapping:${uuid}`),
    BatchSize: queue ? 10 : 100,
    MaximumBatchingWindowInSeconds: 0,
    State: 'Enabled',
    StateTransitionReason: 'USER_INITIATED',
    LastModified: createdLongAgo,
  });
}

/** The account's limits: what functions reserve is no longer unreserved. */
export function settingsOf(declared: Item, functions: readonly Item[]): Record<string, unknown> {
  const limit = part(declared, 'AccountLimit');
  const concurrent = count(limit, 'ConcurrentExecutions', 1000);
  const reserved = functions.reduce((sum, item) => sum + count(item, 'reserved'), 0);
  return {
    AccountLimit: withDefaults(limit, {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: concurrent,
      UnreservedConcurrentExecutions: concurrent - reserved,
    }),
    AccountUsage: withDefaults(part(declared, 'AccountUsage'), {
      TotalCodeSize: functions.reduce((sum, item) => sum + count(item, 'CodeSize', 2_500_000), 0),
      FunctionCount: functions.length,
    }),
  };
}
