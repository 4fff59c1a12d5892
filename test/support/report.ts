import { Report, type Result, type RuleSummary, reportSchemaId, type Subject } from '../../src/model/report.ts';
import type { Severity } from '../../src/model/severity.ts';
import type { CoverageEntry, Scope } from '../../src/model/snapshot.ts';
import { exampleDrift, exampleEvents, exampleOverrides } from './chapters.ts';
import { account, hostileNames, sha256, subject } from './subject.ts';

export { hostileNames, sha256, subject } from './subject.ts';

const other = '444455556666';

export const scopes: Scope[] = [
  { partition: 'aws', account, region: 'ap-northeast-1' },
  { partition: 'aws', account, region: 'global' },
  { partition: 'aws', account, region: 'us-east-1' },
  { partition: 'aws', account: other, region: 'us-east-1' },
];

export function failing(rule: string, severity: Severity, on: Subject, more: Partial<Result> = {}): Result {
  return {
    rule,
    severity,
    outcome: 'fail',
    subject: on,
    message: `Scale-out cooldown of ${on.name} is 300 seconds; expected at most 60.`,
    evidence: [
      {
        fact: 'scaleOutCooldownSeconds',
        operator: 'lessThanInclusive',
        expected: 60,
        observed: 300,
        class: 'derived-default',
      },
    ],
    unknownBecause: null,
    remediation: {
      summary: 'Lower the scale-out cooldown.',
      commands: [
        [
          'aws',
          'application-autoscaling',
          'put-scaling-policy',
          '--region',
          on.region,
          '--policy-name',
          on.name,
          '--target-tracking-scaling-policy-configuration',
          JSON.stringify({ TargetValue: 60, ScaleOutCooldown: 30 }),
        ],
      ],
      undo: [],
      caveats: ['put-scaling-policy replaces the configuration; repeat every field.'],
    },
    fingerprint: sha256(rule, 'aws', on.account, on.region, on.kind, on.key),
    waiver: null,
    ...more,
  };
}

export function unknown(rule: string, on: Subject, because: Result['unknownBecause']): Result {
  return failing(rule, 'high', on, {
    outcome: 'unknown',
    message: `Whether ${on.name} is safe is not known.`,
    evidence: [],
    unknownBecause: because,
    remediation: null,
  });
}

export function coverage(api: string, more: Partial<CoverageEntry> = {}): CoverageEntry {
  return {
    account,
    region: 'us-east-1',
    api,
    status: 'ok',
    complete: true,
    kinds: [],
    missed: [],
    calls: 1,
    throttled: 0,
    since: null,
    detail: null,
    ...more,
  };
}

const rules: [id: string, title: string, severity: Severity, about?: 'alarms'][] = [
  ['dynamodb-deletion-protection-off', 'Table can be deleted by mistake', 'info'],
  ['dynamodb-throttle-alarm-missing', 'No alarm tells of throttled requests', 'medium', 'alarms'],
  ['ecs-near-max', 'Service runs near its maximum', 'critical'],
  ['ecs-no-scale-in', 'Nothing lowers the capacity again', 'high'],
  ['ecs-scale-out-cooldown-long', 'Scale-out cooldown is too long', 'medium'],
  ['elasticache-noeviction', 'Cache refuses writes when it is full', 'high'],
  ['scaling-policy-name-odd', 'Name of the policy says nothing', 'low'],
];

