import { expect } from 'vitest';
import type { Call } from '../../../src/sandbox/sandbox.ts';
import type { Collected } from '../support.ts';

/** What was recorded: an output of the SDK as JSON holds it, times as text. */
export type Told<T> = T extends Date
  ? string
  : T extends readonly (infer U)[]
    ? Told<U>[]
    : T extends object
      ? { [K in keyof T]: Told<T[K]> }
      : T;

/** How a recorded answer is reached, and what the snapshot must then hold. */
export interface Reading<O = never> {
  /** Operation with its IAM prefix, as in the coverage. */
  api: string;
  /** Output of any operation; undefined leaves it to an empty account. */
  answer(call: Readonly<Call>, data: Told<O>): object | undefined;
  /** Error code that means: deleted since it was listed, so that nothing is missing. */
  gone?: string;
  /** Asserts what follows from the recording alone, for every resource in it. */
  check(collected: Collected, data: Told<O>): void;
}

/** Declares a reading, so that its recording has a type. */
export function reading<O>(declared: Reading<O>): Reading {
  return declared as unknown as Reading;
}

interface Expected {
  key: string;
  attributes?: object;
  observed?: object;
  tags?: Record<string, string>;
  id?: string;
}

/** The snapshot holds exactly these resources of a kind, with what is expected of each. */
export function expectResources({ of }: Collected, kind: string, expected: readonly Expected[]): void {
  const found = new Map(of(kind).map((resource) => [resource.key, resource]));
  expect([...found.keys()].sort()).toEqual(expected.map(({ key }) => key).sort());
  for (const one of expected) expect(found.get(one.key)).toMatchObject(one);
}

export const afterSlash = (arn: string | undefined): string => (arn ?? '').split('/').at(-1) ?? '';
export const isoText = (time: string | undefined): string | null =>
  time === undefined ? null : new Date(time).toISOString();
