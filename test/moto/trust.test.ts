import { join } from 'node:path';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { declaredReads } from '../../src/collectors/aws/registry.ts';
import { cloudtrail } from '../../src/collectors/aws/services/cloudtrail.ts';
import { loadSnapshot } from '../../src/loaders/snapshot.ts';
import type { Report } from '../../src/model/report.ts';
import { createAccount, regions } from './account.ts';
import { type Audited, audit, headroom } from './cli.ts';
import { type Keys, writers } from './clients.ts';
import { describeOnMoto } from './stage.ts';

/** What moto has no path for, so that its web server answers, which records nothing. */
const unrouted = ['lambda:GetAccountSettings'];

/** Names of events that CloudTrail is asked for, one lookup each. */
const trailEvents = cloudtrail.reads.flatMap(({ parts = [] }) => parts);

/** What moto cannot answer, and the slice of it where it answers others. */
const unanswered: [api: string, region: string, part?: string][] = [
  ...regions.flatMap((region): [string, string, string?][] => [
    ['dynamodb:ListContributorInsights', region],
    ['elasticache:DescribeServerlessCaches', region],
    ['aoss:GetAccountSettings', region],
    ['aoss:ListCollectionGroups', region],
    ['aoss:BatchGetCollectionGroup', region],
    ...['dynamodb', 'ecs', 'elasticache', 'lambda', 'rds'].map((part): [string, string, string] => [
      'application-autoscaling:DescribeScalingActivities',
      region,
      part,
    ]),
    ...['elasticache', 'neptune', 'workspaces'].map((part): [string, string, string] => [
      'application-autoscaling:DescribeScalableTargets',
      region,
      part,
    ]),
    ['bedrock:ListProvisionedModelThroughputs', region],
    // It rests on the one before.
    ['bedrock:ListFoundationModels', region],
    ['lambda:GetAccountSettings', region],
    ['servicequotas:ListRequestedServiceQuotaChangeHistory', region],
    ...['apigateway', 'bedrock', 'fargate', 'lambda'].flatMap((part): [string, string, string][] => [
      ['servicequotas:ListServiceQuotas', region, part],
      // No default is asked for in the place of an applied value that could not be read.
      ['servicequotas:ListAWSDefaultServiceQuotas', region, part],
    ]),
    ...trailEvents.map((part): [string, string, string] => ['cloudtrail:LookupEvents', region, part]),
  ]),
  ['budgets:DescribeBudgetNotificationsForAccount', 'global'],
  ['ce:GetAnomalyMonitors', 'global'],
  ['ce:GetAnomalySubscriptions', 'global'],
  ['budgets:DescribeSubscribersForNotification', 'global'],
];

/** Verdicts without what two runs at two instants may say differently. */
const verdictsOf = (report: Report) =>
  report.results.map(({ rule, outcome, severity, fingerprint }) => ({ rule, outcome, severity, fingerprint }));

/** Names that requests to moto are signed with, where they are not the prefix of AWS's actions. */
const prefixOf: Record<string, string> = { monitoring: 'cloudwatch', tagging: 'tag' };

