import { createHash } from 'node:crypto';

/** A stable hexadecimal id: the same text gives the same id, in every run. */
export function hashId(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** A stable decimal id, as ECS uses for deployments and revisions. */
export function decimalId(text: string, length: number): string {
  const digits = BigInt(`0x${hashId(text, 32)}`).toString();
  return digits.slice(0, length).padEnd(length, '0');
}

/** A stable id in the form of a UUID. */
export function uuidOf(text: string): string {
  const hex = hashId(text, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The partition that a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

/** Where a resource lives. */
export type Place = { account: string; region: string };

/** An ARN in the partition of its region. */
export function arnOf(service: string, place: Place, resource: string): string {
  return `arn:${partitionOf(place.region)}:${service}:${place.region}:${place.account}:${resource}`;
}

/** When everything was created that does not say otherwise. */
export const createdLongAgo = '2025-01-01T00:00:00Z';
/** The same moment in milliseconds, as OpenSearch Serverless writes it. */
export const createdLongAgoMillis = Date.parse(createdLongAgo);
