import type { SameVerdictCase } from './same-verdict-case.ts';

/**
 * Text of a template in JSON.
 * @param afterApply property that is known only after apply, such as Orders.BillingMode
 */
export function writtenTemplate(resources: NonNullable<SameVerdictCase['template']>, afterApply?: string): string {
  const entries = Object.entries(resources).map(([id, { Type, Properties }]) => {
    const open = Object.keys(Properties).find((property) => afterApply === `${id}.${property}`);
    return [id, { Type, Properties: open ? { ...Properties, [open]: { 'Fn::ImportValue': 'chosen' } } : Properties }];
  });
  return JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: Object.fromEntries(entries) }, null, 1);
}
