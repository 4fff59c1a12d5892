import { z } from 'zod';
import { defineKind } from './kind.ts';

/** A capacity value that an event set; null where the event names the setting but no value. */
const Value = z.union([z.number(), z.string(), z.boolean(), z.null()]);

export const capacityChange = defineKind({
  kind: 'capacity-change',
  title: 'Change of capacity that CloudTrail recorded in the last 90 days',
  attributes: z.strictObject({
    eventId: z.string().describe('Identifier that CloudTrail gave the event.'),
    eventName: z.string().describe('Operation, such as RegisterScalableTarget; of Lambda with the date of its API.'),
    at: z.string().describe('When it happened (ISO 8601 UTC, whole seconds).'),
    changedKind: z.string().describe('Kind of the resource that it changed, such as scalable-target.'),
    changedKey: z
      .string()
      .describe('Natural key of that resource; of a collection group its id, which is all that the request names.'),
    values: z
      .record(z.string(), Value)
      .describe('Capacity values that it set, by name; null where it names none; empty where there is nothing to set.'),
    principalType: z
      .enum(['user', 'role', 'root', 'service', 'other'])
      .describe('Who called: an IAM user, a role, the root user, an AWS service, or something else.'),
    principal: z
      .string()
      .describe('account:user/name, account:role/path/name, or the name of the service; never addresses or keys.'),
    session: z
      .string()
      .nullable()
      .describe('Name of the role session up to an @: for people who log in, their name; null without one.'),
    invokedBy: z.string().nullable().describe('AWS service that called on behalf of the principal; null for none.'),
    byCode: z
      .boolean()
      .describe('Whether a tool for infrastructure code called: CloudFormation, CDK, Terraform, Pulumi.'),
  }),
  observed: z.strictObject({}),
  tags: 'none',
  global: false,
  comparison: null,
  log: true,
  keyFormat: 'event id',
  key: (change) => change.eventId,
  name: (change) => `${change.eventName} ${change.changedKey}`,
  example: {
    id: '4f0c2f5e-9a1b-4c3d-8e7f-102938475601',
    attributes: {
      eventId: '4f0c2f5e-9a1b-4c3d-8e7f-102938475601',
      eventName: 'RegisterScalableTarget',
      at: '2026-11-17T09:12:00.000Z',
      changedKind: 'scalable-target',
      changedKey: 'ecs|service/shop/web|ecs:service:DesiredCount',
      values: { minCapacity: 100, maxCapacity: 200 },
      principalType: 'role',
      principal: '111122223333:role/platform-admin',
      session: 'alice',
      invokedBy: null,
      byCode: false,
    },
    observed: {},
    defaulted: [],
  },
});
