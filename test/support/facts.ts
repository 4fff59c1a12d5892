import { buildWorld, type World } from '../../src/evaluator/world.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { aPolicy, aResource, aSnapshot, type ResourceInput, testNow } from './world.ts';

export const here = { account: '111122223333', region: 'eu-central-1' };

/** A resource for tests of facts; what is unread is not there either. */
export interface Given extends ResourceInput {
  kind: string;
  defaulted?: string[];
}

function resource({ kind, defaulted = [], ...input }: Given): Resource {
  const built = aResource(kind, input);
  const hidden = ([member]: [string, unknown]) => !(member in built.unread);
  return {
    ...built,
    defaulted,
    attributes: Object.fromEntries(Object.entries(built.attributes).filter(hidden)),
    observed: Object.fromEntries(Object.entries(built.observed).filter(hidden)),
  };
}

/** A world of these resources, in which every listing is complete but those of `denied`. */
export function aWorld(given: Given[], denied: string[] = []): World {
  return buildWorld(aSnapshot(given.map(resource), denied), aPolicy(), Date.parse(testNow));
}