function manyResults(): Result[] {
  const orchestrator = subject({
    kind: 'scaling-policy',
    name: 'service/manga/orchestrator',
    owner: 'platform',
    workload: 'orchestrator',
    region: 'ap-northeast-1',
  });
  const nearMax = failing('ecs-near-max', 'critical', orchestrator, {
    message: 'service/manga/orchestrator runs 190 of at most 200 tasks, 95 %; expected at most 80 %.',
    evidence: [
      { fact: 'runningToMaxRatio', operator: 'lessThanInclusive', expected: 0.8, observed: 0.95, class: 'metric' },
    ],
    notes: ['The escalation to critical rests on an event that starts in 20 hours.'],
    remediation: {
      summary: 'Raise the maximum and lower it after the event.',
      commands: [
        ['aws', 'application-autoscaling', 'register-scalable-target', '--max-capacity', '400'],
        ['aws', 'application-autoscaling', 'describe-scalable-targets', '--service-namespace', 'ecs'],
      ],
      undo: [['aws', 'application-autoscaling', 'register-scalable-target', '--max-capacity', '200']],
      caveats: [],
    },
  });
  const hostile = hostileNames.map((name, index) =>
    failing(
      'ecs-scale-out-cooldown-long',
      'medium',
      subject({ kind: 'scaling-policy', name, key: `${index} ${name}` }),
      {
        ...(index === 6 ? { notes: ['Ask @team.'] } : {}),
      },
    ),
  );
  const alarms = [account, other].flatMap((owner) =>
    ['orders', 'carts', 'users'].map((name) =>
      failing('dynamodb-throttle-alarm-missing', 'medium', subject({ kind: 'dynamodb-table', name, account: owner })),
    ),
  );
  return [
    nearMax,
    failing('ecs-no-scale-in', 'high', orchestrator, { remediation: null, evidence: [] }),
    failing('scaling-policy-name-odd', 'low', orchestrator),
    failing('dynamodb-deletion-protection-off', 'info', subject({ kind: 'dynamodb-table', name: 'orders' })),
    failing('elasticache-noeviction', 'high', subject({ kind: 'cache', name: 'session-store' }), {
      outcome: 'waived',
      waiver: { reason: 'durable session store | sized for @team', owner: '@team-session', expires: '2026-12-31' },
    }),
    unknown('elasticache-noeviction', subject({ kind: 'cache', name: 'orders-cache' }), [
      { fact: 'maxmemoryPolicy', reason: 'denied', api: 'elasticache:DescribeCacheParameters' },
    ]),
    unknown('elasticache-noeviction', subject({ kind: 'cache', name: '*', key: '*' }), [
      { fact: 'caches', reason: 'throttled', api: 'elasticache:DescribeReplicationGroups' },
    ]),
    unknown('ecs-near-max', subject({ kind: 'ecs-service', name: 'carts' }), [
      { fact: 'runningToMaxRatio', reason: 'not-requested', api: 'cloudwatch:GetMetricData' },
    ]),
    unknown('ecs-near-max', subject({ kind: 'ecs-service', name: 'users' }), [
      { fact: 'baselineMaxCapacity', reason: 'absent', api: null },
    ]),
    ...alarms,
    ...hostile,
  ];
}

/** A valid report with each outcome, several scopes, gaps in coverage and hostile names. */
export function exampleReport(more: Partial<Report> = {}): Report {
  return reportOf(manyResults(), {
    coverage: [
      coverage('ecs:DescribeServices', { region: 'ap-northeast-1' }),
      coverage('ecs:DescribeServices'),
      coverage('elasticache:DescribeCacheParameters', {
        status: 'denied',
        complete: false,
        action: 'elasticache:DescribeCacheParameters',
        detail: 'User: arn:aws:sts::111122223333:assumed-role/audit/ci is not authorized to perform this',
        missed: ['default.redis7', 'orders|params', '@team'],
      }),
      coverage('elasticache:DescribeReplicationGroups', { status: 'throttled', complete: false, throttled: 40 }),
      coverage('budgets:DescribeBudgets', {
        region: 'global',
        status: 'denied',
        complete: false,
        action: 'budgets:ViewBudget',
        detail: 'AccessDeniedException',
      }),
    ],
    notices: [
      { code: 'waiver-expired', message: 'The waiver of ecs-near-max on <b>old</b> @team expired on 2026-11-01.' },
      { code: 'policy-missing', message: 'No policy was given: 12 rules wait for baselines.' },
    ],
    acceptedGaps: [
      { api: 'budgets:DescribeBudgets', reason: 'read in the payer account', owner: 'finops', expires: '2027-03-31' },
    ],
    drift: exampleDrift(),
    overrides: exampleOverrides(),
    events: exampleEvents(),
    ...more,
  });
}

