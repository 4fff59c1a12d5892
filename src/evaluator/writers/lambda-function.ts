import type { Json } from '../../model/snapshot.ts';
import { type Change, defineWriter, join, one } from './define-writer.ts';
import type { Attributes, Plan, Steps } from './writer.ts';

interface Provisioned {
  qualifier: string;
  requested: number;
}

const provisionedOf = (attributes: Attributes) => (attributes.provisionedConcurrency ?? []) as unknown as Provisioned[];

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
export const provisionedInput = (
  functionName: string,
  { qualifier, requested }: Provisioned,
): Record<string, Json> => ({
  FunctionName: functionName,
  Qualifier: qualifier,
  ProvisionedConcurrentExecutions: requested,
});

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const reservedInput = (functionName: string, reserved: number): Record<string, Json> => ({
  FunctionName: functionName,
  ReservedConcurrentExecutions: reserved,
});

function reserve({ resource, to }: Change): Steps {
  const name = resource.key ?? '';
  if (typeof to.reservedConcurrency !== 'number') {
    return one('lambda', 'DeleteFunctionConcurrency', { FunctionName: name });
  }
  return one(
    'lambda',
    'PutFunctionConcurrency',
    reservedInput(name, to.reservedConcurrency),
    'Reserved concurrency is a cap too; 100 executions of the account must stay unreserved.',
  );
}

function provision({ resource, from, to }: Change): Steps[] {
  const name = resource.key ?? '';
  const before = new Map(provisionedOf(from).map((item) => [item.qualifier, item.requested]));
  const after = new Map(provisionedOf(to).map((item) => [item.qualifier, item.requested]));
  const gone = [...before.keys()].filter((qualifier) => !after.has(qualifier));
  const put = [...after].filter(([qualifier, requested]) => before.get(qualifier) !== requested);
  return [
    ...gone.map((qualifier) =>
      one('lambda', 'DeleteProvisionedConcurrencyConfig', { FunctionName: name, Qualifier: qualifier }),
    ),
    ...put.map(([qualifier, requested]) =>
      one(
        'lambda',
        'PutProvisionedConcurrencyConfig',
        provisionedInput(name, { qualifier, requested }),
        'Environments are ready after one to three minutes.',
      ),
    ),
  ];
}

/** All that is provisioned must fit into what is reserved, in between too: a lower reservation comes last. */
function concurrency(change: Change): Plan {
  const provisioned = change.changed('provisionedConcurrency') ? provision(change) : [];
  if (!change.changed('reservedConcurrency')) return join(provisioned);
  const reserved = ({ reservedConcurrency }: Attributes) =>
    typeof reservedConcurrency === 'number' ? reservedConcurrency : Number.POSITIVE_INFINITY;
  const first = reserved(change.to) > reserved(change.from);
  return join(first ? [reserve(change), ...provisioned] : [...provisioned, reserve(change)]);
}

export const writeLambdaFunction = defineWriter({
  levers: [
    { attributes: ['reservedConcurrency', 'provisionedConcurrency'], write: concurrency },
    {
      attributes: ['timeoutSeconds', 'memoryMb'],
      write: ({ resource, to, changed }) =>
        one('lambda', 'UpdateFunctionConfiguration', {
          FunctionName: resource.key,
          ...(changed('timeoutSeconds') && { Timeout: to.timeoutSeconds ?? null }),
          ...(changed('memoryMb') && { MemorySize: to.memoryMb ?? null }),
        }),
    },
  ],
  fixed:
    'A deployment writes code and network of a function, and the snapshot does not hold the ids of its event sources.',
  notCreated: 'A deployment makes a function.',
  notRemoved: 'Deleting a function would delete its code.',
});
