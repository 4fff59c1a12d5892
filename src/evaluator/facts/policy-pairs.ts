import type { Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known, type Unknowable } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { identityOf, policiesOf, resourceOf, scalingGaps } from './joins.ts';

/** The first policy of the target, by name, for which `ask` is true; undefined where that is proven of none. */
function firstPolicy(
  subject: Subject,
  { world }: Context,
  type: string,
  ask: (policy: Resource) => Fact,
): Resource | undefined | Unknowable {
  const target = identityOf(resourceOf(subject));
  const answers = policiesOf(world, subject, target)
    .filter((policy) => policy.attributes.policyType === type)
    .map((policy) => ({ policy, answer: ask(policy) }));
  const found = answers.find(({ answer }) => answer.known && answer.value === true);
  if (found) return found.policy;
  const because = [
    ...scalingGaps(world, subject, 'scaling-policy', target),
    ...answers.flatMap(({ answer }) => (answer.known ? [] : answer.because)),
  ];
  return because.length > 0 ? { known: false, because } : undefined;
}

const trackingScalesIn = (policy: Resource) =>
  derive([memberOf(policy, 'disableScaleIn')], (disabled) => disabled === false);

const stepsDown = (policy: Resource) =>
  derive([memberOf(policy, 'stepAdjustments')], (steps) =>
    (steps as { adjustment: number }[]).some(({ adjustment }) => adjustment < 0),
  );

/** A forecast that scales, and that AWS cuts at the maximum of the target. */
const honoursMaximum = (policy: Resource) =>
  derive(
    [memberOf(policy, 'predictiveMode'), memberOf(policy, 'maxCapacityBreachBehavior')],
    (mode, behaviour) => mode === 'ForecastAndScale' && behaviour === 'HonorMaxCapacity',
  );

/** A question to the policy that `firstPolicy` finds; null where there is none. */
function ofPolicy(type: string, which: (policy: Resource) => Fact, ask: (policy: Resource) => Fact) {
  return (subject: Subject, context: Context): Fact => {
    const found = firstPolicy(subject, context, type, which);
    if (found === undefined) return known(null);
    return 'known' in found ? found : ask(found);
  };
}

const name = (policy: Resource) => memberOf(policy, 'policyName');
const configuration = (policy: Resource) => memberOf(policy, 'configuration');

/** What can be asked of the policies of a scalable target together. */
export const policyPairFacts: Record<string, FactDefinition> = {
  trackingThatScalesIn: {
    type: 'string',
    nullable: true,
    description: 'Tracking policy of the target that scales in; null when there is none.',
    compute: ofPolicy('TargetTrackingScaling', trackingScalesIn, name),
  },
  stepThatScalesIn: {
    type: 'string',
    nullable: true,
    description: 'Step policy of the target that takes capacity away; null when there is none.',
    compute: ofPolicy('StepScaling', stepsDown, name),
  },
  trackingConfiguration: {
    type: 'object',
    nullable: true,
    description: 'Configuration of the tracking policy that scales in, as it is; null without one.',
    compute: ofPolicy('TargetTrackingScaling', trackingScalesIn, configuration),
  },
  forecastThatIsClipped: {
    type: 'string',
    nullable: true,
    description: 'Predictive policy that scales, but never above the maximum of the target; null when there is none.',
    compute: ofPolicy('PredictiveScaling', honoursMaximum, name),
  },
};
