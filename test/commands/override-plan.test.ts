import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { writeSnapshot } from '../../src/loaders/snapshot-text.ts';
import { OverridePlan } from '../../src/model/override-plan.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { readCommand } from '../support/aws-cli/command.ts';
import { aTerminal } from '../support/terminal.ts';
import { aResource, aSnapshot, testNow } from '../support/world.ts';

/** Now is 2026-11-22T04:00:00Z, by the clock of the terminal and by the snapshot. */
let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-override-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const policy = `
timezone: Asia/Tokyo
workloads:
  - name: web
    match: { kind: ecs-service, name: "shop/web" }
    owner: platform
    baseline: { minCapacity: 4, maxCapacity: 40, demand: 10 }
  - name: search
    match: { kind: opensearch-collection-group }
    baseline: { minSearchOcu: 2 }
  - name: bookings
    match: { kind: rds-cluster }
    baseline: { minAcu: 0.5 }
`;
const events = `
events:
  - id: sale
    start: 2026-12-01T19:00:00
    duration: 6h
    prewarm: 30m
    holdAfter: 1h
    multiplier: 8
    owner: shop-team
    targets: [{ workload: web, maxCapacity: 200 }, { workload: search, minCapacity: 16 }]
  - id: last-sale
    start: 2025-12-01T19:00:00
    duration: 6h
    targets: [{ workload: web, minCapacity: 50 }]
`;

const service = aResource('ecs-service');
const target = aResource('scalable-target', { tags: { event: 'summer' } });
const everything: Resource[] = [
  service,
  target,
  aResource('scalable-target', {
    attributes: {
      serviceNamespace: 'dynamodb',
      resourceId: 'table/carts',
      scalableDimension: 'dynamodb:table:ReadCapacityUnits',
    },
  }),
  aResource('dynamodb-table', { observed: { decreasesToday: 4 } }),
  aResource('dynamodb-table', { attributes: { tableName: 'carts' } }),
  aResource('dynamodb-table', { attributes: { tableName: 'logs', billingMode: 'PAY_PER_REQUEST' } }),
  aResource('elasticache-serverless-cache', { attributes: { ecpuMinimumPerSecond: 1000, ecpuMaximumPerSecond: 9000 } }),
  aResource('lambda-function', {
    attributes: { reservedConcurrency: 20, provisionedConcurrency: [{ qualifier: 'live', requested: 5 }] },
  }),
  aResource('opensearch-collection-group', { attributes: { minSearchOcu: 4, maxSearchOcu: 32 } }),
  aResource('opensearch-account'),
  aResource('rds-cluster', { attributes: { serverlessMinAcu: 2, serverlessMaxAcu: 64 } }),
  aResource('bedrock-provisioned-throughput', {
    attributes: { commitmentExpirationTime: '2027-01-01T00:00:00Z', commitmentDuration: 'OneMonth' },
  }),
];

async function plan(args: string[], resources = everything, clock = Date.parse(testNow)) {
  writeFileSync(join(cwd, 'snapshot.json'), [...writeSnapshot(aSnapshot(resources))].join(''));
  writeFileSync(join(cwd, 'headroom.yaml'), policy);
  writeFileSync(join(cwd, 'events.yaml'), events);
  const recorded = aTerminal({ cwd, now: () => clock });
  const code = await run(['override', 'plan', '--snapshot', 'snapshot.json', ...args], recorded.terminal);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

async function planned(args: string[], resources?: Resource[]): Promise<OverridePlan> {
  const { code, stdout, stderr } = await plan([...args, '--format', 'json'], resources);
  expect([code, stderr]).toEqual([0, '']);
  return OverridePlan.parse(JSON.parse(stdout));
}

const inputsOf = (commands: string[][]) =>
  Promise.all(
    commands.map(async (words) => {
      const { input, problems } = await readCommand(words);
      expect(problems).toEqual([]);
      return [`${words[1]} ${words[2]}`, input] as const;
    }),
  );

const key = 'ecs|service/shop/web|ecs:service:DesiredCount';
const times = ['--from', '2026-12-01T18:30:00', '--until', '2026-12-02T02:00:00'];
const identity = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/shop/web',
  ScalableDimension: 'ecs:service:DesiredCount',
};

