import type { Json } from '../../model/snapshot.ts';
import { derive, type Fact, known, unknown } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { evaluateFormula } from './db-formula.ts';
import { memoryOfAcu, memoryOfClass } from './db-memory.ts';
import { resourceOf } from './joins.ts';
import { functionsIn, isCluster, ofWriter, vpcOf } from './rds-members.ts';

/** Aurora PostgreSQL does not give small Serverless v2 clusters more. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html */
const smallServerless = { minimumAcu: 0.5, connections: 2000 };

/** Memory of the instance that takes writes; a serverless one is counted at its maximum, as AWS does for this parameter. */
function memory(subject: Subject, world: World): Fact {
  const instanceClass = ofWriter(subject, world, 'instanceClass');
  const maximum = isCluster(subject) ? memberOf(resourceOf(subject), 'serverlessMaxAcu') : known(null);
  return derive([instanceClass, maximum], (name, units) => {
    if (name === 'db.serverless') return typeof units === 'number' ? memoryOfAcu(units) : null;
    return typeof name === 'string' ? memoryOfClass(name) : null;
  });
}

/**
 * Most connections that the database takes. Null for engines that name their limit otherwise; what is not understood is
 * unknown.
 */
export function maxConnections(subject: Subject, world: World): Fact {
  const engine = memberOf(resourceOf(subject), 'engine');
  if (engine.known && !/^(aurora|mysql|mariadb|postgres)/.test(String(engine.value))) return known(null);
  const least = isCluster(subject) ? memberOf(resourceOf(subject), 'serverlessMinAcu') : known(null);
  const setting = ofWriter(subject, world, 'maxConnectionsSetting');
  const limit = derive(
    [engine, setting, memory(subject, world), least, ofWriter(subject, world, 'instanceClass')],
    (name, formula, bytes, minimum, instanceClass) => {
      const variables: Record<string, number> = typeof bytes === 'number' ? { DBInstanceClassMemory: bytes } : {};
      const value = typeof formula === 'string' ? evaluateFormula(formula, variables) : null;
      if (value === null) return null;
      const small = instanceClass === 'db.serverless' && Number(minimum) <= smallServerless.minimumAcu;
      const capped = small && name === 'aurora-postgresql' ? Math.min(value, smallServerless.connections) : value;
      return Math.floor(capped);
    },
  );
  if (!limit.known) return limit;
  return limit.value === null ? unknown('maxConnections', 'not-recorded') : { ...limit, class: 'inferred' };
}

/**
 * Connections that the functions of the VPC may hold at once: what is reserved for each, and for those without a
 * reservation together the pool that they share.
 */
function connectionDemand(subject: Subject, world: World, each: number): Fact {
  const { functions, gaps } = functionsIn(world, subject, vpcOf(subject, world));
  if (gaps.length > 0) return { known: false, because: gaps };
  const reserved = functions.map((one) => memberOf(one, 'reservedConcurrency'));
  const pool = reserved.some((one) => one.known && one.value === null) ? unreservedPool(subject, world) : known(0);
  return derive([pool, ...reserved], (shared, ...own) => {
    const sum = own.reduce((total: number, value: Json) => total + (typeof value === 'number' ? value : 0), 0);
    return (sum + Number(shared)) * each;
  });
}

function unreservedPool(subject: Subject, world: World): Fact {
  const [account] = world.at('lambda-account', subject);
  if (account) return memberOf(account, 'unreservedConcurrentExecutions');
  const gaps = world.gaps('lambda-account', subject);
  return gaps.length > 0 ? { known: false, because: gaps } : unknown('unreservedConcurrentExecutions', 'not-recorded');
}

export const connectionFacts: Record<string, FactDefinition> = {
  maxConnections: {
    type: 'number',
    nullable: true,
    description:
      'Most connections that the database takes by its parameter max_connections, an estimate where that is a formula of the memory; null for engines without it.',
    compute: (subject, { world }) => maxConnections(subject, world),
  },
  connectionDemand: {
    type: 'number',
    nullable: false,
    description:
      'Connections that the functions in its VPC may hold at once, connectionsPerExecution each: reserved concurrency, and the shared pool for those without.',
    parameters: ['connectionsPerExecution'],
    compute: (subject, { world, param }) => connectionDemand(subject, world, Number(param('connectionsPerExecution'))),
  },
};
