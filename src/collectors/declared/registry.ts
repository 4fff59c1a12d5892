import type { Declaration } from './declaration.ts';
import { anomalyMonitorDeclaration } from './kinds/anomaly-monitor.ts';
import { anomalySubscriptionDeclaration } from './kinds/anomaly-subscription.ts';
import { budgetDeclaration } from './kinds/budget.ts';
import { scalableTargetDeclaration } from './kinds/scalable-target.ts';

/** Every declaration, in no order that matters. A test asserts that it equals the folder. */
export const declarations: readonly Declaration[] = [
  anomalyMonitorDeclaration,
  anomalySubscriptionDeclaration,
  budgetDeclaration,
  scalableTargetDeclaration,
];
