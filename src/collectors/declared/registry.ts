import type { Declaration } from './declaration.ts';
import { scalableTargetDeclaration } from './kinds/scalable-target.ts';

/** Every declaration, in no order that matters. A test asserts that it equals the folder. */
export const declarations: readonly Declaration[] = [scalableTargetDeclaration];
