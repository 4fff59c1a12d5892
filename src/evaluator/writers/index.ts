import { writeScalableTarget } from './scalable-target.ts';
import { writeScalingPolicy } from './scaling-policy.ts';
import { writeScheduledAction } from './scheduled-action.ts';
import type { Writer } from './writer.ts';

/** The kinds whose configuration a command can write. For others no undo is proposed, and the reports say so. */
export const writers: Readonly<Record<string, Writer>> = {
  'scalable-target': writeScalableTarget,
  'scaling-policy': writeScalingPolicy,
  'scheduled-action': writeScheduledAction,
};
