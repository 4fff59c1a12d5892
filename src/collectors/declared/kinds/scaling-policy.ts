import { scalingPolicy } from '../../../resources/scaling-policy.ts';
import { describePolicy } from '../../aws/describe/scaling-policy.ts';
import { declare, type Member } from '../declaration.ts';
import { describedBy } from '../described.ts';
import type { DeclaredElement } from '../element.ts';
import { steady } from '../steady.ts';
import { targetNames, targetOf } from '../target-of.ts';

type ScalingPolicy = Parameters<typeof describePolicy>[0];

/** Target tracking gets a pair of alarms from AWS; what drives another policy stands elsewhere. */
const alarmNames: Member = (policy, element) =>
  policy.text('PolicyType') === 'TargetTrackingScaling' ? steady(namesOf(element)) : undefined;

const namesOf = ({ address }: DeclaredElement) => [`\${${address}.AlarmHigh}`, `\${${address}.AlarmLow}`];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalingpolicy.html */
export const scalingPolicyDeclaration = declare({
  kind: scalingPolicy,
  type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
  attributes: {
    ...(describedBy<ScalingPolicy>(Object.keys(scalingPolicy.attributes.shape), {
      answer: (policy, _, neighbours) => ({ ...policy.bag, ...targetOf(policy, neighbours) }),
      describe: describePolicy,
      names: ['PolicyName', ...targetNames],
    }) as Record<keyof typeof scalingPolicy.attributes.shape, Member>),
    alarmNames,
  },
});
