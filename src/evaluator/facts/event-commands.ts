import type { FactDefinition } from '../subject.ts';

/** Values that commands for an event take; each null where its command does not concern the capacity. */
export const eventCommandFacts: Record<string, FactDefinition> = {};
