import { z } from 'zod';

export const tags = z.record(z.string(), z.string());

/** AWS's own response members, checked against the service model when they are served; `tags` as a plain map. */
export const item = z.looseObject({
  tags: tags.optional().describe('Tags as a plain map; {} means tagged once, not now.'),
});
export const items = z.array(item).optional();
export const named = (shorthands: z.ZodRawShape) => z.array(item.extend(shorthands)).optional();
export const number = z.number().int().min(0).optional();
