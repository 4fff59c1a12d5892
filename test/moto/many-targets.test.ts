import { join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { scale } from './account-ecs.ts';
import { audit } from './cli.ts';
import { type Writers, writers } from './clients.ts';
import { describeOnMoto } from './stage.ts';

const region = 'eu-central-1';
const only = ['--only', 'dynamodb-provisioned-not-scaled'];
const tables = Array.from({ length: 60 }, (_, index) => `table-${String(index + 1).padStart(2, '0')}`);

/** Reads and writes of 60 tables that scale as they should: 120 targets, of which moto ever tells the first hundred. */
async function create(endpoint: string): Promise<void> {
  const aws = writers(endpoint, region);
  for (const table of tables) await createTable(aws, table);
}

async function createTable(aws: Writers, table: string): Promise<void> {
  await aws.dynamodb.send(
    new CreateTableCommand({
      TableName: table,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      ProvisionedThroughput: { ReadCapacityUnits: 100, WriteCapacityUnits: 100 },
    }),
  );
  for (const side of ['Read', 'Write'] as const) {
    const identity = {
      ServiceNamespace: 'dynamodb',
      ResourceId: `table/${table}`,
      ScalableDimension: `dynamodb:table:${side}CapacityUnits`,
    } as const;
    await scale(aws, identity, `DynamoDB${side}CapacityUtilization`, {
      min: 50,
      max: 1000,
      tracking: { TargetValue: 70 },
    });
  }
}

describeOnMoto('a listing whose token repeats for ever', create, (staged) => {
  it('is truncated, and what it did not tell is unknown: neither passed nor missing', async () => {
    const saved = join(staged().folder, 'saved.json');
    const { report, code } = await audit(staged(), '--region', region, ...only, '--save-snapshot', saved);
    const listing = report.coverage.find(
      ({ api, part }) => api === 'application-autoscaling:DescribeScalableTargets' && part === 'dynamodb',
    );
    expect(listing).toMatchObject({ status: 'truncated', complete: false, calls: 2 });
    expect(listing?.detail).toMatch(/repeated a page token/);
    const policies = report.coverage.find(
      ({ api, part }) => api === 'application-autoscaling:DescribeScalingPolicies' && part === 'dynamodb',
    );
    expect(policies).toMatchObject({ status: 'ok', complete: true });

    const outcomes = { pass: 0, unknown: 0 } as Record<string, number>;
    for (const { outcome } of report.results) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    expect(outcomes).toEqual({ pass: 100, unknown: 20 });
    for (const result of report.results.filter(({ outcome }) => outcome === 'unknown')) {
      expect(result.unknownBecause).toContainEqual({
        fact: 'scalable-target',
        reason: 'truncated',
        api: 'application-autoscaling:DescribeScalableTargets',
      });
    }
    // The rule is medium: what it does not know matters only where medium findings fail the run.
    expect(code).toBe(0);
    const offline = ['--snapshot', saved, ...only, '--fail-on', 'medium'];
    expect((await audit({ ...staged(), endpoint: null }, ...offline)).code).toBe(3);
    expect((await audit({ ...staged(), endpoint: null }, ...offline, '--allow-incomplete')).code).toBe(0);
  });
});
