import { eventbridgeRule } from '../../../resources/eventbridge-rule.ts';
import type { Collector } from '../collector.ts';
import { describeRule, mattersForCapacity } from '../describe/eventbridge-rule.ts';
import { readListing } from '../listing.ts';

const ruleApi = 'events:ListRules';
const targetApi = 'events:ListTargetsByRule';

/**
 * Rules of the default bus, where AWS services tell of themselves; targets are asked for of those that can hear of capacity or
 * run on a schedule, a call each. https://docs.aws.amazon.com/eventbridge/latest/APIReference/
 */
export const eventbridge: Collector = {
  name: 'eventbridge',
  scope: 'regional',
  reads: [
    { api: ruleApi, kinds: ['eventbridge-rule'] },
    { api: targetApi, kinds: [], after: ruleApi },
  ],
  async collect(context) {
    const { ListRulesCommand, ListTargetsByRuleCommand } = await import('@aws-sdk/client-eventbridge');
    const pages = context.pages(ruleApi, (token) => new ListRulesCommand({ Limit: 100, NextToken: token }), {
      next: (page) => page.NextToken,
      items: (page) => page.Rules,
    });
    for await (const page of pages) {
      await context.forEach(page.filter(mattersForCapacity), async (rule) => {
        const name = rule.Name ?? '';
        const targets = await readListing(
          context,
          targetApi,
          (token) => new ListTargetsByRuleCommand({ Rule: name, Limit: 100, NextToken: token }),
          {
            next: (answer) => answer.NextToken,
            items: (answer) => answer.Targets,
            missed: [`targets of ${name}`],
            gone: ['ResourceNotFoundException'],
          },
        );
        if (targets.unread?.gone) return;
        context.add(eventbridgeRule, { api: ruleApi, item: rule.Name }, () => describeRule(rule, targets));
      });
    }
  },
};
