import { scalableTarget, scalableTargetDefaults } from '../../../resources/scalable-target.ts';
import { declare } from '../declaration.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html */
export const scalableTargetDeclaration = declare({
  kind: scalableTarget,
  type: 'AWS::ApplicationAutoScaling::ScalableTarget',
  attributes: {
    serviceNamespace: (target) => target.text('ServiceNamespace'),
    resourceId: (target) => target.name('ResourceId'),
    scalableDimension: (target) => target.text('ScalableDimension'),
    minCapacity: (target) => target.number('MinCapacity'),
    maxCapacity: (target) => target.number('MaxCapacity'),
    suspendedDynamicScaleIn: (target) => target.boolean('SuspendedState.DynamicScalingInSuspended'),
    suspendedDynamicScaleOut: (target) => target.boolean('SuspendedState.DynamicScalingOutSuspended'),
    suspendedScheduled: (target) => target.boolean('SuspendedState.ScheduledScalingSuspended'),
  },
  defaults: scalableTargetDefaults,
  // CloudFormation has no property for them; the provider of Terraform has.
  tags: { ifGiven: 'Tags' },
});
