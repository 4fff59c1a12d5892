import type { Resource } from '../../model/snapshot.ts';
import type { World } from '../world.ts';
import type { Raise } from './raises.ts';

/** What somebody wants raised, and until when. Instants are milliseconds since the epoch. */
export interface OverrideRequest {
  target: string;
  /** Narrows the target to these regions; empty: any. */
  regions: readonly string[];
  sizes: ReadonlyMap<string, number>;
  from: number | null;
  until: number | null;
  timezone: string;
  event: string | null;
  incident: string | null;
  owner: string | null;
  roleArn: string | null;
}

/** All that the parts of a plan need to know. */
export interface Planning {
  world: World;
  resource: Resource;
  raises: Raise[];
  event: string | null;
  /** Null: now. */
  from: number | null;
  until: number;
  timezone: string;
  label: string;
  tags: Record<string, string>;
  roleArn: string | null;
}

/** An instant as ISO 8601 in UTC, whole seconds. */
export const iso = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');
