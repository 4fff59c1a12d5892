import { z } from 'zod';
import { CalendarEvent } from './event.ts';
import { Severity } from './severity.ts';
import { JsonValue, UnreadReason } from './snapshot.ts';

/** Operators of json-rules-engine that rules may use. Numeric ones compare numbers only; nothing is coerced. */
export const operators = [
  'equal',
  'notEqual',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
] as const;
export type Operator = (typeof operators)[number];

export const FactReference = z.strictObject({ fact: z.string().describe('Name of a fact, or param.<name>.') });
export type FactReference = z.infer<typeof FactReference>;

export const Leaf = z.strictObject({
  fact: z.string().describe('Fact to look at; docs/facts.md lists those of each subject kind.'),
  operator: z.enum(operators),
  value: z
    .union([FactReference, JsonValue])
    .describe('Constant, or { fact: … } to compare with another fact or a parameter.'),
});
export type Leaf = { fact: string; operator: Operator; value: unknown };

/** Conditions in json-rules-engine's own format, three-valued here. Empty lists are refused (the engine calls them true). */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf;

/** One object with optional members and an exactly-one check: unlike a union, it says what is wrong and where. */
export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z
    .strictObject({
      all: z.array(Condition).min(1).optional(),
      any: z.array(Condition).min(1).optional(),
      not: Condition.optional(),
      fact: z.string().optional(),
      operator: z.enum(operators).optional(),
      value: z.union([FactReference, JsonValue]).optional(),
    })
    .superRefine((condition, context) => {
      const forms = ['all', 'any', 'not', 'fact'].filter((form) => form in condition);
      if (forms.length !== 1) {
        context.addIssue({
          code: 'custom',
          message: `a condition has exactly one of all, any, not, fact; found ${forms.join(', ') || 'none'}`,
        });
      } else if (forms[0] === 'fact' && (!('operator' in condition) || !('value' in condition))) {
        context.addIssue({ code: 'custom', message: 'a comparison needs fact, operator and value' });
      } else if (forms[0] !== 'fact' && ('operator' in condition || 'value' in condition)) {
        context.addIssue({ code: 'custom', message: 'operator and value belong beside fact' });
      }
    }),
) as unknown as z.ZodType<Condition>;

export const Parameter = z.strictObject({
  default: JsonValue.describe('Value that holds unless the policy says otherwise.'),
  unit: z.string().optional().describe('Unit in words: seconds, percent, OCU.'),
  description: z.string().describe('What the number means, in one sentence.'),
});
export type Parameter = z.infer<typeof Parameter>;

export const Escalation = z.strictObject({
  when: Condition.describe('First entry whose condition is true decides the severity.'),
  to: Severity,
});

export const RuleSeverity = z.union([
  Severity,
  z.strictObject({ default: Severity, escalate: z.array(Escalation).min(1) }),
]);

/** One word of a command: text with {fact} placeholders, or a JSON payload built from a template, never concatenated. */
export const CommandWord = z.union([
  z.string(),
  z.strictObject({
    json: JsonValue.describe('Template of the payload; "{fact}" alone stands for the typed value.'),
    set: z.record(z.string(), JsonValue).optional().describe('Members that replace those of the payload.'),
  }),
]);
export type CommandWord = z.infer<typeof CommandWord>;

export const Remediation = z.strictObject({
  summary: z.string().describe('What to do, in one sentence that starts with a verb.'),
  commands: z
    .array(z.array(CommandWord).min(1))
    .default([])
    .describe('Commands as argument arrays, to be run in order.'),
  undo: z.array(z.array(CommandWord).min(1)).default([]).describe('Commands that restore what was found.'),
  caveats: z.array(z.string()).default([]).describe('What to know before running the commands.'),
});
export type Remediation = z.infer<typeof Remediation>;

/** A resource beside the subject: `kind` and `attributes` are merged over the kind's example. */
export const ExampleResource = z.strictObject({
  kind: z.string(),
  attributes: z.record(z.string(), JsonValue).optional(),
  observed: z.record(z.string(), JsonValue).optional(),
  defaulted: z.array(z.string()).optional(),
  unread: z.record(z.string(), UnreadReason).optional(),
  tags: z.record(z.string(), z.string()).nullable().optional(),
});
export type ExampleResource = z.infer<typeof ExampleResource>;

