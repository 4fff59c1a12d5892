import { capacityEvents } from '../../../resources/eventbridge-rule.ts';

type CapacityEvent = (typeof capacityEvents)[number];
/** Values that a member of an event may have; a structure of such; a member that is missing may have any value. */
type Model = { [member: string]: readonly (string | boolean)[] | Model };

/** https://docs.aws.amazon.com/autoscaling/application/userguide/monitoring-eventbridge.html */
const models: Record<CapacityEvent, Model> = {
  'scaled-to-max': {
    source: ['aws.application-autoscaling'],
    'detail-type': ['Application Auto Scaling Scaling Activity State Change'],
    detail: { scaledToMax: [true], statusCode: ['Successful'], direction: ['scale-out'] },
  },
  'register-scalable-target': {
    source: ['aws.autoscaling', 'aws.application-autoscaling'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { eventSource: ['autoscaling.amazonaws.com'], eventName: ['RegisterScalableTarget'] },
  },
};

/** Events about capacity that a pattern lets through, of some target at least; null for a pattern that is not understood. */
export function capacityEventsOf(pattern: string): CapacityEvent[] | null {
  try {
    const parsed: unknown = JSON.parse(pattern);
    return isObject(parsed) ? capacityEvents.filter((event) => canMatch(parsed, models[event])) : null;
  } catch {
    return null;
  }
}

/** All members of a pattern must match; $or asks for one of several patterns. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
function canMatch(pattern: Record<string, unknown>, model: Model): boolean {
  return Object.entries(pattern).every(([member, wanted]) => {
    if (member === '$or' && Array.isArray(wanted)) return wanted.some((one) => isObject(one) && canMatch(one, model));
    const values = Object.hasOwn(model, member) ? model[member] : undefined;
    if (values === undefined) return true;
    if (Array.isArray(wanted))
      return isList(values) && wanted.some((one) => values.some((value) => accepts(one, value)));
    return isObject(wanted) && !isList(values) && canMatch(wanted, values);
  });
}

const textTests: Record<string, (value: string, operand: string) => boolean> = {
  prefix: (value, operand) => value.startsWith(operand),
  suffix: (value, operand) => value.endsWith(operand),
  'equals-ignore-case': (value, operand) => value.toLowerCase() === operand.toLowerCase(),
  wildcard: (value, operand) => wildcard(operand).test(value),
};

/** Whether one matcher accepts a value. Throws for an operator that is not known: what it lets through cannot be told. */
function accepts(matcher: unknown, value: string | boolean): boolean {
  if (!isObject(matcher)) return matcher === value;
  return Object.entries(matcher).every(([operator, operand]) => {
    if (operator === 'exists') return operand === true;
    if (operator === 'numeric' || operator === 'cidr') return false;
    if (operator === 'anything-but') {
      const refused = Array.isArray(operand) ? operand : [operand];
      return !refused.some((one) => accepts(isObject(one) ? eachOf(one, value) : one, value));
    }
    const test = textTests[operator];
    if (!test) throw new Error(`unknown operator ${operator}`);
    if (isObject(operand)) return Object.entries(operand).every(([, text]) => ignoringCase(test, value, String(text)));
    return typeof value === 'string' && test(value, String(operand));
  });
}

/** {prefix: {equals-ignore-case: …}}. */
function ignoringCase(test: (value: string, operand: string) => boolean, value: string | boolean, operand: string) {
  return typeof value === 'string' && test(value.toLowerCase(), operand.toLowerCase());
}

/** anything-but takes {prefix: [a, b]} too: the one of them that the value has, else the first. */
function eachOf(matcher: Record<string, unknown>, value: string | boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(matcher).map(([operator, operands]) => {
      if (!Array.isArray(operands)) return [operator, operands];
      return [operator, operands.find((one) => accepts({ [operator]: one }, value)) ?? operands[0]];
    }),
  );
}

/** * stands for any characters, \* for itself. */
function wildcard(text: string): RegExp {
  const parts = text.match(/\\[\\*]|[^\\]|\\/gs) ?? [];
  const source = parts.map((part) => (part === '*' ? '.*' : escapeText(part.length > 1 ? part.slice(1) : part)));
  return new RegExp(`^${source.join('')}$`, 's');
}

const escapeText = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (values: Model[string]): values is readonly (string | boolean)[] => Array.isArray(values);
