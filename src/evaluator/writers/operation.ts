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

/**
 * An operation as a command of the AWS CLI: one option a member where that is safe to read, else the whole input as JSON.
 * A text that the CLI would take for a file's address or for an option goes into the JSON.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
export function commandOf({ service, action, input }: Operation, region: string): string[] {
  const place = region === 'global' ? [] : ['--region', region];
  const values = Object.values(input);
  const risky = values.some((value) => typeof value === 'string' && /^(-|(fileb?|https?):\/\/)/.test(value));
  const options = Object.entries(input).flatMap(([member, value]) => optionOf(member, value));
  const words = risky ? ['--cli-input-json', JSON.stringify(input)] : options;
  return ['aws', service, kebab(action), ...words, ...place];
}

function optionOf(member: string, value: Json): string[] {
  const option = `--${kebab(member)}`;
  if (typeof value === 'boolean') return [value ? option : `--no-${kebab(member)}`];
  const texts =
    Array.isArray(value) &&
    value.every((one) => typeof one === 'string' && /^[\w.:/-]+$/.test(one) && !one.startsWith('-'));
  if (texts) return [option, ...(value as string[])];
  return [option, typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)];
}

/** As botocore turns names into options: DBClusterIdentifier to db-cluster-identifier. */
export function kebab(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/**
 * Target of an EventBridge Scheduler schedule that calls the operation.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export function schedulerTarget({ service, action, input }: Operation): { Arn: string; Input: string } {
  const spelled = action.charAt(0).toLowerCase() + action.slice(1);
  return { Arn: `arn:aws:scheduler:::aws-sdk:${service.replace(/-/g, '')}:${spelled}`, Input: JSON.stringify(input) };
}
