import { defineWriter, one } from './define-writer.ts';

const states: Record<string, string> = { ENABLED: 'EnableRule', DISABLED: 'DisableRule' };

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
export const writeEventbridgeRule = defineWriter({
  levers: [
    {
      attributes: ['state'],
      write({ resource, to }) {
        const action = states[String(to.state)];
        if (!action) return { cannot: `enable-rule does not bring the state ${to.state}: put the rule with it.` };
        return one('events', action, { Name: resource.key });
      },
    },
  ],
  fixed:
    'put-rule and put-targets replace a rule, and the snapshot does not hold its pattern and the inputs of its targets.',
});