describe('a raise of a scalable target', () => {
  it('in the future is a scheduled action, and so is the revert to the baseline, by the clock of the policy', async () => {
    const found = await planned(['--target', key, '--set', 'minCapacity=100', '--set', 'maxCapacity=200', ...times]);
    expect(found.steps.map(({ what, at }) => [what, at])).toEqual([
      ['revert', '2026-12-01T17:00:00Z'],
      ['raise', '2026-12-01T09:30:00Z'],
      ['tag', null],
    ]);
    const [revert, raise] = found.steps;
    expect(await inputsOf(revert?.commands ?? [])).toEqual([
      [
        'application-autoscaling put-scheduled-action',
        {
          ...identity,
          ScheduledActionName: 'override-down-20261202T0200',
          Schedule: 'at(2026-12-02T02:00:00)',
          Timezone: 'Asia/Tokyo',
          ScalableTargetAction: { MinCapacity: 4, MaxCapacity: 40 },
        },
      ],
    ]);
    expect(await inputsOf(raise?.commands ?? [])).toMatchObject([
      [
        'application-autoscaling put-scheduled-action',
        { Schedule: 'at(2026-12-01T18:30:00)', ScalableTargetAction: { MinCapacity: 100, MaxCapacity: 200 } },
      ],
    ]);
    expect(await inputsOf(revert?.undo ?? [])).toEqual([
      [
        'application-autoscaling delete-scheduled-action',
        { ...identity, ScheduledActionName: 'override-down-20261202T0200' },
      ],
    ]);
    expect(found.values.map(({ because }) => because)).toEqual([
      'baseline of workload web',
      'baseline of workload web',
    ]);
  });

  it('now registers the target, and what is not raised stays as it is', async () => {
    const found = await planned(['--target', key, '--set', 'minCapacity=20', '--until', '2026-12-02T02:00:00+09:00']);
    const raise = found.steps.find(({ what }) => what === 'raise');
    expect(await inputsOf(raise?.commands ?? [])).toEqual([
      ['application-autoscaling register-scalable-target', { ...identity, MinCapacity: '20' }],
    ]);
    expect(await inputsOf(raise?.undo ?? [])).toEqual([
      ['application-autoscaling register-scalable-target', { ...identity, MinCapacity: '4' }],
    ]);
  });

  it('is explained by tags, whose undo brings back the tags of now', async () => {
    const found = await planned(['--target', key, '--event', 'sale']);
    expect(found.tags).toEqual({ event: 'sale', expires: '2026-12-01T17:00:00Z', owner: 'shop-team' });
    const tag = found.steps.find(({ what }) => what === 'tag');
    const arn = target.id;
    expect(await inputsOf(tag?.commands ?? [])).toEqual([
      ['application-autoscaling tag-resource', { ResourceARN: arn, Tags: found.tags }],
    ]);
    expect(await inputsOf(tag?.undo ?? [])).toEqual([
      ['application-autoscaling untag-resource', { ResourceARN: arn, TagKeys: ['expires', 'owner'] }],
      ['application-autoscaling tag-resource', { ResourceARN: arn, Tags: { event: 'summer' } }],
    ]);
  });

  it('for an event takes its times, and its multiplier as capacity', async () => {
    const found = await planned(['--target', key, '--event', 'sale', '--set', 'maxCapacity=300']);
    expect([found.from, found.until]).toEqual(['2026-12-01T09:20:00Z', '2026-12-01T17:00:00Z']);
    expect(found.values).toMatchObject([
      { value: 'minCapacity', now: 4, raised: 80, revertsTo: 4 },
      { value: 'maxCapacity', now: 40, raised: 300, revertsTo: 40 },
    ]);
  });

  it('for an event knows the values of other levers, and when they must be raised', async () => {
    const found = await planned(['--target', 'search', '--event', 'sale']);
    expect(found.from).toBe('2026-12-01T09:00:00Z');
    expect(found.values).toMatchObject([{ value: 'minSearchOcu', now: 4, raised: 16, revertsTo: 2 }]);
    expect(found.warnings.join('\n')).toMatch(/minSearchOcu is 4 already, above what it goes back to/);
  });

  it('goes back to what stands now where the policy declares nothing, and says so', async () => {
    const found = await planned([
      ...['--target', 'dynamodb|table/carts|dynamodb:table:ReadCapacityUnits'],
      ...['--set', 'minCapacity=30', ...times, '--incident', 'INC 42: slow', '--owner', 'me'],
    ]);
    expect(found.values).toMatchObject([{ revertsTo: 4, because: expect.stringContaining('what stands now') }]);
    expect(found.tags).toMatchObject({ incident: 'INC 42: slow', owner: 'me' });
    expect(found.steps[0]?.commands[0]).toContain('INC-42--slow-down-20261202T0200');
  });

  it('says which scheduled action writes other bounds while it stands', async () => {
    const action = aResource('scheduled-action', {
      attributes: { schedule: 'cron(0 20 * * ? *)', timezone: 'Asia/Tokyo', minCapacity: 10, maxCapacity: null },
    });
    const args = ['--target', key, '--set', 'minCapacity=20', ...times];
    const { warnings } = await planned(args, [...everything, action]);
    expect(warnings.join('\n')).toMatch(/evening-up fires at 2026-12-01T11:00:00Z.*writes minCapacity 10/);
  });

  it('in an hour that the clock shows twice is told apart in UTC', async () => {
    const args = ['--target', key, '--set', 'minCapacity=20', '--timezone', 'Europe/Berlin'];
    const first = await planned([...args, '--until', '2027-10-31T02:30:00+02:00']);
    const second = await planned([...args, '--until', '2027-10-31T02:30:00+01:00']);
    const scheduleOf = async ({ steps }: OverridePlan) => (await inputsOf(steps[0]?.commands ?? []))[0]?.[1];
    expect(await scheduleOf(first)).toMatchObject({ Schedule: 'at(2027-10-31T02:30:00)', Timezone: 'Europe/Berlin' });
    expect(await scheduleOf(second)).toMatchObject({ Schedule: 'at(2027-10-31T01:30:00)', Timezone: 'UTC' });
  });
});

