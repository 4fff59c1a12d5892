import {
  ListRules$,
  type ListRulesRequest,
  ListTargetsByRule$,
  type ListTargetsByRuleRequest,
} from '@aws-sdk/client-eventbridge';
import { arnOf } from '../derive/identity.ts';
import { type Item, indexBy, parts, text, withDefaults, without } from '../derive/item.ts';
import { addTagged, type Tagged } from '../derive/tags.ts';
import { takePage } from '../paging.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, failed, jsonCodes, operation, type Service } from '../service.ts';

/** Rules by bus and name. */
export type EventsState = { rules: Map<string, Item> };

type Events = Context<EventsState>;
const token = { input: 'NextToken', output: 'NextToken' };
const limits = { default: 100, max: 100 };

/** A bus is named by its name or its ARN. */
const busName = (bus: string | undefined) => bus?.split('/').at(-1) || 'default';
const busOf = (rule: Item) => busName(text(rule, 'EventBusName'));

/** Amazon EventBridge. */
export const events: Service<EventsState> = {
  prefix: 'events',
  signingName: 'events',
  protocol: awsJson({ version: '1.1', target: 'AWSEvents' }),
  errors: jsonCodes({ internal: 'InternalException' }),
  index: ({ region: { eventbridge: declared } }) => ({
    rules: indexBy<Item>(declared?.rules ?? [], (rule) => `${busOf(rule)}/${text(rule, 'Name')}`),
  }),
  operations: {
    ListRules: operation({ schema: ListRules$, token, handle: listRules }),
    ListTargetsByRule: operation({ schema: ListTargetsByRule$, token, required: ['Rule'], handle: listTargets }),
  },
  tagged: (context) => {
    const list: Tagged[] = [];
    for (const rule of context.state.rules.values()) addTagged(list, ruleArn(rule, context), rule);
    return list;
  },
};

function listRules(input: ListRulesRequest, context: Events) {
  const { NamePrefix: prefix = '', EventBusName: bus } = input;
  const listed = [...context.state.rules.values()].filter(
    (rule) => busOf(rule) === busName(bus) && text(rule, 'Name').startsWith(prefix),
  );
  const page = cut(`ListRules ${busName(bus)} ${prefix}`, listed, input);
  const complete = (rule: Item) =>
    withDefaults(without(rule, 'targets', 'tags'), {
      Arn: ruleArn(rule, context),
      State: 'ENABLED',
      EventBusName: busOf(rule),
    });
  return { Rules: page.items.map(complete), NextToken: page.token };
}

function listTargets(input: ListTargetsByRuleRequest, { state }: Events) {
  const key = `${busName(input.EventBusName)}/${input.Rule}`;
  const rule = state.rules.get(key);
  if (!rule)
    throw failed(
      'ResourceNotFoundException',
      `Rule ${input.Rule} does not exist on EventBus ${busName(input.EventBusName)}.`,
    );
  const page = cut(`ListTargetsByRule ${key}`, parts(rule, 'targets'), input);
  return {
    Targets: page.items.map((target, index) => withDefaults(target, { Id: `target-${index}` })),
    NextToken: page.token,
  };
}

function ruleArn(rule: Item, context: Events): string {
  const bus = busOf(rule);
  const path = bus === 'default' ? text(rule, 'Name') : `${bus}/${text(rule, 'Name')}`;
  return arnOf('events', context, `rule/${path}`);
}

function cut<T>(scope: string, items: readonly T[], input: { NextToken?: string; Limit?: number }) {
  return takePage(items, { token: input.NextToken, size: input.Limit, limits, scope });
}
