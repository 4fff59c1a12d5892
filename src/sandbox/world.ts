import type { Account } from './account.ts';
import type { Context, Declared, Service } from './service.ts';

/** The declared accounts, indexed by service, account and region when first asked for. */
export type World = {
  /** The account that an access key belongs to: the one whose id it holds, else the first. */
  accountOf(accessKeyId: string): string;
  contextOf<State>(service: Service<State>, account: string, region: string): Context<State>;
};

/** Makes a world of declared accounts. */
export function createWorld(accounts: readonly Account[]): World {
  const byId = new Map(accounts.map((account) => [account.account, account]));
  const contexts = new Map<string, Context<unknown>>();
  const first = accounts[0]?.account ?? '000000000000';

  function contextOf<State>(service: Service<State>, account: string, region: string): Context<State> {
    const key = `${service.prefix} ${account} ${region}`;
    const known = contexts.get(key);
    if (known) return known as Context<State>;
    const place = {
      account,
      region,
      now: byId.get(account)?.now ?? null,
      peer: <Other>(other: Service<Other>): Other => contextOf(other, account, region).state,
    };
    const context: Context<State> = { ...place, state: service.index(declaredIn(account, region), place) };
    contexts.set(key, context);
    return context;
  }

  const declaredIn = (account: string, region: string): Declared => {
    const declared = byId.get(account);
    return {
      region: declared?.regions[region] ?? {},
      budgets: declared?.budgets ?? [],
      costExplorer: declared?.['cost-explorer'] ?? {},
    };
  };

  return {
    accountOf: (accessKeyId) => accounts.find(({ account }) => accessKeyId.includes(account))?.account ?? first,
    contextOf,
  };
}
