import type { Rule } from '../model/rule.ts';

/** Names that a policy may mention; the caller knows them, so that a misspelt one is an error and not a silent no-op. */
export interface KnownNames {
  rules: readonly Rule[];
  /** Kinds that a match may name: those of resources, and the derived ones. */
  kinds: readonly string[];
  /** APIs that the collectors declare, such as ecs:DescribeServices. */
  apis: readonly string[];
}

/** What the checks of a policy or waiver file rest on. */
export interface PolicyContext extends KnownNames {
  /** Instant of the audit, in milliseconds since 1970: waivers reach at most 180 days beyond it. */
  now: number;
}

/** AWS regions, for "did you mean"; a region that is not listed is accepted when it is shaped like one. */
export const awsRegions: readonly string[] = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eusc-de-east-1',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-west-1',
  'us-west-2',
];
