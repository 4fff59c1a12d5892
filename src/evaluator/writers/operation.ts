import type { Json } from '../../model/snapshot.ts';

/** One write call as data. It is never sent: people read it as a command of the AWS CLI, or put it into a schedule. */
export interface Operation {
  /** Service as the AWS CLI spells it, such as application-autoscaling. */
  service: string;
  /** Operation as the API spells it, such as RegisterScalableTarget. */
  action: string;
  /** Input as the API takes it; absent members are left out, not null. */
  input: { [member: string]: Json };
}

/** Words that the CLI takes for an option, or for the address of the value. */
const misread = /^(-|(fileb?|https?):\/\/)/;

/**
 * An operation as a command of the AWS CLI: one option a member where that is safe to read, else the whole input as JSON.
 * A text that the CLI would take for a file's address or for an option goes into the JSON.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
export function commandOf({ service, action, input }: Operation, region: string): string[] {
  const place = region === 'global' ? [] : ['--region', region];
  const values = Object.values(input);
  const risky = values.some((value) => typeof value === 'string' && misread.test(value));
  const options = Object.entries(input).flatMap(([member, value]) => optionOf(member, value));
  const words = risky ? ['--cli-input-json', JSON.stringify(input)] : options;
  return ['aws', service, kebab(action), ...words, ...place];
}

function optionOf(member: string, value: Json): string[] {
  const option = `--${kebab(member)}`;
  if (typeof value === 'boolean') return [value ? option : `--no-${kebab(member)}`];
  const texts =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one === 'string' && /^[\w.:/-]+$/.test(one) && !misread.test(one));
  if (texts) return [option, ...(value as string[])];
  return [option, typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)];
}

/**
 * As botocore turns names into options (its xform_name): DBClusterIdentifier to db-cluster-identifier, and TargetGroupARNs,
 * a plural of capitals, to target-group-arns.
 */
export function kebab(name: string): string {
  return name
    .replace(/[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** Services that EventBridge Scheduler spells in another way than the AWS CLI, hyphens apart. */
const schedulerServices: Record<string, string> = {
  ce: 'costexplorer',
  elbv2: 'elasticloadbalancingv2',
  events: 'eventbridge',
};

/**
 * Target of an EventBridge Scheduler schedule that calls the operation. The members of its input are spelled as in the AWS
 * SDK for Java, in PascalCase: DbClusterIdentifier where the API says DBClusterIdentifier. Scheduler checks none of it
 * before the schedule fires.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export function schedulerTarget(
  { service, action, input }: Operation,
  partition = 'aws',
): { Arn: string; Input: string } {
  const name = schedulerServices[service] ?? service.replace(/-/g, '');
  const spelled = action.charAt(0).toLowerCase() + action.slice(1);
  return { Arn: `arn:${partition}:scheduler:::aws-sdk:${name}:${spelled}`, Input: JSON.stringify(respelled(input)) };
}

/** Inputs of writers hold structures and lists, and no maps, whose keys would be somebody's names. */
function respelled(value: Json): Json {
  if (Array.isArray(value)) return value.map(respelled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, item]) => [pascal(member), respelled(item)]));
}

function pascal(member: string): string {
  const words = member.replace(
    /^[A-Z]+(?=[A-Z][a-z]|$)/,
    (capitals) => capitals.charAt(0) + capitals.slice(1).toLowerCase(),
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}
