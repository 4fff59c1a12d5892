import type { Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import { countOf, memberOf, type Place, someOf, type World } from '../world.ts';
import { findTarget, policiesOf, scaledResource, scalingGaps, type TargetIdentity } from './joins.ts';

/** Policies of a target, of one type or of any. */
export function policyCount(world: World, place: Place, target: TargetIdentity, type?: string): Fact {
  const policies = policiesOf(world, place, target).filter(
    (policy) => type === undefined || policy.attributes.policyType === type,
  );
  return countOf(policies, scalingGaps(world, place, 'scaling-policy', target));
}

/** Policies that may change capacity: a predictive policy that only forecasts does not. */
export function actingPolicyCount(world: World, place: Place, target: TargetIdentity): Fact {
  const policies = policiesOf(world, place, target);
  const acts = policies.map((policy) =>
    policy.attributes.policyType === 'PredictiveScaling'
      ? derive([memberOf(policy, 'predictiveMode')], (mode) => mode === 'ForecastAndScale')
      : known(true),
  );
  const acting = acts.filter((one) => one.known && one.value === true);
  return countOf(acting, [...scalingGaps(world, place, 'scaling-policy', target), ...reasonsOf(acts)]);
}

/** Whether a policy can lower capacity: tracking with scale-in enabled, a step that goes down, or an exact capacity. */
function scalesIn(policy: Resource): Fact {
  const { policyType } = policy.attributes;
  if (policyType === 'TargetTrackingScaling') {
    return derive([memberOf(policy, 'disableScaleIn')], (disabled) => disabled === false);
  }
  if (policyType !== 'StepScaling') return known(false);
  return derive([memberOf(policy, 'stepAdjustments'), memberOf(policy, 'configuration')], (steps, configuration) => {
    const exact = (configuration as { AdjustmentType?: string }).AdjustmentType === 'ExactCapacity';
    return exact || (steps as { adjustment: number }[]).some((step) => step.adjustment < 0);
  });
}

/** Whether any policy of the target lowers capacity when demand falls. */
export function anyPolicyScalesIn(world: World, place: Place, target: TargetIdentity): Fact {
  const answers = policiesOf(world, place, target).map(scalesIn);
  const yes = answers.filter((one) => one.known && one.value === true);
  return someOf(yes, [...scalingGaps(world, place, 'scaling-policy', target), ...reasonsOf(answers)]);
}

const reasonsOf = (facts: Fact[]) => facts.flatMap((fact) => (fact.known ? [] : fact.because));

/** Whether something tracks the target's load and is allowed to scale out. */
export function tracksTarget(world: World, place: Place, target: TargetIdentity): Fact {
  const resource = findTarget(world, place, target);
  const gaps = scalingGaps(world, place, 'scalable-target', target);
  if (!resource) return gaps.length > 0 ? { known: false, because: gaps } : known(false);
  const suspended = memberOf(resource, 'suspendedDynamicScaleOut');
  if (suspended.known && suspended.value === true) return known(false);
  const tracking = policiesOf(world, place, target).filter(
    (policy) => policy.attributes.policyType === 'TargetTrackingScaling',
  );
  const tracked = someOf(tracking, scalingGaps(world, place, 'scaling-policy', target));
  // A policy helps only where scale-out is known not to be suspended.
  return tracked.known && tracked.value === true && !suspended.known ? suspended : tracked;
}

/** A member of the scalable target; null when no target is registered. */
export function targetMember(world: World, place: Place, target: TargetIdentity, member: string): Fact {
  const resource = findTarget(world, place, target);
  if (resource) return memberOf(resource, member);
  const gaps = scalingGaps(world, place, 'scalable-target', target);
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

/** Billing mode of the table behind a target; null for other namespaces or a table that is gone. */
export function tableBillingMode(world: World, place: Place, target: TargetIdentity): Fact {
  const owner = scaledResource(target);
  if (owner?.kind !== 'dynamodb-table') return known(null);
  const table = world.find('dynamodb-table', place, owner.key);
  if (table) return memberOf(table, 'billingMode');
  const gaps = world.gaps('dynamodb-table', place);
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

/** Whether what a target scales is proven to be gone; null for namespaces whose resources are not read. */
export function scaledResourceGone(world: World, place: Place, target: TargetIdentity): Fact {
  const owner = scaledResource(target);
  if (!owner) return known(null);
  const resource = world.find(owner.kind, place, owner.key);
  if (!resource) {
    const gaps = world.gaps(owner.kind, place);
    return gaps.length > 0 ? { known: false, because: gaps } : known(true);
  }
  const [, index] = owner.kind === 'dynamodb-table' ? target.resourceId.split('/index/') : [];
  if (index === undefined) return known(false);
  return derive(
    [memberOf(resource, 'indexes')],
    (all) => !(all as { name: string }[]).some((one) => one.name === index),
  );
}

/**
 * Whether scaling parts of a target do anything. They do not where the table is on demand (switching by API keeps them),
 * the service is being drained, or the resource is proven to be gone (DynamoDB leaves targets behind). A resource that
 * could not be read may be any of these.
 */
export function scalingHasEffect(world: World, place: Place, target: TargetIdentity): Fact {
  const gone = scaledResourceGone(world, place, target);
  if (!gone.known) return gone;
  if (gone.value !== false) return known(gone.value === null);
  const owner = scaledResource(target);
  const resource = owner ? world.find(owner.kind, place, owner.key) : undefined;
  if (resource?.kind === 'dynamodb-table') {
    return derive([memberOf(resource, 'billingMode')], (mode) => mode !== 'PAY_PER_REQUEST');
  }
  if (resource?.kind === 'ecs-service') return derive([memberOf(resource, 'status')], (status) => status === 'ACTIVE');
  return known(true);
}
