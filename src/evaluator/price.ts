import type { Resource } from '../model/snapshot.ts';
import type { Fact } from './fact.ts';
import { memberOf, type World } from './world.ts';

/** What one unit costs a day, and how that is counted; or why nobody knows. */
export type Rate = { usdPerDay: number; words: string } | { unknown: string };

const hours = 24;

/** The price of an item in a region: the policy's own, else that of the list; null where neither has one. */
export function priceOf(world: World, item: string, region: string): { usdPerHour: number; from: string } | null {
  const own = world.policy.prices.find((one) => one.item === item && one.region === region);
  if (own) return { usdPerHour: own.usdPerHour, from: 'by the policy' };
  const listed = world.prices?.prices.find((one) => one.item === item && one.region === region);
  return listed ? { usdPerHour: listed.usdPerHour, from: `list price of ${world.prices?.asOf}` } : null;
}

/** Amounts of several items that one unit is made of. */
type Part = [amount: number, unit: string, item: string];

/** One unit made of parts: unknown as soon as one of them has no price. */
function rateOf(world: World, region: string, parts: Part[]): Rate {
  const priced = parts.map(([amount, unit, item]) => ({ amount, unit, item, price: priceOf(world, item, region) }));
  const missing = priced.find(({ price }) => price === null);
  if (missing) return { unknown: `no price of ${missing.item} in ${region} is known` };
  const terms = priced.map(({ amount, unit, price }) => ({ amount, unit, usd: price?.usdPerHour ?? 0 }));
  const from = [...new Set(priced.map(({ price }) => price?.from))].join(', ');
  const sum = terms.map(
    ({ amount, unit, usd }) =>
      `${amount === 1 && terms.length === 1 ? '' : `${round(amount, 4)} `}${unit} at $${plain(usd)}`,
  );
  return {
    usdPerDay: terms.reduce((total, { amount, usd }) => total + amount * usd, 0) * hours,
    words: `${sum.join(' and ')} an hour, 24 hours, ${from}`,
  };
}

/** Why a member that the price rests on is not known, in words. */
function unreadWords(facts: Record<string, Fact>): string | null {
  const [name, fact] = Object.entries(facts).find(([, one]) => !one.known) ?? [];
  if (!fact || fact.known) return null;
  const [because] = fact.because;
  return `${name} is not known (${because?.reason ?? 'not-recorded'})`;
}

function members(resource: Resource, names: string[]): Record<string, Fact> {
  return Object.fromEntries(names.map((name) => [name, memberOf(resource, name)]));
}

const told = (fact: Fact | undefined) => (fact?.known ? fact.value : null);

/** One task of a service on Fargate. https://aws.amazon.com/fargate/pricing/ */
export function taskRate(world: World, service: Resource): Rate {
  const facts = members(service, ['launchType', 'capacityProviders', 'taskCpuUnits', 'taskMemoryMib', 'taskPlatform']);
  const unread = unreadWords(facts);
  if (unread) return { unknown: unread };
  const providers = (told(facts.capacityProviders) as { name: string }[]).map(({ name }) => name);
  const place = told(facts.launchType);
  if (providers.includes('FARGATE_SPOT')) return { unknown: 'tasks run on Fargate Spot, whose price moves' };
  const onFargate = place === 'FARGATE' || (providers.length > 0 && providers.every((name) => name === 'FARGATE'));
  if (!onFargate) {
    const where =
      providers.length > 0
        ? `the capacity provider ${providers.join(', ')}`
        : String(place ?? 'the default of the cluster');
    return { unknown: `tasks run on ${where}, whose price is not that of Fargate` };
  }
  const [cpu, memory] = [told(facts.taskCpuUnits), told(facts.taskMemoryMib)];
  if (typeof cpu !== 'number' || typeof memory !== 'number') return { unknown: 'the size of a task is not known' };
  const [system, processor] = String(told(facts.taskPlatform)).split('/');
  if (system !== 'LINUX') return { unknown: `no price of Fargate on ${system} is known` };
  const family = processor === 'ARM64' ? 'arm' : 'x86';
  return rateOf(world, service.region, [
    [cpu / 1024, 'vCPU', `fargate-${family}-vcpu`],
    [memory / 1024, 'GB', `fargate-${family}-gb`],
  ]);
}