/** A report around some results; counts and verdict follow from them. */
export function reportOf(results: Result[], more: Partial<Report> = {}): Report {
  const count = (outcome: Result['outcome'], rule?: string) =>
    results.filter((result) => result.outcome === outcome && (rule === undefined || result.rule === rule)).length;
  const summaries: RuleSummary[] = rules.map(([id, title, severity, about], index) => ({
    id,
    title,
    severity,
    ...(about && { about }),
    pass: index + 1,
    notApplicable: index,
    fail: count('fail', id),
    unknown: count('unknown', id),
    waived: count('waived', id),
    rationale: `${title}. Users wait for minutes while requests are refused.`,
    references: ['https://docs.aws.amazon.com/autoscaling/application/userguide/what-is-application-auto-scaling.html'],
    remediation: 'Do what the finding says.',
  }));
  const bySeverity: Record<string, number> = {};
  for (const { outcome, severity } of results) {
    if (outcome === 'fail') bySeverity[severity] = (bySeverity[severity] ?? 0) + 1;
  }
  return Report.parse({
    schema: reportSchemaId,
    generatedAt: '2026-11-22T04:00:00Z',
    tool: 'headroom 0.1.0',
    snapshot: { takenAt: '2026-11-22T04:00:00Z', source: 'aws', scopes },
    run: {
      failOn: 'high',
      allowIncomplete: false,
      failOnNew: false,
      strict: false,
      metrics: false,
      ruleSet: 'default 0f1e2d3c4b5a',
      exitCode: 3,
    },
    verdict: 'incomplete',
    summary: {
      resources: 41,
      rules: rules.length,
      pass: summaries.reduce((sum, rule) => sum + rule.pass, 0),
      fail: count('fail'),
      unknown: count('unknown'),
      notApplicable: summaries.reduce((sum, rule) => sum + rule.notApplicable, 0),
      waived: count('waived'),
      bySeverity,
    },
    rules: summaries,
    results,
    coverage: [],
    notices: [],
    drift: null,
    overrides: null,
    events: null,
    ...more,
  } satisfies Report);
}

/** A report against an earlier one, of a run that fails on new findings only: new, old and fixed ones with hostile names. */
export function sinceReport(): Report {
  const at = (name: string) => subject({ kind: 'ecs-service', name });
  const old = (rule: string, severity: Severity, name: string) => failing(rule, severity, at(name), { state: 'open' });
  const fixed = [...hostileNames.slice(0, 7), 'carts'].map((name) => {
    const { rule, severity, subject: on, message, fingerprint } = failing('ecs-no-scale-in', 'high', at(name));
    return { rule, severity, subject: on, message, fingerprint };
  });
  const results = [
    old('ecs-near-max', 'critical', 'orders'),
    failing('ecs-near-max', 'critical', at('<b>::error::@team|`new`'), { state: 'new', notes: ['It may be older.'] }),
    failing('dynamodb-throttle-alarm-missing', 'medium', subject({ kind: 'dynamodb-table', name: 'new' }), {
      state: 'new',
    }),
    old('scaling-policy-name-odd', 'low', 'orders'),
  ];
  const report = reportOf(results);
  return Report.parse({
    ...report,
    verdict: 'findings',
    run: { ...report.run, failOnNew: true, exitCode: 1 },
    since: { generatedAt: '2026-11-21T04:00:00Z', new: 2, open: 2, fixed, waived: 1, notSeen: 3 },
  } satisfies Report);
}

/** A report without findings or gaps. */
export function cleanReport(): Report {
  const report = reportOf([]);
  return { ...report, verdict: 'clean', run: { ...report.run, exitCode: 0 } };
}
