import type { Neighbours } from './element.ts';
import type { Properties } from './properties.ts';
import type { DeclaredObject } from './value.ts';

/** Names among the members of a scalable target's identity. */
export const targetNames = ['ServiceNamespace', 'ResourceId', 'ScalableDimension'];

/**
 * Identity of the scalable target that a policy belongs to: its own properties, or those of the target that ScalingTargetId refers to.
 * Its value is `resource id|dimension|namespace`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html
 */
export function targetOf(properties: Properties, neighbours: Neighbours): DeclaredObject {
  const target = neighbours.referenced(properties, 'ScalingTargetId', 'AWS::ApplicationAutoScaling::ScalableTarget');
  if (target) return pick(target.properties.bag);
  const id = properties.raw('ScalingTargetId');
  if (typeof id !== 'string')
    return id === undefined ? pick(properties.bag) : { ...pick(properties.bag), ResourceId: id };
  const [ResourceId, ScalableDimension, ServiceNamespace] = id.split('|');
  return { ResourceId, ScalableDimension, ServiceNamespace };
}

const pick = (bag: DeclaredObject): DeclaredObject => Object.fromEntries(targetNames.map((name) => [name, bag[name]]));
