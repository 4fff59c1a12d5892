import type { RevertStep } from '../../model/revert.ts';
import { numberOf } from '../fact.ts';
import { nextFireOf } from '../facts/action-timeline.ts';
import { decreaseBudget } from '../facts/decrease-budget.ts';
import { policiesOf } from '../facts/joins.ts';
import { memberOf } from '../world.ts';
import { type Around, capacityNow, scalesIn, targetOf } from './around.ts';
import { reasserting } from './companions.ts';
import { lowered } from './hold.ts';
import type { Leg } from './leg.ts';

/** What a leg does to this account, as far as the snapshot tells: at once, later, or not at all. */
export function effectsOf(leg: Leg, around: Around): string[] {
  return [...ofTarget(leg, around), ...ofTable(leg, around)];
}

function ofTarget(leg: Leg, around: Around): string[] {
  const { resource } = leg.want;
  const target = targetOf(resource);
  if (target === null || resource.kind !== 'scalable-target' || leg.from === null || leg.to === null) return [];
  const count = capacityNow(around.now, resource, target);
  const runs = count === null ? 'The snapshot does not tell how much it has now' : `It has ${count} now`;
  const { minCapacity, maxCapacity } = leg.to;
  if (leg.phase === 'restore') {
    const rises = typeof minCapacity === 'number' && (count === null || count < minCapacity);
    return rises ? [`${runs}: capacity rises to ${minCapacity} at once.`] : [];
  }
  if (leg.phase === 'minimum') return [`${runs}. ${scaleIn(leg, around)}`, ...written(leg, around)];
  if (leg.phase !== 'maximum' || typeof maxCapacity !== 'number') return [];
  if (count !== null && count <= maxCapacity) return [`${runs}: nothing is taken away.`];
  const before = Number(leg.from.maxCapacity);
  const then = count !== null && before < count ? `At most ${before} are left by then` : runs;
  return [`${then}. What is above ${maxCapacity} at that moment is taken away at once.`];
}

/** Scale-in needs 15 minutes below the target. https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html */
function scaleIn({ want: { resource } }: Leg, { then }: Around): string {
  const target = targetOf(resource);
  const scales = target === null ? null : scalesIn(then, resource, target);
  if (target === null || scales === null)
    return 'Whether a policy scales in was not seen: watch whether capacity follows.';
  if (!scales) return 'No policy scales in: capacity stays where it is until somebody lowers it.';
  const cooldowns = policiesOf(then, resource, target).flatMap(
    (policy) => numberOf(memberOf(policy, 'scaleInCooldownSeconds')) ?? [],
  );
  const slowest = Math.max(0, ...cooldowns);
  const pace = slowest > 0 ? `, a step every ${slowest} seconds at most` : '';
  return `Scale-in follows when load has been below the target for some 15 minutes${pace}.`;
}

function written(leg: Leg, around: Around): string[] {
  return reasserting(leg, around).map((action) => {
    const next = nextFireOf(action, around.now.now);
    const when = next === null ? 'some time' : new Date(next).toISOString().replace('.000Z', 'Z');
    return `The scheduled action ${action.attributes.actionName} sets the minimum to ${action.attributes.minCapacity} at ${when}.`;
  });
}

function ofTable(leg: Leg, { now }: Around): string[] {
  return lowered(leg).map((index) => {
    const { spent } = decreaseBudget(leg.want.resource, index, now);
    const of = index === null ? 'the table' : `the index ${index}`;
    const before = spent === null ? 'how many were made today is not known' : `${spent} were made today before it`;
    return `It spends a decrease of ${of}: ${before}; four a UTC day come at any time, then one an hour, 27 in all.`;
  });
}

/** Kinds whose deletion takes no capacity away. */
const harmless = ['cloudwatch-alarm', 'scheduled-action', 'budget', 'anomaly-monitor', 'anomaly-subscription'];
const bounds = ['scalable-target'];

export function riskOf(leg: Leg): RevertStep['risk'] {
  if (leg.phase === 'restore') return 'low';
  if (leg.phase === 'policies') return leg.want.resource.kind === 'scaling-policy' ? 'medium' : 'low';
  if (leg.phase === 'delete') return harmless.includes(leg.want.resource.kind) ? 'low' : 'high';
  if (leg.abrupt || leg.phase === 'mode') return 'high';
  return bounds.includes(leg.want.resource.kind) ? 'medium' : 'high';
}
