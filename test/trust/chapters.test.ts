import { beforeAll, describe, expect, it } from 'vitest';
import { declaredReads } from '../../src/collectors/aws/registry.ts';
import { CalendarEvent } from '../../src/model/event.ts';
import { compareText, type Snapshot } from '../../src/model/snapshot.ts';
import type { Fault } from '../../src/sandbox/sandbox.ts';
import { chapterLies, driftLies } from '../support/chapter-lies.ts';
import { approvedBefore, type Chapters, chaptersOf, type Desk, driftOf, seenBy } from '../support/chapters-of.ts';
import { padAccount } from '../support/padded-account.ts';
import { collectAccount, readAccount, readExampleEvents, readExamplePolicy } from '../support/sandbox-audit.ts';

/**
 * What the ledger of overrides, the readiness of events, the drift and the way back say may only become "not known" when
 * something could not be read: in the account, or in the approved snapshot. Some second pages are tried always, all of them
 * with HEADROOM_FAULTS=all.
 */
const account = readAccount('mangaassist');
const policy = readExamplePolicy('mangaassist', String(account.now));
const apis = [...new Set(declaredReads({ metrics: true }).map((read) => read.api))].sort(compareText);
const isAll = process.env.HEADROOM_FAULTS === 'all';

/** Besides what the team announced: events that own values now, and that hold steps back, found by tags too. */
const announced = [
  {
    id: 'running-now',
    start: '2025-03-28T03:00:00Z',
    end: '2025-03-28T09:00:00Z',
    targets: [
      { workload: 'orchestrator', match: { tags: { env: 'prod' } }, minCapacity: 40, maxCapacity: 400 },
      { workload: 'sessions', dimension: 'read', minCapacity: 100_000 },
      { workload: 'search', minCapacity: 3 },
    ],
  },
  {
    id: 'tonight',
    start: '2025-03-28T18:00:00Z',
    duration: '2h',
    multiplier: 2,
    targets: [
      { workload: 'recommender', match: { tags: { env: 'prod' } } },
      { workload: 'gallery', minCapacity: 5 },
      { workload: 'renderer', minCapacity: 5 },
    ],
  },
].map((event) => CalendarEvent.parse(event));

const desk: Desk = { policy, events: [...readExampleEvents('mangaassist', policy), ...announced] };

interface Stage {
  snapshot: Snapshot;
  baseline: Snapshot;
  chapters: Chapters;
  strike(faults: Fault[]): Promise<Snapshot>;
}

async function stageOf(over: typeof account): Promise<Stage> {
  const { snapshot, sandbox } = await collectAccount(over, policy);
  expect(sandbox.problems).toEqual([]);
  const baseline = approvedBefore(snapshot);
  const strike = async (faults: Fault[]) => (await collectAccount(over, policy, faults)).snapshot;
  return { snapshot, baseline, chapters: await chaptersOf(snapshot, desk, baseline), strike };
}

/** Lies of a struck run against the healthy baseline, and of the healthy run against a baseline that was struck. */
async function liesOf({ snapshot, baseline, chapters, strike }: Stage, faults: Fault[]): Promise<string[]> {
  const struck = await strike(faults);
  const late = driftOf(snapshot, desk, seenBy(baseline, struck));
  return [
    ...chapterLies(chapters, await chaptersOf(struck, desk, baseline)),
    ...driftLies(chapters.drift, late).map((lie) => `with such a baseline: ${lie}`),
  ];
}

let small: Stage;

beforeAll(async () => {
  small = await stageOf(account);
}, 120_000);

describe('the healthy account', () => {
  it('has something to say in every chapter, and sees all', () => {
    const { overrides, events, drift, plan } = small.chapters;
    const owners = new Set(drift.changes.map(({ owner }) => owner));
    const readiness = new Set(events.flatMap(({ targets }) => targets.map((target) => target.readiness)));
    const safe = new Set(overrides.entries.map((entry) => entry.safe.now));
    const steps = plan.accounts.flatMap((one) => one.steps);
    expect([...owners].sort()).toEqual(expect.arrayContaining(['autoscaler', 'event', 'person', 'schedule']));
    expect([...readiness].sort()).toEqual(expect.arrayContaining(['not reverted', 'not scaled', 'ready']));
    expect(safe.size).toBe(3);
    expect(new Set(drift.changes.map(({ change }) => change)).size).toBe(3);
    expect(steps.some(({ blocked }) => blocked?.reason.includes('event'))).toBe(true);
    expect([...overrides.unseen, ...drift.unseen, ...plan.unseen]).toEqual([]);
  });
});

describe('an API that is denied altogether', () => {
  it.each(apis)('%s', async (api) => expect(await liesOf(small, [{ api, do: 'denied' }])).toEqual([]));
});

describe('an API whose second page is denied', () => {
  let large: Stage;
  beforeAll(async () => {
    large = await stageOf(padAccount(account, policy.regions?.[0] ?? ''));
  }, 120_000);
  const quick = [
    'application-autoscaling:DescribeScheduledActions',
    'cloudtrail:LookupEvents',
    'events:ListTargetsByRule',
    'tag:GetResources',
  ];
  it.each(isAll ? apis : quick)(
    '%s',
    async (api) => expect(await liesOf(large, [{ api, page: 2, do: 'denied' }])).toEqual([]),
    120_000,
  );
});
