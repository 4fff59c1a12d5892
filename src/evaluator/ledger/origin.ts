import type { OverrideEntry } from '../../model/override.ts';
import type { Workload } from '../../model/policy.ts';
import type { Json } from '../../model/snapshot.ts';
import { candidatesOf } from '../candidates.ts';
import { leverOf } from '../drift/lever.ts';
import type { Fact } from '../fact.ts';
import { eventBehind } from '../facts/event-ownership.ts';
import { subjectOf } from '../facts/joins.ts';
import { explainingTag } from '../facts/open-override.ts';
import { tagsAbout } from '../facts/override-tags.ts';
import { changesOf, trailReading } from '../facts/trail.ts';
import { reasonsOf } from '../words.ts';
import type { World } from '../world.ts';
import type { Deviation } from './age.ts';
import { trailOf } from './normal.ts';

export interface Explained {
  tag: string | null;
  tagged: boolean | null;
}

/** The tag that explains an override: of the resource, or of what it scales. */
export function tagOf({ resource }: Deviation, workload: Workload | null, world: World): Explained {
  const tag = explainingTag(subjectOf(resource), { world, workload, param: () => null });
  if (!tag.known) return { tag: null, tagged: null };
  return { tag: tag.value === null ? null : String(tag.value), tagged: tag.value !== null };
}

/** The event that an override was for, by its tag or by the time in which it began; null for none. */
export function eventOf(
  { resource, held }: Deviation,
  since: number | null,
  workload: Workload | null,
  world: World,
): string | null {
  const dimension = leverOf(resource, held.path)?.asked?.dimension ?? null;
  const asked = { workload, candidates: candidatesOf(resource, world), dimension };
  return eventBehind(world, asked, tagsAbout(subjectOf(resource), world), since)?.event.id ?? null;
}

const stackTag = 'aws:cloudformation:stack-name';
/** Tags by which teams say that Terraform or its like manages a resource: managed-by=terraform, terraform=true, …. */
const isCodeTag = ([key, value]: [string, Json]) =>
  /terraform|opentofu|pulumi/i.test(key)
    ? value !== 'false'
    : /^managed[-_ ]?by$/i.test(key) && /terraform|opentofu|tofu|pulumi|cdk/i.test(String(value));

/** Whether the next deployment sets it back: whether code has written the value before, or tags say that code manages it. */
export function clobberedBy({ resource, held }: Deviation, world: World): OverrideEntry['clobbered'] {
  const trail = trailOf(held, resource);
  const code = trail
    ? changesOf(world, resource, resource.kind, trail.key).find(
        ({ by, eventName, values }) =>
          by === 'code' && trail.eventNames.includes(eventName) && (values[held.value] ?? null) !== null,
      )
    : undefined;
  if (code) {
    const wrote = `${code.who} wrote ${JSON.stringify(code.values[held.value])} at ${new Date(code.at).toISOString().replace('.000Z', 'Z')}`;
    return { likely: true, why: `infrastructure code manages it: ${wrote}` };
  }
  const tags = tagsAbout(subjectOf(resource), world);
  const all = tags.flatMap((fact) => (fact.known ? Object.entries(fact.value as Record<string, Json>) : []));
  const managed = all.find(isCodeTag);
  if (managed) return { likely: true, why: `the tag ${managed[0]}=${managed[1]} says that code manages it` };
  const stack = all.find(([key]) => key === stackTag);
  if (stack) {
    return { likely: null, why: `stack ${stack[1]} writes it again only when its template changes this resource` };
  }
  const because = [
    ...(trail ? trailReading(world, resource, trail.eventNames).because : []),
    ...tags.flatMap((fact: Fact) => (fact.known ? [] : fact.because)),
  ].filter(({ reason }) => reason !== 'unsupported');
  if (because.length > 0) return { likely: null, why: `not all that would tell was read: ${reasonsOf(because)}` };
  return { likely: false, why: 'neither trail nor tags tell of infrastructure code that manages it' };
}
