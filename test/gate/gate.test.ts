import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { emptyPolicy } from '../../src/model/policy.ts';
import type { Report } from '../../src/model/report.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { collectAccount } from '../support/sandbox-audit.ts';
import { aTerminal } from '../support/terminal.ts';

const account = '111122223333';
const region = 'eu-central-1';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-gate-'));
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const write = (name: string, content: unknown) => {
  writeFileSync(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content));
};

async function gate(...args: string[]) {
  const { terminal, stdout, stderr } = aTerminal({ cwd });
  const code = await run(['gate', ...args, '--report', 'json=report.json'], terminal);
  const report = () => JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as Report;
  return { code, stdout, stderr, report };
}

/** A live account of one ECS service with an alarm, in which other things are wrong too. */
async function live(): Promise<Snapshot> {
  const service = (serviceName: string) => ({ serviceName, cluster: 'shop', desiredCount: 4, launchType: 'FARGATE' });
  const { snapshot } = await collectAccount(
    {
      account,
      regions: {
        [region]: {
          ecs: { clusters: [{ clusterName: 'shop' }], services: [service('web'), service('other')] },
          cloudwatch: {
            metricAlarms: [
              {
                AlarmName: 'watched',
                Namespace: 'Shop',
                MetricName: 'Orders',
                Statistic: 'Sum',
                Period: 60,
                EvaluationPeriods: 1,
                Threshold: 1,
                ComparisonOperator: 'LessThanThreshold',
                AlarmActions: ['arn:aws:sns:eu-central-1:111122223333:oncall'],
              },
            ],
          },
        },
      },
    },
    { ...emptyPolicy(), regions: [region] },
  );
  return snapshot;
}

const webTemplate = (properties: object) => ({
  Resources: {
    Web: {
      Type: 'AWS::ECS::Service',
      Properties: {
        ServiceName: 'web',
        Cluster: 'shop',
        LaunchType: 'FARGATE',
        TaskDefinition: 'web:1',
        ...properties,
      },
    },
  },
});

const keysOf = (report: Report) => [...new Set(report.results.map(({ subject }) => `${subject.kind} ${subject.key}`))];

describe('with a snapshot the gate', () => {
  it('reports what the change touches alone, and keeps what the template does not say', async () => {
    write('live.json', await live());
    write('stack.json', webTemplate({ DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true } } }));
    const { report } = await gate('--template', 'stack.json', '--snapshot', 'live.json', '--include', 'passed');

    const results = report().results;
    expect(results.find(({ rule }) => rule === 'ecs-circuit-breaker-off')).toMatchObject({ outcome: 'pass' });
    expect(report().since?.fixed.map(({ rule }) => rule)).toEqual(['ecs-circuit-breaker-off']);
    expect(keysOf(report())).not.toContain('ecs-service shop/other');
    expect(report().change).toMatchObject({ source: 'cloudformation', declared: 1 });
  });

  it('tells what was there before from what the change brings', async () => {
    write('live.json', await live());
    write('stack.json', webTemplate({ DesiredCount: 9 }));
    const { report } = await gate(
      '--template',
      'stack.json',
      '--snapshot',
      'live.json',
      '--fail-on',
      'low',
      '--fail-on-new',
    );

    const found = report().results.find(({ rule }) => rule === 'ecs-circuit-breaker-off');
    expect(found).toMatchObject({ outcome: 'fail', state: 'open' });
    expect(found?.remediation).toMatchObject({ commands: [], undo: [] });
    expect(found?.remediation?.caveats[0]).toContain('Change it in the source (stack.json:1)');
    expect(report().run.exitCode).toBe(0);
  });

  it('says nothing of an element that is as it is', async () => {
    write('live.json', await live());
    write('stack.json', { Resources: { Shop: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'shop' } } } });
    const { report } = await gate('--template', 'stack.json', '--snapshot', 'live.json', '--include', 'passed');

    expect(report().results).toEqual([]);
  });

  it('finds what the deletion of something else brings about', async () => {
    write('live.json', await live());
    const alarm = { alarm_name: 'watched' };
    write('plan.json', {
      format_version: '1.2',
      resource_changes: [
        {
          address: 'aws_cloudwatch_metric_alarm.watched',
          mode: 'managed',
          type: 'aws_cloudwatch_metric_alarm',
          name: 'watched',
          change: { actions: ['delete'], before: alarm, after: null, after_unknown: {} },
        },
      ],
    });
    const policy = 'signals: [{ namespace: Shop, metric: Orders, statistic: Sum }]\n';
    write('headroom.yaml', policy);
    const { report } = await gate('--plan', 'plan.json', '--snapshot', 'live.json');

    expect(
      report()
        .results.filter(({ outcome }) => outcome === 'fail')
        .map(({ subject, state }) => [subject.kind, state]),
    ).toContainEqual(['signal', 'new']);
  });

  it('asks where the change will be applied when the snapshot holds several places', async () => {
    const snapshot = await live();
    const scopes = [...snapshot.scopes, { partition: 'aws', account, region: 'us-east-1' }];
    write('live.json', { ...snapshot, scopes });
    write('stack.json', webTemplate({}));
    const { code, stderr } = await gate('--template', 'stack.json', '--snapshot', 'live.json');

    expect(code).toBe(2);
    expect(stderr()).toContain('--account and --region');
  });

  it('keeps tags that the template does not set, and says which places the snapshot does not hold', async () => {
    const snapshot = await live();
    const tagged = snapshot.resources.map((one) =>
      one.key === 'shop/web' ? { ...one, tags: { incident: 'inc-1' } } : one,
    );
    write('live.json', { ...snapshot, resources: tagged });
    write('stack.json', webTemplate({ DesiredCount: 5, Tags: [{ Key: 'team', Value: 'shop' }] }));
    write('headroom.yaml', 'workloads: [{ name: web, match: { tags: { incident: inc-1, team: shop } } }]\n');
    const { report } = await gate('--template', 'stack.json', '--snapshot', 'live.json', '--include', 'passed');
    expect(report().results.find(({ subject }) => subject.key === 'shop/web')?.subject.workload).toBe('web');

    const other = await gate('--template', 'stack.json', '--snapshot', 'live.json', '--region', 'us-east-1');
    expect(other.report().notices).toContainEqual(expect.objectContaining({ code: 'gate-place-not-in-snapshot' }));
  });

  it('knows nothing of a resource whose name CloudFormation makes up but what the template says', async () => {
    write('live.json', await live());
    write('stack.json', {
      Resources: {
        Table: {
          Type: 'AWS::DynamoDB::Table',
          Properties: { ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } },
        },
      },
    });
    const { report } = await gate('--template', 'stack.json', '--snapshot', 'live.json');

    const outcome = (rule: string) =>
      report()
        .results.filter((one) => one.rule === rule)
        .map((one) => one.outcome);
    expect(outcome('dynamodb-provisioned-not-scaled')).toEqual(['unknown', 'unknown']);
    expect(outcome('dynamodb-contributor-insights-off')).toEqual(['fail']);
  });
});

