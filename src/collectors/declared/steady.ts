const steadyMark = Symbol('reached once the change is applied');

/** What a resource comes to by itself once it is made; one that exists keeps what the live account says of it. */
export interface Steady {
  [steadyMark]: true;
  value: unknown;
}

/** Such as the status available: a source sets none, and yet no resource is left in another by applying it. */
export function steady(value: unknown): Steady {
  return { [steadyMark]: true, value };
}

export function isSteady(value: unknown): value is Steady {
  return typeof value === 'object' && value !== null && steadyMark in value;
}
