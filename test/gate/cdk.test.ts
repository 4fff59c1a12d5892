import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  aws_applicationautoscaling as autoscaling,
  aws_budgets as budgets,
  Duration,
  aws_dynamodb as dynamodb,
  aws_ec2 as ec2,
  aws_ecs as ecs,
  aws_elasticache as elasticache,
  aws_lambda as lambda,
  Stack,
} from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import type { Report } from '../../src/model/report.ts';
import { aTerminal } from '../support/terminal.ts';

let cwd: string;
let report: Report;

/** Constructs as people use them: names that CloudFormation makes up, joined and split again. */
function synthesise(): object {
  const app = new App({ outdir: join(cwd, 'cdk.out') });
  const stack = new Stack(app, 'Shop');
  const orders = new dynamodb.Table(stack, 'Orders', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    readCapacity: 5,
    writeCapacity: 5,
  });
  orders
    .autoScaleReadCapacity({ minCapacity: 5, maxCapacity: 100 })
    .scaleOnUtilization({ targetUtilizationPercent: 88 });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) });
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task', { cpu: 256, memoryLimitMiB: 512 });
  taskDefinition.addContainer('web', { image: ecs.ContainerImage.fromRegistry('web') });
  const web = new ecs.FargateService(stack, 'Web', { cluster, taskDefinition, desiredCount: 4 });
  const scaling = web.autoScaleTaskCount({ minCapacity: 4, maxCapacity: 10 });
  scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60, scaleOutCooldown: Duration.minutes(15) });
  scaling.scaleOnSchedule('Sale', {
    schedule: autoscaling.Schedule.cron({ hour: '18', minute: '0' }),
    minCapacity: 50,
  });
  const api = new lambda.Function(stack, 'Api', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = () => {}'),
    reservedConcurrentExecutions: 10,
  });
  new lambda.Alias(stack, 'Live', {
    aliasName: 'live',
    version: api.currentVersion,
    provisionedConcurrentExecutions: 20,
  });
  new elasticache.CfnServerlessCache(stack, 'Cache', { engine: 'valkey', serverlessCacheName: 'answers' });
  new budgets.CfnBudget(stack, 'Budget', {
    budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: 100, unit: 'USD' } },
  });
  return app.synth().getStackByName('Shop').template as object;
}

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-cdk-'));
  writeFileSync(join(cwd, 'Shop.template.json'), JSON.stringify(synthesise(), null, 1));
  const place = ['--account', '111122223333', '--region', 'eu-central-1'];
  await run(
    ['gate', '--template', 'Shop.template.json', ...place, '--report', 'json=report.json'],
    aTerminal({ cwd }).terminal,
  );
  report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as Report;
}, 120_000);

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('a template that CDK synthesised', () => {
  it.each([
    ['budget-dead', /^Budget$/],
    ['dynamodb-contributor-insights-off', /^Orders/],
    ['ecs-circuit-breaker-off', /^WebService/],
    ['ecs-scale-out-cooldown-long', /^WebTaskCountTargetCpu/],
    ['elasticache-serverless-limits', /^answers$/],
    ['lambda-provisioned-above-reserved', /^Api/],
    ['target-utilization-high', /^OrdersReadScalingTarget/],
  ])('%s finds its fault, at the line of the template', (rule, key) => {
    const found = report.results.filter((one) => one.rule === rule && one.outcome === 'fail');

    expect(found.map(({ subject }) => subject.key)).toEqual([expect.stringMatching(key)]);
    expect(found[0]?.subject.location?.line).toBeGreaterThan(1);
  });

  it('has nothing that could not be read', () => {
    expect(report.verdict).toBe('findings');
    expect(report.change?.problems).toEqual([]);
    expect(
      report.results.flatMap(({ unknownBecause }) => unknownBecause ?? []).map(({ reason }) => reason),
    ).not.toContain('malformed');
  });
});
