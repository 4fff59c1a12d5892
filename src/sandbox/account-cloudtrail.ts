import { z } from 'zod';

const principal = z.strictObject({
  user: z.string().optional().describe('Name of an IAM user.'),
  role: z.string().optional().describe('Name of a role, with its path.'),
  session: z.string().optional().describe('Name of the role session, default "session".'),
  service: z.string().optional().describe('Service that called, on behalf of user or role if there is one.'),
});

const event = z.looseObject({
  request: z.looseObject({}).optional().describe('requestParameters of the record, in the spelling of CloudTrail.'),
  by: principal.optional().describe('Who called: userIdentity of the record. Default: the root user.'),
  userAgent: z.string().optional().describe('userAgent of the record, default the AWS CLI.'),
  errorCode: z.string().optional().describe('errorCode of the record, for an attempt that AWS refused.'),
  record: z.looseObject({}).optional().describe('Members laid over the record.'),
});

/** The event history of a region. */
export const cloudtrail = z.strictObject({
  events: z
    .array(event)
    .optional()
    .describe('Event. CloudTrailEvent is written from the shorthands, unless it is declared.'),
});
