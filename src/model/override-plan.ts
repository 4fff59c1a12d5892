import { z } from 'zod';

const Commands = z.array(z.array(z.string()));

export const OverrideStep = z
  .strictObject({
    what: z.enum(['raise', 'revert', 'tag']),
    title: z.string().describe('What the step does, as a sentence.'),
    at: z.string().nullable().describe('When it takes effect (ISO 8601 UTC); null: as soon as its commands are run.'),
    commands: Commands.describe('Commands as argument arrays, to be run now, in this order.'),
    undo: Commands.describe('What takes the commands back.'),
    caveats: z.array(z.string()).describe('What to know before.'),
  })
  .describe('One part of the plan. Its commands are run now, also where they schedule something for later.');
export type OverrideStep = z.infer<typeof OverrideStep>;

export const OverridePlan = z
  .strictObject({
    schema: z.literal('headroom.override-plan/1'),
    target: z
      .strictObject({
        kind: z.string(),
        key: z.string(),
        id: z.string(),
        name: z.string(),
        account: z.string(),
        region: z.string(),
      })
      .describe('What is raised.'),
    event: z.string().nullable().describe('Event of the calendar that it is for; null for none.'),
    from: z.string().nullable().describe('From when on (ISO 8601 UTC); null: now.'),
    until: z.string().describe('Until when (ISO 8601 UTC).'),
    seenAt: z.string().describe('When the snapshot was taken that the plan rests on (ISO 8601 UTC).'),
    timezone: z.string().describe('IANA time zone in which schedules are written.'),
    values: z.array(
      z.strictObject({
        value: z.string().describe('Name of the value, as baselines have it.'),
        now: z.number().nullable().describe('What stands; null: nothing is set.'),
        raised: z.number().describe('What it is raised to.'),
        revertsTo: z
          .number()
          .nullable()
          .describe('What it goes back to; null: nothing is set, or there is no way back.'),
        because: z.string().describe('Why that, in words: the policy, or what stands now.'),
      }),
    ),
    tags: z.record(z.string(), z.string()).describe('Tags that explain the override while it stands.'),
    steps: z.array(OverrideStep).describe('In the order in which to run them.'),
    warnings: z.array(z.string()).describe('What may go wrong, each as a sentence.'),
  })
  .describe('A raise, paired with its revert, and the tags that explain it. Nothing of it was run.');
export type OverridePlan = z.infer<typeof OverridePlan>;
