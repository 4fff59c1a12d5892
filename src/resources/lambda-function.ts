import { z } from 'zod';
import { defineKind } from './kind.ts';

/** What holds for a function that never asked for it. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const lambdaFunctionDefaults = {
  timeoutSeconds: 3,
  packageType: 'Zip',
  memoryMb: 128,
  architecture: 'x86_64',
} as const;

export const lambdaFunction = defineKind({
  kind: 'lambda-function',
  title: 'Lambda function',
  attributes: z.strictObject({
    functionName: z.string().describe('Name of the function.'),
    packageType: z.string().describe('Zip, or Image for a container image, whose code size AWS does not count.'),
    timeoutSeconds: z.number().int().describe('Seconds after which an execution is stopped, 1 to 900.'),
    memoryMb: z.number().int().describe('Memory of one execution environment, MB.'),
    architecture: z.string().describe('Processor: x86_64 or arm64.'),
    vpcId: z.string().nullable().describe('VPC that the function runs in; null for none.'),
    managedInstances: z
      .boolean()
      .describe(
        'Whether it runs on Lambda Managed Instances, whose concurrency is a matter of their capacity provider.',
      ),
    reservedConcurrency: z
      .number()
      .int()
      .nullable()
      .describe('Executions reserved for the function, which are also its most; 0 stops it, null: none reserved.'),
    provisionedConcurrency: z
      .array(
        z.strictObject({
          qualifier: z.string().describe('Alias or version.'),
          requested: z.number().int().describe('Execution environments that are to be kept warm.'),
        }),
      )
      .describe('Provisioned concurrency, by alias or version, sorted.'),
    eventSources: z
      .array(
        z.strictObject({
          source: z.string().describe('ARN of the queue, stream or topic; the id of the mapping where it has none.'),
          enabled: z.boolean().describe('False once somebody disabled it.'),
          maximumConcurrency: z
            .number()
            .int()
            .nullable()
            .describe('Most executions that a queue may cause at the same time, 2 to 1,000; null: no limit.'),
        }),
      )
      .describe('Event source mappings of the function and of its aliases, sorted.'),
  }),
  observed: z.strictObject({
    codeSizeBytes: z.number().int().nullable().describe('Bytes of the deployment package; 0 for images.'),
    lastModified: z.string().nullable().describe('When code or configuration last changed (ISO 8601).'),
    provisioning: z
      .array(
        z.strictObject({
          qualifier: z.string().describe('Alias or version.'),
          allocated: z
            .number()
            .int()
            .nullable()
            .describe('Execution environments that were made; null where AWS does not tell.'),
          status: z.string().describe('READY, IN_PROGRESS or FAILED.'),
          statusReason: z.string().nullable().describe('Why it failed; null where it did not.'),
        }),
      )
      .describe('How far each provisioned concurrency has come, sorted by alias or version.'),
  }),
  tags: 'tagging-api',
  global: false,
  comparison: { namedBy: { provisionedConcurrency: 'qualifier', eventSources: 'source' } },
  keyFormat: 'function name',
  key: (one) => one.functionName,
  name: (one) => one.functionName,
  example: {
    id: 'arn:aws:lambda:eu-central-1:111122223333:function:checkout',
    attributes: {
      functionName: 'checkout',
      packageType: 'Zip',
      timeoutSeconds: 30,
      memoryMb: 512,
      architecture: 'x86_64',
      vpcId: null,
      managedInstances: false,
      reservedConcurrency: null,
      provisionedConcurrency: [],
      eventSources: [],
    },
    observed: { codeSizeBytes: 4_200_000, lastModified: '2026-03-02T09:00:00.000Z', provisioning: [] },
    defaulted: [],
  },
});