describe('a lever without scheduled actions goes back by a schedule that deletes itself', () => {
  it.each<[string, string[], string, unknown]>([
    [
      'a table',
      ['sessions', 'read=5000'],
      'dynamodb:updateTable',
      { ProvisionedThroughput: { ReadCapacityUnits: 3000 } },
    ],
    [
      'a serverless cache',
      ['answers', 'minEcpuPerSecond=5000'],
      'elasticache:modifyServerlessCache',
      { CacheUsageLimits: { EcpuPerSecond: { Minimum: 1000, Maximum: 9000 } } },
    ],
    [
      'reserved concurrency',
      ['checkout', 'reservedConcurrency=200'],
      'lambda:putFunctionConcurrency',
      { FunctionName: 'checkout', ReservedConcurrentExecutions: 20 },
    ],
    [
      'provisioned concurrency of an alias that has none',
      ['checkout', 'provisionedConcurrency/next=8'],
      'lambda:deleteProvisionedConcurrencyConfig',
      { FunctionName: 'checkout', Qualifier: 'next' },
    ],
    [
      'a collection group',
      ['search', 'minSearchOcu=16'],
      'opensearchserverless:updateCollectionGroup',
      { CapacityLimits: { MinSearchCapacityInOCU: 2, MaxSearchCapacityInOCU: 32 } },
    ],
    [
      'ACU, to the baseline',
      ['bookings', 'minAcu=16.5'],
      'rds:modifyDBCluster',
      { DbClusterIdentifier: 'bookings', ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 64 } },
    ],
    [
      'limits of the account',
      ['settings', 'maxSearchOcu=40'],
      'opensearchserverless:updateAccountSettings',
      { CapacityLimits: { MaxSearchCapacityInOCU: 20 } },
    ],
  ])('%s', async (_, [name = '', set = ''], call, input) => {
    const role = 'arn:aws:iam::111122223333:role/scheduler';
    const found = await planned(['--target', name, '--set', set, ...times, '--role-arn', role]);
    const [revert, raise] = found.steps;
    const [scheduled] = await inputsOf(revert?.commands ?? []);
    expect(scheduled).toMatchObject([
      'scheduler create-schedule',
      {
        ScheduleExpression: 'at(2026-12-02T02:00:00)',
        ScheduleExpressionTimezone: 'Asia/Tokyo',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { Arn: `arn:aws:scheduler:::aws-sdk:${call}`, RoleArn: role },
      },
    ]);
    const [, made] = scheduled ?? ['', {}];
    const { Name, Target } = made as { Name: string; Target: { Input: string } };
    expect(Name).toMatch(/^[\w.-]{1,64}$/);
    expect(JSON.parse(Target.Input)).toMatchObject(input as object);
    expect(await inputsOf(revert?.undo ?? [])).toEqual([['scheduler delete-schedule', { Name, GroupName: 'default' }]]);
    expect(raise?.at).toBe('2026-12-01T09:30:00Z');
    for (const step of found.steps) await inputsOf([...step.commands, ...step.undo]);
  });

  it('names a role that may be, where nobody named one', async () => {
    const { warnings } = await planned(['--target', 'bookings', '--set', 'minAcu=16', ...times]);
    expect(warnings.join('\n')).toMatch(/arn:aws:iam::111122223333:role\/headroom-override.*scheduler\.amazonaws\.com/);
  });

  it('warns where AWS may refuse the decrease of a table', async () => {
    const { warnings } = await planned([
      '--target',
      'sessions',
      '--set',
      'read=5000',
      '--until',
      '2026-11-22T12:00:00Z',
    ]);
    expect(warnings.join('\n')).toMatch(/lowered 4 times today/);
    const later = await planned(['--target', 'sessions', '--set', 'read=5000', ...times]);
    expect(later.warnings.join('\n')).not.toMatch(/lowered/);
  });

  it('warns that warm throughput stays, and plans no revert of it', async () => {
    const found = await planned(['--target', 'logs', '--set', 'warmRead=50000', ...times]);
    expect(found.warnings.join('\n')).toMatch(/cannot be lowered.*for ever/);
    expect(found.steps.map(({ what }) => what)).toEqual(['raise', 'tag']);
  });
});

