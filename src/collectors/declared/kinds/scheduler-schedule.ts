import { schedulerSchedule } from '../../../resources/scheduler-schedule.ts';
import { calledBy, describeSchedule } from '../../aws/describe/scheduler-schedule.ts';
import { declare } from '../declaration.ts';
import { describedBy } from '../described.ts';
import { plainText } from '../naming.ts';

type GetScheduleOutput = Parameters<typeof describeSchedule>[0];

type Written = Omit<GetScheduleOutput, 'StartDate' | 'EndDate'> & { StartDate?: string; EndDate?: string };

const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text));

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
export const schedulerScheduleDeclaration = declare({
  kind: schedulerSchedule,
  type: 'AWS::Scheduler::Schedule',
  when: (schedule) => calledBy(plainText(schedule, 'Target.Arn')) !== null,
  attributes: describedBy<Written>(Object.keys(schedulerSchedule.attributes.shape), {
    answer: ({ bag }) => ({ GroupName: 'default', State: 'ENABLED', ...bag }),
    describe: ({ StartDate, EndDate, ...schedule }) => {
      const called = calledBy(schedule.Target?.Arn);
      if (called === null) throw new TypeError('calls nothing that changes capacity');
      const dates = { StartDate: instant(StartDate), EndDate: instant(EndDate) };
      return describeSchedule({ ...schedule, ...dates } as GetScheduleOutput, called);
    },
    names: ['Name', 'GroupName'],
  }) as never,
});
