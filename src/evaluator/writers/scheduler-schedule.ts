import { defineWriter, one } from './define-writer.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html */
export const writeSchedule = defineWriter({
  levers: [],
  fixed:
    'update-schedule replaces a schedule, and the snapshot does not hold the role and the whole input of its target.',
  remove: ({ attributes }) =>
    one(
      'scheduler',
      'DeleteSchedule',
      { Name: attributes.scheduleName ?? null, GroupName: attributes.groupName ?? null },
      'What the schedule wrote stays as it is.',
    ),
});
