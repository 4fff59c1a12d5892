import type { SameVerdictCase } from '../same-verdict-case.ts';
import { anomalyMonitorCase } from './anomaly-monitor.ts';
import { anomalySubscriptionCase } from './anomaly-subscription.ts';
import { budgetCase } from './budget.ts';
import { scalableTargetCase } from './scalable-target.ts';

/** One case a kind at least; the test asserts that every kind which is declared has one. */
export const sameVerdictCases: readonly SameVerdictCase[] = [
  anomalyMonitorCase,
  anomalySubscriptionCase,
  budgetCase,
  scalableTargetCase,
];
