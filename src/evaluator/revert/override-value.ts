import type { OverrideEntry } from '../../model/override.ts';
import type { Workload } from '../../model/policy.ts';
import type { Resource } from '../../model/snapshot.ts';
import type { Difference } from '../drift/differences.ts';
import { takenBack } from '../drift/restore.ts';
import { heldOf } from '../ledger/held.ts';
import { same } from '../writers/define-writer.ts';
import type { Attributes } from '../writers/writer.ts';

/** How an override stands in the attributes of its resource. */
export interface OverrideValue {
  /** The attribute that holds it. */
  attribute: string;
  /** The attributes that go back with it, from a state of the resource in which others may have gone back already. */
  back(so: Resource): Attributes;
}

/** Null where no attribute holds the value, or it cannot be told how it is spread over the parts of one. */
export function overrideValue(
  resource: Resource,
  { value, normal, now }: OverrideEntry,
  workload: Workload | null,
): OverrideValue | null {
  const held = heldOf(resource, null).find((one) => one.value === value);
  const attribute = held?.path[0];
  if (!held || attribute === undefined) return null;
  // A sum over several aliases does not tell how much each of them is to keep.
  if (value === 'provisionedConcurrency' && held.path.length === 1) return null;
  return {
    attribute,
    back(so) {
      const units = value === 'billingMode' && normal === 'PROVISIONED' ? declaredUnits(so, workload) : [];
      const whole = takenBack(resource, so, [{ path: [...held.path], before: normal, now }, ...units]);
      return Object.fromEntries(Object.entries(whole).filter(([name, one]) => !same(one, so.attributes[name])));
    },
  };
}

/** A table on demand has no units: those that the policy declares are what it is switched back with. */
function declaredUnits(table: Resource, workload: Workload | null): Difference[] {
  const provisioned = { ...table, attributes: { ...table.attributes, billingMode: 'PROVISIONED' } };
  return heldOf(provisioned, workload)
    .filter(({ value, declared, of }) => value !== 'billingMode' && declared !== null && of(provisioned) === 0)
    .map(({ path, declared }) => ({ path: [...path], before: declared, now: 0 }));
}
