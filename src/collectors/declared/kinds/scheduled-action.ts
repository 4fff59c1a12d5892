import { scheduledAction } from '../../../resources/scheduled-action.ts';
import { describeAction } from '../../aws/describe/scheduled-action.ts';
import { type Declaration, declare } from '../declaration.ts';
import { type DescribedBy, describedBy } from '../described.ts';
import { targetNames } from '../target-of.ts';

type ScheduledAction = Parameters<typeof describeAction>[0];

type Written = Omit<ScheduledAction, 'StartTime' | 'EndTime'> & { StartTime?: string; EndTime?: string };

const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text));

const members = (answer: DescribedBy<Written>['answer']) =>
  describedBy<Written>(Object.keys(scheduledAction.attributes.shape), {
    answer,
    describe: ({ StartTime, EndTime, ...action }) =>
      describeAction({ ...action, StartTime: instant(StartTime), EndTime: instant(EndTime) } as ScheduledAction),
    names: ['ScheduledActionName', ...targetNames],
  }) as never;

/** An action of its own, as Terraform and the API know it; CloudFormation has no type for it. */
export const scheduledActionDeclaration: Declaration = declare({
  kind: scheduledAction,
  type: 'AWS::ApplicationAutoScaling::ScheduledAction',
  attributes: members((action) => action.bag),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-applicationautoscaling-scalabletarget-scheduledaction.html */
export const targetActionsDeclaration: Declaration = declare({
  kind: scheduledAction,
  type: 'AWS::ApplicationAutoScaling::ScalableTarget',
  each: (target) => target.list('ScheduledActions') ?? [],
  attributes: members((action, { properties: { bag } }) => ({
    ...action.bag,
    ...Object.fromEntries(targetNames.map((name) => [name, bag[name]])),
  })),
});
