import {
  GetSchedule$,
  type GetScheduleInput,
  ListSchedules$,
  type ListSchedulesInput,
} from '@aws-sdk/client-scheduler';
import { arnOf, createdLongAgo } from '../derive/identity.ts';
import { type Item, indexBy, part, text, withDefaults } from '../derive/item.ts';
import { takePage } from '../paging.ts';
import { restJson } from '../protocol/rest-json.ts';
import { type Context, failed, operation, restCodes, type Service } from '../service.ts';

/** Schedules by group and name. */
export type SchedulerState = { schedules: Map<string, Item> };

type Scheduler = Context<SchedulerState>;
const limits = { default: 100, max: 100 };
const groupOf = (schedule: Item) => text(schedule, 'GroupName') || 'default';

/** Amazon EventBridge Scheduler. */
export const scheduler: Service<SchedulerState> = {
  prefix: 'scheduler',
  signingName: 'scheduler',
  protocol: restJson({ errorText: 'Message' }),
  errors: restCodes(),
  index: ({ region: { scheduler: declared } }) => ({
    schedules: indexBy<Item>(declared?.schedules ?? [], (item) => `${groupOf(item)}/${text(item, 'Name')}`),
  }),
  operations: {
    ListSchedules: operation({
      schema: ListSchedules$,
      token: { input: 'NextToken', output: 'NextToken' },
      handle: listSchedules,
    }),
    GetSchedule: operation({ schema: GetSchedule$, required: ['Name'], handle: getSchedule }),
  },
};

/** The listing tells what a schedule calls, not when. */
function listSchedules(input: ListSchedulesInput, context: Scheduler) {
  const { GroupName: group, NamePrefix: prefix = '', State: state } = input;
  const kept = [...context.state.schedules.values()].filter(
    (item) =>
      (group === undefined || groupOf(item) === group) &&
      text(item, 'Name').startsWith(prefix) &&
      (state === undefined || (text(item, 'State') || 'ENABLED') === state),
  );
  const scope = `ListSchedules ${group} ${prefix} ${state}`;
  const page = takePage(kept, { token: input.NextToken, size: input.MaxResults, limits, scope });
  const summarise = (item: Item) => {
    const { Arn, Name, GroupName, State, CreationDate, LastModificationDate, Target } = complete(item, context);
    const target = { Arn: part({ Target }, 'Target').Arn };
    return { Arn, Name, GroupName, State, CreationDate, LastModificationDate, Target: target };
  };
  return { Schedules: page.items.map(summarise), NextToken: page.token };
}

function getSchedule(input: GetScheduleInput, context: Scheduler) {
  const item = context.state.schedules.get(`${input.GroupName ?? 'default'}/${input.Name}`);
  if (!item) throw failed('ResourceNotFoundException', `Schedule ${input.Name} does not exist.`, 404);
  return complete(item, context);
}

function complete(item: Item, context: Scheduler): Record<string, unknown> {
  return withDefaults(item, {
    Arn: arnOf('scheduler', context, `schedule/${groupOf(item)}/${text(item, 'Name')}`),
    GroupName: 'default',
    State: 'ENABLED',
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'NONE',
    CreationDate: createdLongAgo,
    LastModificationDate: createdLongAgo,
  });
}
