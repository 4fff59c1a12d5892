import type { Json, Resource } from '../../model/snapshot.ts';
import { anyTrue, derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { alarmGaps, isMadeByAutoScaling } from './alarms.ts';
import { resourceOf } from './joins.ts';
import { deafBecause, isOwnTopic } from './topics.ts';

/** Names inside ALARM(…), OK(…) and INSUFFICIENT_DATA(…), whatever the state that is asked for. */
function namesIn(rule: Json | undefined): string[] {
  if (typeof rule !== 'string') return [];
  const parts = rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)/g);
  return [...parts].map(([, double, single, bare]) => nameOf(double ?? single ?? bare ?? ''));
}

/** Alarms are named by name or by ARN. */
const nameOf = (text: string) => (text.startsWith('arn:') ? (text.split(':alarm:')[1] ?? text) : text);

function usedBy(alarm: Resource): string[] {
  const { alarmRule, actionsSuppressor } = alarm.attributes;
  return [...namesIn(alarmRule), ...(typeof actionsSuppressor === 'string' ? [nameOf(actionsSuppressor)] : [])];
}

const rollbackNames = (service: Resource) => {
  const names = service.attributes.deploymentAlarms;
  return Array.isArray(names) ? names.map(String) : [];
};

/** What looks at the alarm's state instead of being called by it, in words; null when nothing is known to. */
function lookedAtBy(subject: Subject, world: World): Fact {
  const { name } = resourceOf(subject);
  if (isMadeByAutoScaling(name)) return known('Application Auto Scaling made it');
  const [parent] = world.joined('cloudwatch-alarm', subject, 'used', usedBy, name);
  if (parent) return known(`alarm ${parent.name} looks at it`);
  const [service] = world.joined('ecs-service', subject, 'rollback', rollbackNames, name);
  if (service) return known(`deployments of ${service.name} roll back on it`);
  const gaps = [...alarmGaps(world, subject), ...world.gaps('ecs-service', subject)];
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

const listed = (value: Json): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Why each topic of the alarm is deaf, null for one that somebody hears. */
function deafness(subject: Subject, world: World): Fact[] {
  const actions = memberOf(resourceOf(subject), 'alarmActions');
  if (!actions.known) return [actions];
  return listed(actions.value).map((action) => deafBecause(world, subject, action));
}

/** The first topic that can be mended: one that exists, or else one that is gone. */
function firstDeaf(subject: Subject, world: World, exists: boolean): string | null {
  const topics = listed(resourceOf(subject).attributes.alarmActions ?? []);
  const found = topics.filter((topic) => (world.find('sns-topic', subject, topic) !== undefined) === exists);
  return found[0] ?? null;
}

/** What can be asked of an alarm beside its own attributes. */
export const cloudwatchAlarmFacts: Record<string, FactDefinition> = {
  actsOnChange: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the alarm does anything when its state changes: actions are enabled and there is one.',
    compute: (subject) =>
      derive(
        ['actionsEnabled', 'alarmActions', 'otherActionCount'].map((name) => memberOf(resourceOf(subject), name)),
        (enabled, actions, others) => enabled === true && (listed(actions).length > 0 || Number(others) > 0),
      ),
  },
  silentBecause: {
    type: 'string',
    nullable: true,
    description: 'Why the alarm does nothing, in words; null when it does something.',
    compute: (subject) =>
      derive(
        ['actionsEnabled', 'alarmActions', 'otherActionCount'].map((name) => memberOf(resourceOf(subject), name)),
        (enabled, actions, others) => {
          if (listed(actions).length === 0 && Number(others) === 0) return 'it has no action';
          return enabled === true ? null : 'its actions are switched off';
        },
      ),
  },
  switchedOff: {
    type: 'string',
    nullable: true,
    description: 'Name of the alarm where it has actions that are switched off; else null.',
    compute: (subject) =>
      derive(
        ['actionsEnabled', 'alarmActions'].map((name) => memberOf(resourceOf(subject), name)),
        (enabled, actions) => (enabled === false && listed(actions).length > 0 ? subject.name : null),
      ),
  },
  lookedAtBy: {
    type: 'string',
    nullable: true,
    description:
      'What looks at the state of the alarm, so that it needs no action: a composite alarm, a deployment, Application Auto Scaling; else null.',
    compute: (subject, { world }) => lookedAtBy(subject, world),
  },
  madeByAutoScaling: {
    type: 'boolean',
    nullable: false,
    description: 'Whether Application Auto Scaling made the alarm for one of its policies.',
    compute: (subject) => known(isMadeByAutoScaling(subject.name)),
  },
  tellsOwnTopicsAlone: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the alarm acts, and all that it does is to tell SNS topics of its own account and region.',
    compute: (subject) =>
      derive(
        ['actionsEnabled', 'alarmActions'].map((name) => memberOf(resourceOf(subject), name)),
        (enabled, actions) =>
          enabled === true && listed(actions).length > 0 && listed(actions).every((one) => isOwnTopic(one, subject)),
      ),
  },
  somebodyHears: {
    type: 'boolean',
    nullable: false,
    description: 'Whether one of the topics that the alarm tells has a confirmed subscription.',
    compute: (subject, { world }) =>
      anyTrue(deafness(subject, world).map((reason) => derive([reason], (text) => text === null))),
  },
  deafBecause: {
    type: 'string',
    nullable: true,
    description: 'Why nobody hears the topics that the alarm tells, in words; null when there is none.',
    compute: (subject, { world }) =>
      derive(deafness(subject, world), (...texts) => texts.filter((text) => text !== null).join(', ') || null),
  },
  deafTopic: {
    type: 'string',
    nullable: true,
    description: 'ARN of the first topic that nobody hears and that exists; null when there is none.',
    compute: (subject, { world }) => known(firstDeaf(subject, world, true)),
  },
  missingTopic: {
    type: 'string',
    nullable: true,
    description: 'ARN of the first topic that does not exist; null when there is none.',
    compute: (subject, { world }) => known(firstDeaf(subject, world, false)),
  },
  missingTopicName: {
    type: 'string',
    nullable: true,
    description: 'Name of that topic; null when there is none.',
    compute: (subject, { world }) => known(firstDeaf(subject, world, false)?.split(':').at(-1) ?? null),
  },
};
