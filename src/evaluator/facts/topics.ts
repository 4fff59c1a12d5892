import type { Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import { memberOf, type Place, type World } from '../world.ts';

/** Whether an action names an SNS topic of this account and region, the only ones whose subscriptions are read. */
export function isOwnTopic(action: string, place: Place): boolean {
  const [, , service, region, account, name, ...rest] = action.split(':');
  return service === 'sns' && region === place.region && account === place.account && !!name && rest.length === 0;
}

/** Why nobody hears what is sent to a topic, in words; null when somebody does. A topic that was asked about and is not there is gone. */
export function deafBecause(world: World, place: Place, topicArn: string): Fact {
  const name = topicArn.split(':').at(-1) ?? topicArn;
  const topic = world.find('sns-topic', place, topicArn);
  if (topic) return deafTopic(topic);
  const gaps = world.gaps('sns-topic', place);
  return gaps.length > 0 ? { known: false, because: gaps } : known(`topic ${name} does not exist`);
}

/** The same for a topic that was found. */
function deafTopic(topic: Resource): Fact {
  const counts = [memberOf(topic, 'subscriptionsConfirmed'), memberOf(topic, 'subscriptionsPending')];
  return derive(counts, (confirmed, pending) => {
    if (Number(confirmed) > 0) return null;
    const waiting = Number(pending) > 0 ? ` (${pending} wait for confirmation)` : '';
    return `topic ${topic.name} has no confirmed subscription${waiting}`;
  });
}

/** A topic that something outside regions tells: key hash and region; null where it is an address, or another account's. */
export interface TopicReference {
  topic: string | null;
  region: string | null;
}

/** Why nobody hears a topic that is told from outside its region; null when somebody does, or when it is none that is read. */
export function deafReference(world: World, account: string, { topic, region }: TopicReference): Fact {
  if (topic === null || region === null) return known(null);
  const place = { account, region };
  const isRead = world.snapshot.scopes.some((scope) => scope.account === account && scope.region === region);
  if (!isRead) return known(null);
  const [found] = world.joined('sns-topic', place, 'hash', (one) => [one.keyHash], topic);
  if (found) return deafTopic(found);
  const gaps = world.gaps('sns-topic', place);
  return gaps.length > 0 ? { known: false, because: gaps } : known('its topic does not exist');
}