describe('it refuses, with 2', () => {
  const until = ['--until', '2026-12-02T02:00:00'];
  it.each<[string, string[], RegExp]>([
    ['no such target', ['--target', 'wbe', '--set', 'minCapacity=9', ...until], /no such target.*did you mean "web"/],
    ['a target that is none', ['--target', 'zzzzzz', '--set', 'minCapacity=9', ...until], /there are:\n[\s\S]*carts/],
    [
      'half a name that many have',
      ['--target', 'ca', '--set', 'minCapacity=9', ...until],
      /match; say which, in quotes:\n[\s\S]*carts/,
    ],
    [
      'a revert before the raise',
      ['--target', key, '--set', 'minCapacity=9', '--from', '2026-12-03T00:00:00', ...until],
      /before the raise/,
    ],
    [
      'a revert in the past',
      ['--target', key, '--set', 'minCapacity=9', '--until', '2026-11-21T00:00:00'],
      /before the raise/,
    ],
    ['no revert', ['--target', key, '--set', 'minCapacity=9'], /--until is missing: every raise has a revert/],
    [
      'what stands already',
      ['--target', key, '--set', 'maxCapacity=40', '--set', 'minCapacity=4', ...until],
      /stands already/,
    ],
    ['a lowering', ['--target', key, '--set', 'minCapacity=2', ...until], /4 stands now|would go back to 4/],
    [
      'a minimum above the maximum',
      ['--target', key, '--set', 'minCapacity=100', ...until],
      /above maxCapacity 40; add --set maxCapacity=100/,
    ],
    ['a value that it has not', ['--target', key, '--set', 'minCapacty=9', ...until], /did you mean "minCapacity"/],
    ['half a task', ['--target', key, '--set', 'minCapacity=9.5', ...until], /whole number/],
    ['OCU that no group has', ['--target', 'search', '--set', 'minSearchOcu=12', ...until], /the next size is 16/],
    ['too few ECPU', ['--target', 'answers', '--set', 'minEcpuPerSecond=300', ...until], /the next size is 1000/],
    ['a size that is no number', ['--target', key, '--set', 'minCapacity=many', ...until], /VALUE=NUMBER/],
    ['nothing to raise', ['--target', key, ...until], /--set is missing.*minCapacity, maxCapacity/],
    [
      'units that the autoscaler owns',
      ['--target', 'carts', '--set', 'read=5000', ...until],
      /Application Auto Scaling owns it.*minCapacity=5000/,
    ],
    ['units on demand', ['--target', 'logs', '--set', 'read=5000', ...until], /on demand/],
    [
      'committed model units',
      ['--target', 'assistant-sonnet', '--set', 'modelUnits=4', ...until],
      /committed until 2027-01-01/,
    ],
    ['an unknown event', ['--target', key, '--event', 'sael'], /did you mean "sale"/],
    ['an event that is over', ['--target', key, '--event', 'last-sale'], /is over/],
    [
      'a time that does not exist',
      ['--target', key, '--set', 'minCapacity=9', '--until', '2027-03-28T02:30:00', '--timezone', 'Europe/Berlin'],
      /does not exist/,
    ],
    [
      'an unknown zone',
      ['--target', key, '--set', 'minCapacity=9', ...until, '--timezone', 'Asia/Tokio'],
      /no such time zone/,
    ],
    [
      'a tag that AWS refuses',
      ['--target', key, '--set', 'minCapacity=9', ...until, '--owner', 'a;b'],
      /AWS takes letters/,
    ],
    [
      'a role that is none',
      ['--target', key, '--set', 'minCapacity=9', ...until, '--role-arn', 'admin'],
      /ARN of a role/,
    ],
    ['a target that is required', ['--set', 'minCapacity=9', ...until], /--target/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await plan(args);
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('a target whose scheduled actions are suspended: the revert would never happen', async () => {
    const suspended = aResource('scalable-target', { attributes: { suspendedScheduled: true } });
    const { code, stderr } = await plan(['--target', key, '--set', 'minCapacity=9', ...times], [service, suspended]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/the revert would never happen/)]);
  });

  it('a revert above the raise', async () => {
    const low = aResource('scalable-target', { attributes: { maxCapacity: 20 } });
    const { code, stderr } = await plan(['--target', key, '--set', 'maxCapacity=30', ...times], [service, low]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/would go back to 40 \(baseline of workload web\)/)]);
  });

  it('what stands now where that was not read', async () => {
    const cluster = aResource('rds-cluster', {
      attributes: { serverlessMinAcu: null },
      unread: { serverlessMinAcu: 'denied' },
    });
    const { code, stderr } = await plan(['--target', 'bookings', '--set', 'minAcu=9', ...times], [cluster]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/could not be read \(denied\)/)]);
  });

  it('to plan the same override twice', async () => {
    const action = aResource('scheduled-action', { attributes: { actionName: 'override-down-20261202T0200' } });
    const args = ['--target', key, '--set', 'minCapacity=9', ...times];
    expect(await plan(args, [...everything, action])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/there already/),
    });
  });
});

