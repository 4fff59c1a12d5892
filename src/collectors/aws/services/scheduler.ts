import { schedulerSchedule } from '../../../resources/scheduler-schedule.ts';
import type { Collector, Context } from '../collector.ts';
import { type Called, calledBy, describeSchedule } from '../describe/scheduler-schedule.ts';

const listApi = 'scheduler:ListSchedules';
const getApi = 'scheduler:GetSchedule';

/** Pages of 100 schedules that are read: an application may keep millions, each a timer of one of its users. */
const maxPages = 100;
/** Schedules that only run code, and are described; more of them are an application's timers, not a team's revert. */
const mostCode = 200;

/**
 * Schedules that change capacity by themselves or run code that may. The listing tells what each calls, so that no other is
 * described. https://docs.aws.amazon.com/scheduler/latest/APIReference/
 */
export const scheduler: Collector = {
  name: 'scheduler',
  scope: 'regional',
  reads: [
    { api: listApi, kinds: ['scheduler-schedule'] },
    { api: getApi, kinds: ['scheduler-schedule'], after: listApi },
  ],
  async collect(context) {
    const found = await listSchedules(context);
    const code = found.filter(({ called }) => runsCode(called));
    const kept = code.slice(0, mostCode);
    if (code.length > kept.length) {
      const detail = `${code.length - kept.length} schedules that run code beyond the ${mostCode} that are read`;
      context.note(getApi, { reason: 'truncated', detail });
    }
    await describeAll(context, [...found.filter(({ called }) => !runsCode(called)), ...kept]);
  },
};

type Found = { name: string; group: string | undefined; called: Called };

const runsCode = ({ service, action }: Called) => action === 'invoke' || service === 'states';

async function listSchedules(context: Context): Promise<Found[]> {
  const { ListSchedulesCommand } = await import('@aws-sdk/client-scheduler');
  const found: Found[] = [];
  const pages = context.pages(listApi, (token) => new ListSchedulesCommand({ MaxResults: 100, NextToken: token }), {
    next: (page) => page.NextToken,
    items: (page) => page.Schedules,
    maxPages,
  });
  for await (const page of pages) {
    for (const { Name: name, GroupName: group, Target: target } of page) {
      const called = calledBy(target?.Arn);
      if (typeof name === 'string' && typeof target?.Arn === 'string') {
        if (called) found.push({ name, group, called });
        continue;
      }
      const missed = [name ?? 'a nameless schedule'];
      context.note(listApi, { reason: 'malformed', detail: 'listed without a name or target', missed });
    }
  }
  return found;
}

async function describeAll(context: Context, schedules: readonly Found[]): Promise<void> {
  const { GetScheduleCommand } = await import('@aws-sdk/client-scheduler');
  await context.forEach(schedules, async ({ name, group, called }) => {
    const answer = await context.call(getApi, new GetScheduleCommand({ Name: name, GroupName: group }), {
      missed: [name],
      gone: ['ResourceNotFoundException'],
      holds: (output) => output.ScheduleExpression,
    });
    if (!answer.ok) return;
    const { value } = answer;
    context.add(schedulerSchedule, { api: getApi, item: name }, () => describeSchedule(value, called));
  });
}
