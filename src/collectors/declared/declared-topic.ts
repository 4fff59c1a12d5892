import { unknownAccount } from '../../model/snapshot.ts';
import { topicReference } from '../topic-reference.ts';
import type { DeclaredPlace } from './element.ts';
import { AfterApplyError, type Properties } from './properties.ts';

/**
 * The SNS topic behind a subscriber, as the live account tells it.
 * @param path property that holds the address
 */
export function declaredTopic(type: string | undefined, subscriber: Properties, path: string, place: DeclaredPlace) {
  if (type !== 'SNS') return topicReference(type, undefined, place);
  const address = subscriber.text(path);
  // Whose topic it is cannot be told before it is known whose account this will be.
  if (place.account === unknownAccount) throw new AfterApplyError(path);
  return topicReference(type, address, place);
}