/** One provisioned unit of a table or index. https://aws.amazon.com/dynamodb/pricing/provisioned/ */
export function tableUnitRate(world: World, table: Resource, side: 'read' | 'write'): Rate {
  const facts = members(table, ['tableClass']);
  const unread = unreadWords(facts);
  if (unread) return { unknown: unread };
  const infrequent = told(facts.tableClass) === 'STANDARD' ? '' : 'infrequent-';
  return rateOf(world, table.region, [[1, `${side} unit`, `dynamodb-${infrequent}${side}-unit`]]);
}

/** One node of a cache; the engine of a replication group may be known of its members alone. */
export function cacheNodeRate(world: World, group: Resource): Rate {
  const facts = members(group, ['engine', 'nodeType', 'memberClusterIds']);
  const unread = unreadWords(facts);
  if (unread) return { unknown: unread };
  const [first] = told(facts.memberClusterIds) as string[];
  const member = first === undefined ? undefined : world.find('elasticache-cluster', group, first);
  const engine = told(facts.engine) ?? member?.attributes.engine ?? null;
  const type = told(facts.nodeType);
  if (engine === null || type === null) return { unknown: 'engine or node type is not known' };
  return rateOf(world, group.region, [[1, String(type), `elasticache-${engine}/${type}`]]);
}

/** One GB of storage, or one ECPU a second, that a serverless cache is billed at least. */
export function serverlessCacheRate(world: World, cache: Resource, unit: 'gb' | 'ecpu'): Rate {
  const facts = members(cache, ['engine']);
  const unread = unreadWords(facts);
  if (unread) return { unknown: unread };
  const name = unit === 'gb' ? 'GB' : 'ECPU a second';
  return rateOf(world, cache.region, [[1, name, `elasticache-serverless-${told(facts.engine)}-${unit}`]]);
}

/** One execution environment that is kept warm. https://aws.amazon.com/lambda/pricing/ */
export function provisionedConcurrencyRate(world: World, one: Resource): Rate {
  const facts = members(one, ['memoryMb', 'architecture']);
  const unread = unreadWords(facts);
  if (unread) return { unknown: unread };
  const family = told(facts.architecture) === 'arm64' ? 'arm' : 'x86';
  return rateOf(world, one.region, [[Number(told(facts.memoryMb)) / 1024, 'GB', `lambda-provisioned-${family}-gb`]]);
}

/** One OCU of OpenSearch Serverless. */
export function ocuRate(world: World, region: string): Rate {
  return rateOf(world, region, [[1, 'OCU', 'opensearch-ocu']]);
}

/** One ACU of Aurora Serverless v2. AWS tells no storage type of clusters that never chose one: Standard. */
export function acuRate(world: World, cluster: Resource): Rate {
  const facts = members(cluster, ['storageType']);
  const unread = unreadWords(facts);
  if (unread) return { unknown: unread };
  const storage = told(facts.storageType) === 'aurora-iopt1' ? 'io-optimized' : 'standard';
  return rateOf(world, cluster.region, [[1, 'ACU', `aurora-acu-${storage}`]]);
}

/** One model unit that is paid by the hour; a commitment has a price of its own. */
export function modelUnitRate(world: World, throughput: Resource): Rate {
  const facts = members(throughput, ['commitmentDuration', 'foundationModelArn']);
  const unread = unreadWords(facts);
  if (unread) return { unknown: unread };
  if (told(facts.commitmentDuration) !== null) return { unknown: 'the price of a commitment is not known' };
  const model = String(told(facts.foundationModelArn)).split('/').at(-1) ?? '';
  const whole = model.replace(/:\d+k$/, '');
  const named = [model, whole].find((id) => priceOf(world, `bedrock-model-unit/${id}`, throughput.region) !== null);
  return rateOf(world, throughput.region, [[1, 'model unit', `bedrock-model-unit/${named ?? whole}`]]);
}

/** Whole cents: what is finer is noise of the arithmetic. */
export const cents = (usd: number): number => round(usd, 2);

function round(value: number, digits: number): number {
  return Math.round((value + Number.EPSILON) * 10 ** digits) / 10 ** digits;
}

/** A price as it is listed: never in powers of ten. */
function plain(usd: number): string {
  return usd.toFixed(10).replace(/\.?0+$/, '');
}
