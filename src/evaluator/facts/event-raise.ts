import type { Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { isActionSpent, nextFireOf } from './action-timeline.ts';
import { eventOf, instantText, neededMinimum } from './event-asked.ts';
import type { LeverType } from './event-levers.ts';
import { actionsOf } from './joins.ts';

/** Why nothing raises what no schedule of Application Auto Scaling can; null for what has no minimum. */
const unscheduled: Record<Exclude<LeverType, 'target'>, string | null> = {
  service: 'nothing scales it',
  'table-units': 'nothing scales it',
  'collection-group': 'nobody has raised its minimum',
  'serverless-cache': 'nobody has raised its minimum',
  function: 'nothing provisions more',
  'on-demand': null,
  collections: null,
};

/** What raises the minimum too little, too late or not at all, in words. */
export function missingRaise(subject: Subject, context: Context): Fact {
  const { occurrence, lever } = eventOf(subject);
  if (!lever) return known(null);
  if (lever.type !== 'target') return known(unscheduled[lever.type]);
  if (!lever.target) return known(null);
  const { world } = context;
  const actions = actionsOf(world, lever, lever.target);
  const suspended = memberOf(lever.resource, 'suspendedScheduled');
  return derive([suspended, neededMinimum(subject, context)], (isSuspended, needed) => {
    const standing = Number(lever.resource.attributes.minCapacity);
    const raising = actions.filter((action) => minimumOf(action) > standing && !isActionSpent(action, world.now));
    if (isSuspended === true && raising.length > 0)
      return `scheduled scaling is suspended, so ${namesOf(raising)} will not run`;
    return raiseProblem(raising, Number(needed), occurrence.prewarmAt, occurrence.end, world.now);
  });
}

const minimumOf = ({ attributes }: Resource) =>
  typeof attributes.minCapacity === 'number' ? attributes.minCapacity : -1;

const namesOf = (actions: Resource[]) =>
  actions
    .map(({ attributes }) => String(attributes.actionName))
    .sort()
    .join(', ');

function raiseProblem(raising: Resource[], needed: number, by: number, end: number, now: number): string {
  const enough = raising.filter((action) => minimumOf(action) >= needed);
  const fires = enough
    .flatMap((action) => {
      const at = nextFireOf(action, now);
      return at !== null && at < end ? [{ action, at }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const [first] = fires;
  if (first && first.at > by)
    return `scheduled action ${first.action.attributes.actionName} raises it only at ${instantText(first.at)}`;
  if (first)
    return `${namesOf([first.action])} raises it at ${instantText(first.at)}, and it does not stay until the end`;
  const little = raising.filter((action) => {
    const at = nextFireOf(action, now);
    return at !== null && at < end;
  });
  const [most] = little.sort((a, b) => minimumOf(b) - minimumOf(a));
  if (most) return `scheduled action ${most.attributes.actionName} raises it to ${minimumOf(most)} only`;
  return 'no scheduled action raises it';
}