describeOnMoto('an account of which not everything can be read', createAccount, (staged) => {
  let first: Promise<{ live: Audited; saved: string; operations: string[] }> | undefined;

  /** The live audit that the tests look at from all sides, and what of it reached moto. */
  function firstAudit() {
    first ??= (async () => {
      const saved = join(staged().folder, 'saved.json');
      const { result: live, operations } = await staged().moto.record(() => audit(staged(), '--save-snapshot', saved));
      return { live, saved, operations };
    })();
    return first;
  }

  it('has each API that went unanswered in the coverage, and no other', async () => {
    const { report } = (await firstAudit()).live;
    const name = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join(' ');
    const gaps = report.coverage.filter(({ complete }) => !complete);
    expect(gaps.map(({ api, region, part }) => name(api, region, part)).sort()).toEqual(
      unanswered.map(([api, region, part]) => name(api, region, part)).sort(),
    );
    expect(new Set(gaps.map(({ status }) => status))).toEqual(new Set(['failed']));
  });

  it('has unknown results for exactly these APIs, and ends 3; or 1 when gaps are allowed', async () => {
    const { report, code } = (await firstAudit()).live;
    const blamed = report.results.flatMap(({ unknownBecause }) => unknownBecause ?? []);
    const known = new Set(unanswered.map(([api]) => api));
    expect(blamed.filter(({ api, reason }) => reason === 'failed' && !known.has(String(api)))).toEqual([]);
    for (const api of [
      'application-autoscaling:DescribeScalingActivities',
      'dynamodb:ListContributorInsights',
      'elasticache:DescribeServerlessCaches',
      'aoss:GetAccountSettings',
      'aoss:ListCollectionGroups',
      'budgets:DescribeBudgetNotificationsForAccount',
    ]) {
      expect(blamed, api).toContainEqual(expect.objectContaining({ api, reason: 'failed' }));
    }
    expect([report.verdict, report.run.exitCode, code]).toEqual(['incomplete', 3, 3]);

    const allowed = await audit(staged(), '--allow-incomplete');
    expect([allowed.report.run.exitCode, allowed.code]).toEqual([1, 1]);
    expect(verdictsOf(allowed.report)).toEqual(verdictsOf(report));
  });

  it('is judged from its snapshot as it was judged live', async () => {
    const { live, saved } = await firstAudit();
    const { folder } = staged();
    const offline = await audit({ folder, endpoint: null }, '--snapshot', saved);
    expect(offline.report).toEqual(live.report);
    expect(offline.code).toBe(live.code);
  });

  it('gives the same resources and verdicts by way of headroom snapshot', async () => {
    const { live, saved } = await firstAudit();
    const { folder } = staged();
    const taken = join(folder, 'taken.json');
    const snapshot = await headroom(staged(), 'snapshot', '--output', taken);
    expect(snapshot.code).toBe(3);
    expect(snapshot.stderr).toContain('not seen: aoss:GetAccountSettings in 123456789012/us-east-1: failed');
    expect(loadSnapshot(taken).resources).toEqual(loadSnapshot(saved).resources);
    const offline = await audit({ folder, endpoint: null }, '--snapshot', taken);
    expect(verdictsOf(offline.report)).toEqual(verdictsOf(live.report));
    expect(offline.code).toBe(live.code);
  });

  it('receives nothing but declared reads, as many as the coverage says', async () => {
    const { live, operations } = await firstAudit();
    const counts = new Map<string, number>();
    for (const operation of operations) {
      const [service = '', name] = operation.split(':');
      const api = `${prefixOf[service] ?? service}:${name}`;
      counts.set(api, (counts.get(api) ?? 0) + 1);
    }
    const declared = new Set(declaredReads().map(({ api }) => api));
    expect([...counts.keys()].filter((api) => !declared.has(api))).toEqual([]);
    expect([...counts.keys()].filter((api) => !/:(Describe|List|Get|BatchGet|Lookup)/.test(api))).toEqual([]);

    // A call that moto has no answer for is tried three times; all others are sent once.
    const tried = ({ status, detail }: Report['coverage'][number]) =>
      status === 'failed' && /HTTP 500/.test(detail ?? '') ? 3 : 1;
    const told = new Map<string, number>();
    for (const entry of live.report.coverage) {
      if (entry.calls > 0 && !unrouted.includes(entry.api))
        told.set(entry.api, (told.get(entry.api) ?? 0) + entry.calls * tried(entry));
    }
    expect(Object.fromEntries([...counts].sort())).toEqual(Object.fromEntries([...told].sort()));
    // Two pages of 111 tables and one of 6; two batches for each cluster of more than ten services.
    expect(counts.get('dynamodb:ListTables')).toBe(3);
    expect(counts.get('dynamodb:DescribeTable')).toBe(117);
    expect(counts.get('ecs:DescribeServices')).toBe(8);
    expect(counts.get('tag:GetResources')).toBeGreaterThan(2);
  });

  it('tells nothing of another account', async () => {
    const { endpoint } = staged();
    const { sts } = writers(endpoint, 'us-east-1');
    const role = { RoleArn: 'arn:aws:iam::222222222222:role/audit', RoleSessionName: 'test' };
    const { Credentials } = await sts.send(new AssumeRoleCommand(role));
    const credentials: Keys = {
      accessKeyId: String(Credentials?.AccessKeyId),
      secretAccessKey: String(Credentials?.SecretAccessKey),
      sessionToken: Credentials?.SessionToken,
    };
    const { report, of } = await audit({ ...staged(), credentials });
    expect(new Set(report.snapshot.scopes.map(({ account }) => account))).toEqual(new Set(['222222222222']));
    // Limits of DynamoDB are all that an empty account has.
    expect(report.summary.resources).toBe(regions.length);
    expect(of('daily-budget-missing', 'global', '222222222222')).toMatchObject([
      { outcome: 'fail', severity: 'medium' },
    ]);
  });
});
