import type { TerraformType } from './translation.ts';
import { appautoscalingTarget } from './types/appautoscaling-target.ts';

/** Every resource type that is understood, in no order that matters. A test asserts that it equals the folder. */
export const terraformTypes: readonly TerraformType[] = [appautoscalingTarget];
