import type { DriftReport } from '../../model/drift.ts';
import type { OverrideLedger } from '../../model/override.ts';
import type { Subject, Unknown } from '../../model/report.ts';
import { type RevertAccount, type RevertPlan, type RevertStep, revertSchemaId } from '../../model/revert.ts';
import { compareText } from '../../model/snapshot.ts';
import { dedupe, type World } from '../world.ts';
import { type Around, aroundOf } from './around.ts';
import { countDown, deletionsBefore } from './companions.ts';
import { demandOf } from './demand.ts';
import { effectsOf, riskOf } from './effects.ts';
import { inStages } from './gently.ts';
import { blockedBy, doubtsAbout, gapsBehind, type Hold, holdsOn } from './hold.ts';
import { type Leg, legsOf, sumOf } from './leg.ts';
import { link } from './link.ts';
import { inOrder } from './order.ts';
import { placeOf, type Want, wantsOf } from './want.ts';
import { whatOf } from './wording.ts';
import { writeLeg } from './write.ts';

export interface RevertInput {
  world: World;
  ledger: OverrideLedger | null;
  drift: DriftReport | null;
  /** What is to be brought back, of all that differs; everything when left out. */
  chosen?: (subject: Subject) => boolean;
  tool: string;
}

/** The way back to what is normal, safest first. Pure: the same inputs give the same plan. */
export function planRevert({ world, ledger, drift, chosen = () => true, tool }: RevertInput): RevertPlan {
  const found = wantsOf(world, ledger, drift);
  const wants = withDeletions(
    world,
    found.wants.filter((want) => chosen(want.subject)),
  );
  const around = aroundOf(world, wants);
  const legs = legsFor(wants, around);
  link(legs, around);
  const { snapshot } = world;
  const accounts = [...new Set(snapshot.scopes.map(({ account }) => account))].sort(compareText);
  return {
    schema: revertSchemaId,
    generatedAt: new Date(world.now).toISOString(),
    tool,
    snapshot: { takenAt: snapshot.takenAt, source: snapshot.source, scopes: snapshot.scopes },
    baseline: world.baseline === null ? null : { takenAt: world.baseline.snapshot.takenAt },
    accounts: accounts.map((account) => {
      const own = legs.filter((leg) => leg.want.resource.account === account);
      const partition = snapshot.scopes.find((scope) => scope.account === account)?.partition ?? 'aws';
      return accountOf(account, partition, inOrder(own), around);
    }),
    leftAlone: found.leftAlone.filter(({ subject }) => chosen(subject)),
    unseen: dedupe([...unseenOf(ledger, drift), ...legs.flatMap((leg) => gapsBehind(leg, around))]),
  };
}

/** With the actions that would write a minimum again that is to be lowered. */
function withDeletions(world: World, wants: readonly Want[]): Want[] {
  const around = aroundOf(world, wants);
  const deletions = wants
    .flatMap((want) => legsOf(want, writesMinimum))
    .flatMap((leg) => deletionsBefore(leg, around))
    .map((want) => [placeOf(want.resource), want] as const);
  const taken = new Map(wants.map((want) => [placeOf(want.resource), want]));
  return [...new Map([...deletions, ...taken]).entries()]
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([, want]) => want);
}

function legsFor(wants: readonly Want[], around: Around): Leg[] {
  const own = wants.flatMap((want) => legsOf(want, writesMinimum));
  // Whose count is brought back anyway.
  const counts = wants.filter(({ wanted }) => wanted === null || 'desiredCount' in wanted);
  const taken = new Set(counts.map((want) => placeOf(want.resource)));
  const counted = new Map(
    own.map((leg) => [leg, countDown(leg, around, demandOf(around.now, leg.want.subject), taken)] as const),
  );
  return own.flatMap((leg) => {
    const last = own.flatMap((other) => (other.chain === leg.chain ? (counted.get(other) ?? []) : [])).at(-1);
    // Once tasks were counted down, a maximum has nothing left to take away.
    if (last && leg.phase === 'maximum') return [{ ...leg, after: [last] }];
    return [...inStages(leg, around), ...(counted.get(leg) ?? [])];
  });
}

/** Whether an added action writes a minimum: it goes before minima are lowered, or lowering them would not last. */
const writesMinimum = ({ resource }: Want) =>
  resource.kind === 'scheduled-action' && typeof resource.attributes.minCapacity === 'number';

function accountOf(account: string, partition: string, legs: readonly Leg[], around: Around): RevertAccount {
  const numbers = new Map(legs.map((leg, index) => [leg, index + 1]));
  const steps: RevertStep[] = [];
  for (const leg of legs) steps.push(stepOf(leg, numbers, steps, around));
  const costs = steps.map((step) => step.usdPerDay).filter((usd) => usd !== null);
  const lowering = steps.filter((step) => step.phase !== 'restore' && step.phase !== 'policies');
  return {
    account,
    partition,
    usdPerDay: sumOf(costs),
    unpriced: lowering.filter((step) => step.usdPerDay === null).length,
    steps,
  };
}

function stepOf(leg: Leg, numbers: Map<Leg, number>, before: readonly RevertStep[], around: Around): RevertStep {
  const written = writeLeg(leg, around.now.now);
  const after = leg.after.flatMap((one) => numbers.get(one) ?? []).sort((a, b) => a - b);
  const holds: Hold[] = [
    ...(written.refused ? [written.refused] : []),
    ...holdsOn(leg, around),
    ...after.flatMap((number) => heldUp(before.find((step) => step.number === number))),
  ];
  return {
    number: numbers.get(leg) ?? 0,
    phase: leg.phase,
    what: whatOf(leg),
    subject: leg.want.subject,
    values: leg.values,
    why: leg.why,
    usdPerDay: leg.usdPerDay,
    effects: effectsOf(leg, around),
    waitFirst: leg.waitFirst,
    after,
    risk: riskOf(leg),
    commands: written.commands,
    undo: written.undo,
    caveats: [...new Set([...written.caveats, ...doubtsAbout(leg, around), ...leg.caveats, ...leg.want.caveats])],
    blocked: blockedBy(holds),
  };
}

/** What a step needs and is blocked blocks the step too. */
function heldUp(step: RevertStep | undefined): Hold[] {
  if (!step?.blocked) return [];
  const { until } = step.blocked;
  return [{ reason: `step ${step.number} must run before`, until: until === null ? null : Date.parse(until) }];
}

/** Listings that are not complete, and what left an owner unknown. */
function unseenOf(ledger: OverrideLedger | null, drift: DriftReport | null): Unknown[] {
  return [
    ...(ledger?.unseen ?? []),
    ...(drift?.unseen ?? []).flatMap(({ because }) => because),
    ...(drift?.changes ?? []).flatMap(({ owner, because }) => (owner === 'unknown' ? (because ?? []) : [])),
  ];
}
