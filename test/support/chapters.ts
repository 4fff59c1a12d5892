import type { DriftChange, DriftReport } from '../../src/model/drift.ts';
import type { EventReport, EventTargetReport } from '../../src/model/event-report.ts';
import type { OverrideEntry, OverrideLedger } from '../../src/model/override.ts';
import { account, hostileNames, sha256, subject } from './subject.ts';

/** Events, overrides and drift of an example report; its instant is 2026-11-22T04:00:00Z. */

const orchestrator = subject({
  kind: 'scalable-target',
  name: 'service/manga/orchestrator',
  owner: 'platform',
  workload: 'orchestrator',
  region: 'ap-northeast-1',
});

export function target(more: Partial<EventTargetReport> = {}): EventTargetReport {
  return {
    subject: orchestrator,
    value: 'maxCapacity',
    needed: 200,
    now: 40,
    atStart: 40,
    readiness: 'not scaled',
    why: 'the maximum is lower than what the event needs, and no scheduled action raises it',
    ...more,
  };
}

export function event(more: Partial<EventReport> = {}): EventReport {
  return {
    id: 'manga-release-20261206',
    title: 'Release of volume 42',
    owner: 'platform-oncall',
    phase: 'coming',
    start: '2026-12-06T01:00:00Z',
    end: '2026-12-06T15:00:00Z',
    prewarmAt: '2026-12-06T00:30:00Z',
    holdUntil: '2026-12-06T17:00:00Z',
    revertBy: '2026-12-07T15:00:00Z',
    multiplier: 8,
    readiness: 'not scaled',
    why: [],
    targets: [target()],
    ...more,
  };
}

export function exampleEvents(): EventReport[] {
  return [
    event({
      targets: [
        target(),
        target({ value: 'minCapacity', needed: 100, now: 10, atStart: 100, readiness: 'ready', why: 'scheduled' }),
        target({
          value: 'warmThroughput',
          subject: subject({ kind: 'dynamodb-table', name: 'orders' }),
          needed: 40_000,
          now: null,
          atStart: null,
          readiness: 'unknown',
          why: 'warm throughput could not be read.',
        }),
      ],
    }),
    event({
      id: 'friday-reading',
      title: null,
      owner: null,
      phase: 'running',
      start: '2026-11-22T02:30:00Z',
      end: '2026-11-22T06:00:00Z',
      multiplier: null,
      readiness: 'at risk',
      why: ['The scale-out cooldown of 300 seconds leaves the ramp of 15 minutes three steps.'],
      targets: [],
    }),
    event({
      id: 'golden-week',
      phase: 'past',
      start: '2026-11-10T01:00:00Z',
      end: '2026-11-10T15:00:00Z',
      revertBy: '2026-11-11T15:00:00Z',
      readiness: 'not reverted',
      targets: [
        target({ value: 'minCapacity', needed: 10, now: 100, readiness: 'not reverted', why: 'nothing lowered it' }),
      ],
    }),
    event({ id: 'new-year', start: '2027-01-01T00:00:00Z', end: '2027-01-02T00:00:00Z', readiness: 'ready' }),
    event({
      id: 'spring',
      phase: 'past',
      start: '2026-03-20T00:00:00Z',
      end: '2026-03-21T00:00:00Z',
      readiness: 'ready',
    }),
    ...hostileNames.map((name, index) =>
      event({
        id: name,
        title: name,
        owner: name,
        start: `2027-02-${String(index + 1).padStart(2, '0')}T00:00:00Z`,
        readiness: 'at risk',
        why: [`Nothing raises ${name}.`],
        targets: [
          target({ subject: subject({ kind: 'cache', name }), value: name, needed: name, now: [name], why: name }),
        ],
      }),
    ),
  ];
}

export function override(more: Partial<OverrideEntry> = {}): OverrideEntry {
  const on = more.subject ?? orchestrator;
  const register = ['aws', 'application-autoscaling', 'register-scalable-target', '--region', on.region];
  return {
    fingerprint: sha256('aws', on.account, on.region, on.kind, on.key, more.value ?? 'minCapacity'),
    subject: on,
    value: 'minCapacity',
    direction: 'raised',
    normal: 10,
    normalFrom: 'policy',
    before: 20,
    now: 100,
    by: 'arn:aws:sts::111122223333:assumed-role/Admin/alice',
    operation: 'RegisterScalableTarget',
    since: '2026-11-11T03:12:00Z',
    sinceAtLeast: false,
    class: 'trail',
    tag: 'event=golden-week',
    tagged: true,
    event: 'golden-week',
    group: 'alice-1',
    clobbered: { likely: true, why: 'the stack owns the minimum and says 10' },
    revert: null,
    cost: {
      usdPerDay: 412.34,
      usdSoFar: 4549.9,
      basis: '90 tasks of 2 vCPU and 4 GB × 24 hours × $0.1909, list price of 2026-11-20',
    },
    safe: { now: true, reasons: [], until: null },
    remediation: {
      summary: 'Bring the minimum back to 10.',
      commands: [[...register, '--resource-id', on.name, '--min-capacity', '10']],
      undo: [[...register, '--resource-id', on.name, '--min-capacity', '100']],
      caveats: ['Tasks stop one by one as the scale-in cooldown allows.'],
    },
    ...more,
  };
}

