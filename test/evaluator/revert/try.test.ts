import { test } from 'vitest';
import { planRevert } from '../../../src/evaluator/revert/plan.ts';
import { buildWorld } from '../../../src/evaluator/world.ts';
import { renderRevertScript } from '../../../src/reporters/revert-script.ts';
import { aPolicy, aResource, aSnapshot, testNow } from '../../support/world.ts';
import { aLedger, anOverride, aDrift, aChange } from '../../support/revert.ts';
import { writeFileSync } from 'node:fs';
test('x', () => {
  const service = aResource('ecs-service', { attributes: { desiredCount: 100 }, observed: { runningCount: 100 } });
  const target = aResource('scalable-target', { attributes: { minCapacity: 100, maxCapacity: 400, suspendedDynamicScaleOut: true } });
  const policy = aResource('scaling-policy', {});
  const table = aResource('dynamodb-table', { observed: { decreasesToday: 5 } });
  const world = buildWorld(aSnapshot([service, target, policy, table]), aPolicy(), Date.parse(testNow));
  const plan = planRevert({ world, drift: aDrift([aChange(target, { attribute: 'suspendedDynamicScaleOut', before: false, now: true })]), ledger: aLedger([anOverride(target, 'minCapacity', 10), anOverride(target, 'maxCapacity', 40), anOverride(table, 'read', 100)]), tool: 'headroom test' });
  writeFileSync('/tmp/x.sh', [...renderRevertScript(plan)].join(''));
});