export const Example = z.strictObject({
  name: z.string().describe('What the example shows.'),
  kind: z.string().optional().describe('Kind of the subject resource, where the rule has several or a derived one.'),
  subject: z
    .string()
    .optional()
    .describe('Key of the judged subject, where the example holds several; a suffix is enough.'),
  attributes: z.record(z.string(), JsonValue).optional(),
  observed: z.record(z.string(), JsonValue).optional(),
  tags: z.record(z.string(), z.string()).nullable().optional(),
  defaulted: z.array(z.string()).optional(),
  unread: z.record(z.string(), UnreadReason).optional(),
  related: z.array(ExampleResource).optional().describe('Other resources of the account.'),
  unreadKinds: z.array(z.string()).optional().describe('Kinds whose listing was denied.'),
  policy: z.record(z.string(), JsonValue).optional().describe('headroom.yaml of the example.'),
  events: z.array(CalendarEvent).optional().describe('Events of events.yaml.'),
  baseline: z
    .array(ExampleResource)
    .optional()
    .describe('All that the approved snapshot holds; none was given when absent.'),
  before: z
    .array(ExampleResource)
    .optional()
    .describe('All that the account holds before the change of a gate; an audit when absent.'),
  baselineTakenAt: z.string().optional().describe('When it was taken; a week before the audit unless told.'),
  now: z.string().optional().describe('Instant of the audit; 2026-11-22T04:00:00Z unless told.'),
  severity: Severity.optional().describe('Severity that the result must have.'),
  message: z.string().optional().describe('Message that the result must have.'),
});
export type Example = z.infer<typeof Example>;

/** What a whole group of rules is about, where all of them are treated alike. */
export const RuleTopic = z
  .enum(['alarms'])
  .describe(
    'alarms: the rule asks for an alarm, or for somebody to hear one. It does not apply where the policy says that alarms live elsewhere (alerting: external), and reports for people count its findings in one line an account.',
  );
export type RuleTopic = z.infer<typeof RuleTopic>;

export const Rule = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .describe('Kebab-case name of the problem; for ever; equals the file name.'),
  title: z
    .string()
    .regex(/[^.]$/, 'a title has no full stop')
    .describe('The problem as a noun phrase or short statement.'),
  severity: RuleSeverity,
  subject: z.union([z.string(), z.array(z.string()).min(1)]).describe('Kind or kinds that the rule judges.'),
  about: RuleTopic.optional(),
  rationale: z.string().describe('What happens to users, in two or three sentences, with the number.'),
  parameters: z.record(z.string(), Parameter).default({}),
  when: Condition.optional().describe('Where the rule applies; judged first; false: not applicable.'),
  require: Condition.describe('What must hold, so that missing data can never read as a pass.'),
  message: z
    .string()
    .optional()
    .describe('The finding in one sentence with {fact} placeholders: observed, expected, where.'),
  remediation: Remediation,
  references: z.array(z.url()).min(1).describe('AWS pages behind the rule.'),
  lesson: z
    .strictObject({ runbook: z.string(), section: z.string() })
    .optional()
    .describe('The runbook line that taught it.'),
  needs: z
    .array(z.enum(['policy', 'metrics', 'trail', 'baseline', 'events']))
    .default([])
    .describe('What the rule waits for.'),
  examples: z.strictObject({
    pass: z.array(Example).min(1),
    fail: z.array(Example).min(1),
    unknown: z.array(Example).default([]),
    'not-applicable': z.array(Example).default([]),
  }),
});
export type Rule = z.infer<typeof Rule>;

/** Kinds that a rule judges, as a list. */
export function subjectKinds(rule: Rule): string[] {
  return typeof rule.subject === 'string' ? [rule.subject] : rule.subject;
}

/** Severity of a rule before any escalation. */
export function defaultSeverity(rule: Rule): Severity {
  return typeof rule.severity === 'string' ? rule.severity : rule.severity.default;
}