export function exampleOverrides(): OverrideLedger {
  const entries = [
    override(),
    override({
      subject: subject({ kind: 'dynamodb-table', name: 'orders' }),
      value: 'writeCapacityUnits',
      normal: null,
      normalFrom: null,
      before: null,
      now: 4000,
      by: null,
      operation: null,
      since: '2026-11-21T20:00:00Z',
      sinceAtLeast: true,
      class: 'inferred',
      tag: null,
      tagged: false,
      event: null,
      clobbered: { likely: null, why: 'nothing tells' },
      revert: { by: 'scheduled action night', at: '2026-11-22T15:00:00Z', lastEnded: 'ran, and changed nothing' },
      cost: { usdPerDay: 0.004, usdSoFar: null, basis: 'reads of a table' },
      safe: {
        now: false,
        reasons: ['a deployment is running', 'event friday-reading runs'],
        until: '2026-11-22T06:00:00Z',
      },
    }),
    ...hostileNames.map((name, index) =>
      override({
        subject: subject({ kind: 'scalable-target', name, key: `${index} ${name}`, owner: name }),
        value: name,
        direction: 'switched',
        normal: name,
        now: { name },
        by: name,
        operation: name,
        since: null,
        tag: name,
        tagged: null,
        event: name,
        group: null,
        clobbered: { likely: true, why: name },
        ...(index % 2 === 0
          ? { revert: { by: name, at: null, lastEnded: name } }
          : { revertUnseen: [{ fact: name, reason: 'denied' as const, api: index % 4 === 1 ? null : name }] }),
        cost: { usdPerDay: null, usdSoFar: null, basis: `no price of ${name}` },
        safe: { now: null, reasons: [name], until: null },
      }),
    ),
  ];
  return {
    entries,
    usdPerDay: 412.344,
    unpriced: hostileNames.length,
    unseen: [{ fact: 'scheduledActions', reason: 'denied', api: 'application-autoscaling:DescribeScheduledActions' }],
  };
}

export function change(more: Partial<DriftChange> = {}): DriftChange {
  const { remediation } = override({ subject: more.subject ?? orchestrator });
  return {
    change: 'changed',
    subject: orchestrator,
    attribute: 'minCapacity',
    before: 10,
    now: 100,
    owner: 'person',
    why: 'no schedule and no event asks for it',
    by: 'arn:aws:iam::111122223333:user/alice',
    since: '2026-11-19T02:00:00Z',
    class: 'trail',
    event: null,
    remediation,
    ...more,
  };
}

export function exampleDrift(): DriftReport {
  const scope = { partition: 'aws', account };
  const table = subject({ kind: 'dynamodb-table', name: 'orders-copy' });
  const nobody = { attribute: null, owner: 'unknown', by: null, since: null, remediation: null } as const;
  return {
    baseline: { takenAt: '2026-11-01T00:00:00Z', tool: 'headroom 0.1.0' },
    compared: [{ ...scope, region: 'ap-northeast-1' }],
    onlyInBaseline: [{ ...scope, region: 'eu-west-1' }],
    onlyNow: [{ ...scope, region: 'us-east-1' }],
    changes: [
      change(),
      change({
        ...nobody,
        change: 'added',
        subject: table,
        before: null,
        now: {},
        why: 'who owns it is not known: cloudtrail:LookupEvents denied',
      }),
      change({
        ...nobody,
        change: 'removed',
        subject: table,
        before: {},
        now: null,
        why: 'who owns it is not known: cloudtrail:LookupEvents denied',
      }),
      change({ owner: 'autoscaler', attribute: 'desiredCount', remediation: null }),
      change({ owner: 'schedule', remediation: null }),
      change({ owner: 'event', event: 'friday-reading', remediation: null }),
      change({ owner: 'event', event: 'friday-reading', attribute: 'maxCapacity', remediation: null }),
      change({ owner: 'code', remediation: null }),
      ...hostileNames.map((name, index) =>
        change({
          subject: subject({ kind: 'cache', name, key: `${index} ${name}` }),
          attribute: name,
          before: name,
          now: [name],
          why: name,
          by: name,
          event: name,
        }),
      ),
    ],
    unseen: [
      {
        account,
        region: 'ap-northeast-1',
        kind: 'cache',
        because: [{ fact: 'caches', reason: 'throttled', api: 'elasticache:DescribeReplicationGroups' }],
      },
    ],
  };
}
