import { type InitChoice, roleName } from './choice.ts';

/** The role that the workflows assume; null where neither it nor its account is known. */
export function roleArnOf({ roleArn, account, regions }: InitChoice): string | null {
  if (roleArn !== null || account === null) return roleArn;
  return `arn:${partitionOf(regions[0] ?? '')}:iam::${account}:role/${roleName}`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}
