import type { Json } from '../../model/snapshot.ts';
import { type Fact, known, numberOf } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { resourceOf } from './joins.ts';
import { type Change, changesOf, trailReading } from './trail.ts';

/** CloudTrail names the operation with the date of its API. */
const upload = 'UpdateFunctionCode20150331v2';

/**
 * The upload that put today's code there, if a person made it by hand; deployments are nobody's emergency. A trail that was
 * not read matters only to code that is small enough to be a stub.
 */
function byHand(subject: Subject, { world, param }: Context, ask: (change: Change) => Json): Fact {
  const [newest] = changesOf(world, subject, 'lambda-function', subject.key).filter(
    ({ eventName }) => eventName === upload,
  );
  if (newest) return known(newest.by === 'person' ? ask(newest) : null, 'trail');
  const { because } = trailReading(world, subject, [upload]);
  const size = numberOf(memberOf(resourceOf(subject), 'codeSizeBytes'));
  const isStub = size === null || size < Number(param('stubBytes'));
  return because.length > 0 && isStub ? { known: false, because } : known(null, 'inferred');
}

/** What can be asked of the code of a function. */
export const lambdaCodeFacts: Record<string, FactDefinition> = {
  codeUploadedBy: {
    type: 'string',
    nullable: true,
    description:
      'Person who uploaded the code that is there now, by the trail; null where a deployment did, or the trail does not say.',
    parameters: ['stubBytes'],
    compute: (subject, context) => byHand(subject, context, ({ who }) => who),
  },
  codeUploadedAt: {
    type: 'string',
    nullable: true,
    description: 'When that was (ISO 8601); null likewise.',
    parameters: ['stubBytes'],
    compute: (subject, context) => byHand(subject, context, ({ at }) => new Date(at).toISOString()),
  },
};
