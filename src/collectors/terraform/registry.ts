import type { TerraformType } from './translation.ts';
import { appautoscalingTarget } from './types/appautoscaling-target.ts';
import { budgetsBudget } from './types/budgets-budget.ts';
import { ceAnomalyMonitor } from './types/ce-anomaly-monitor.ts';
import { ceAnomalySubscription } from './types/ce-anomaly-subscription.ts';

/** Every resource type that is understood, in no order that matters. A test asserts that it equals the folder. */
export const terraformTypes: readonly TerraformType[] = [
  appautoscalingTarget,
  budgetsBudget,
  ceAnomalyMonitor,
  ceAnomalySubscription,
];