it('says as text what it does, in order, and that nothing was run', async () => {
  const { code, stdout } = await plan(['--target', key, '--event', 'sale']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^Override of service\/shop\/web[\s\S]*1\. Schedule the revert[\s\S]*2\. Schedule the raise[\s\S]*3\. Tag it[\s\S]*Nothing was run\.\n$/,
  );
  expect(stdout).toContain("--schedule 'at(2026-12-02T02:00:00)'");
});

it('says on stderr where the snapshot is old, and its times have passed by the clock', async () => {
  const args = ['--target', key, '--set', 'minCapacity=9', ...times];
  const late = await plan(args, everything, Date.parse('2026-12-01T12:00:00Z'));
  expect(late).toMatchObject({ code: 0, stderr: expect.stringMatching(/taken 9 days ago[\s\S]*has passed/) });
  expect((await plan(args)).stderr).toBe('');
  const given = await plan([...args, '--now', '2026-11-25T04:00:00Z']);
  expect(given).toMatchObject({ stderr: '', stdout: expect.stringMatching(/! The snapshot is 72 hours old/) });
});

it('is shown in the documentation as it is printed', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/overrides.md'), 'utf8');
  const [, example] = /```text\n([\s\S]*?)```/.exec(page) ?? [];
  expect(example).toBe((await plan(['--target', 'shop/web', '--event', 'sale'])).stdout);
});

it('keeps to the target, whatever its name', async () => {
  const name = '-web\'"`$(id)\n\u202e漫画 {}';
  const resourceId = `service/shop/${name}`;
  const hostile = aResource('scalable-target', { attributes: { resourceId } });
  const found = await planned(['--target', hostile.id, '--set', 'minCapacity=9', ...times], [hostile]);
  for (const { commands, undo } of found.steps.filter(({ what }) => what !== 'tag')) {
    for (const [, input] of await inputsOf([...commands, ...undo]))
      expect(input).toMatchObject({ ResourceId: resourceId });
  }
  const { stdout } = await plan(['--target', hostile.id, '--set', 'minCapacity=9', ...times], [hostile]);
  expect(stdout).not.toContain('\u202e');
});