describe('a workload that is matched by name', () => {
  it('may or may not be that of a resource whose name is not known yet', async () => {
    write(
      'headroom.yaml',
      'workloads: [{ name: orders, match: { kind: dynamodb-table, name: "orders-*" }, tier: critical }]\n',
    );
    write('stack.json', { Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: {} } } });
    const { report } = await gate('--template', 'stack.json', '--include', 'passed');

    const insights = report().results.find(({ rule }) => rule === 'dynamodb-contributor-insights-off');
    expect(insights?.subject.key).toBe('Table');
    expect(insights?.subject.workload).not.toBe('orders');
  });
});

describe('sources that are none', () => {
  it.each([
    ['not JSON', '--plan', 'hello'],
    ['empty', '--plan', ''],
    ['truncated', '--plan', '{"format_version":"1.2","resource_changes":['],
    ['the wrong version', '--plan', '{"format_version":"9.0"}'],
    ['a state file', '--plan', '{"version":4,"serial":1,"lineage":"x","resources":[]}'],
    ['the binary plan', '--plan', 'PK\u0003\u0004'],
    ['a template as a plan', '--plan', '{"Resources":{}}'],
    ['deep nesting', '--plan', '['.repeat(200_000)],
    ['a plan as a template', '--template', '{"format_version":"1.2","terraform_version":"1.9"}'],
    [
      'a bomb',
      '--template',
      [
        'a: &a [x]',
        ...'bcdefghij'
          .split('')
          .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(',')}]`),
      ].join('\n'),
    ],
    ['not YAML', '--template', 'a: [1'],
  ])('%s is refused in one line, with exit code 2', async (_, flag, text) => {
    write('source', text);
    const { code, stderr, stdout } = await gate(flag, 'source');

    expect([code, stdout()]).toEqual([2, '']);
    expect(stderr()).toMatch(/^headroom: source[: ]/);
    expect(stderr()).not.toMatch(/\n\s+at /);
    expect(stderr().trimEnd().split('\n').length).toBeLessThanOrEqual(3);
  });

  it.each([
    [[], 'name one with --plan FILE'],
    [['--plan', 'a', '--template', 'b'], 'name one with --plan FILE'],
    [['--plan', 'nowhere.json'], 'there is no such file'],
    [['--plan', 'nowhere.json', '--account', '12'], 'twelve digits'],
    [['--template', 'x', '--parameter', 'a'], 'Name=Value'],
  ])('%j tells what is missing', async (args, message) => {
    const { code, stderr } = await gate(...args);

    expect(code).toBe(2);
    expect(stderr()).toContain(message);
  });
});

describe('findings', () => {
  it('point into the configuration that the plan was made of, and into the template', async () => {
    mkdirSync(join(cwd, 'infra/modules/db'), { recursive: true });
    mkdirSync(join(cwd, '.git'));
    write(
      'infra/modules/db/main.tf',
      '# resource "aws_dynamodb_table" "orders" {\n\nresource "aws_dynamodb_table" "orders" {\n}\n',
    );
    write('stack.yaml', 'Resources:\n  Table:\n    Type: AWS::DynamoDB::Table\n');
    write('plan.json', {
      format_version: '1.2',
      resource_changes: [
        {
          address: 'module.db.aws_dynamodb_table.orders',
          module_address: 'module.db',
          mode: 'managed',
          type: 'aws_dynamodb_table',
          name: 'orders',
          change: { actions: ['create'], before: null, after: { name: 'orders' }, after_unknown: {} },
        },
      ],
      configuration: { root_module: { module_calls: { db: { source: './modules/db', module: { resources: [] } } } } },
    });
    const { terminal } = aTerminal({ cwd });
    await run(['gate', '--plan', 'plan.json', '--source-dir', 'infra', '--report', 'sarif=plan.sarif'], terminal);
    await run(['gate', '--template', 'stack.yaml', '--report', 'sarif=stack.sarif'], terminal);

    const places = (file: string) =>
      JSON.parse(readFileSync(join(cwd, file), 'utf8')).runs[0].results.map(
        (result: {
          locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
        }) => {
          const place = result.locations[0]?.physicalLocation;
          return `${place?.artifactLocation.uri}:${place?.region.startLine}`;
        },
      );
    expect(new Set(places('plan.sarif'))).toEqual(new Set(['infra/modules/db/main.tf:3']));
    expect(new Set(places('stack.sarif'))).toEqual(new Set(['stack.yaml:2']));
  });
});

describe('what others own', () => {
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/shop/web',
    ScalableDimension: 'ecs:service:DesiredCount',
  };

  /** A service that an event raised, with the action that brings it back. */
  async function raised(): Promise<Snapshot> {
    const { snapshot } = await collectAccount(
      {
        account,
        now: '2026-11-22T04:00:00Z',
        regions: {
          [region]: {
            ecs: {
              clusters: [{ clusterName: 'shop' }],
              services: [{ serviceName: 'web', cluster: 'shop', desiredCount: 100, launchType: 'FARGATE' }],
            },
            'application-autoscaling': {
              scalableTargets: [{ ...target, MinCapacity: 100, MaxCapacity: 200 }],
              scheduledActions: [
                {
                  ...target,
                  ScheduledActionName: 'back',
                  Schedule: 'at(2026-11-23T09:00:00)',
                  ScalableTargetAction: { MinCapacity: 10 },
                },
              ],
            },
          },
        },
      },
      { ...emptyPolicy(), regions: [region] },
    );
    return snapshot;
  }

  it('is not overwritten in silence: an event, a way back, and a count that the autoscaler moves', async () => {
    write('live.json', await raised());
    write('headroom.yaml', 'workloads: [{ name: web, match: { kind: ecs-service } }]\n');
    write(
      'events.yaml',
      'events: [{ id: sale, start: "2026-11-22T03:00:00Z", duration: 8h, targets: [{ workload: web, minCapacity: 100 }] }]\n',
    );
    const change = (type: string, name: string, before: object, after: object | null) => ({
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      change: { actions: [after ? 'update' : 'delete'], before, after, after_unknown: {} },
    });
    const id = {
      service_namespace: 'ecs',
      resource_id: 'service/shop/web',
      scalable_dimension: 'ecs:service:DesiredCount',
    };
    const service = { name: 'web', cluster: 'shop', launch_type: 'FARGATE', task_definition: 'web:1' };
    const action = {
      ...id,
      name: 'back',
      schedule: 'at(2026-11-23T09:00:00)',
      scalable_target_action: [{ min_capacity: '10' }],
    };
    write('plan.json', {
      format_version: '1.2',
      resource_changes: [
        change(
          'aws_appautoscaling_target',
          'web',
          { ...id, min_capacity: 100, max_capacity: 200 },
          { ...id, min_capacity: 10, max_capacity: 200 },
        ),
        change('aws_ecs_service', 'web', { ...service, desired_count: 100 }, { ...service, desired_count: 10 }),
        change('aws_appautoscaling_scheduled_action', 'back', action, null),
      ],
    });
    const { report, code } = await gate('--plan', 'plan.json', '--snapshot', 'live.json', '--only', 'gate-*');

    expect(code).toBe(1);
    expect(report().results.map(({ rule, subject, outcome }) => [rule, subject.key, outcome])).toEqual([
      ['gate-clobbers-event', 'ecs-service/shop/web', 'fail'],
      ['gate-clobbers-event', 'scalable-target/ecs|service/shop/web|ecs:service:DesiredCount', 'fail'],
      ['gate-drops-scheduled-action', 'scheduled-action/ecs|service/shop/web|ecs:service:DesiredCount|back', 'fail'],
    ]);
    expect(report().results[1]?.message).toContain('minCapacity 100 → 10; event sale asks for it until');
  });
});
