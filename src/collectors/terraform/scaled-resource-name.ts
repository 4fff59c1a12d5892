import { symbolFor } from '../../model/symbolic-name.ts';
import { type Declared, isUnresolved, joinTexts, unresolved } from '../declared/value.ts';
import type { Reference } from './references.ts';

type Part = string | { of: string };

/**
 * How `resource_id` of Application Auto Scaling is put together, by namespace. A plan tells what an expression refers to, and not the
 * text between; these are the only texts that AWS accepts.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
const forms: Record<string, Part[]> = {
  ecs: ['service/', { of: 'aws_ecs_cluster' }, '/', { of: 'aws_ecs_service' }],
  dynamodb: ['table/', { of: 'aws_dynamodb_table' }],
  elasticache: ['replication-group/', { of: 'aws_elasticache_replication_group' }],
  rds: ['cluster:', { of: 'aws_rds_cluster' }],
};

/**
 * The resource id that references give, with symbols for names that are not known.
 * @param nameOf name of a referenced resource, perhaps unresolved
 */
export function scaledResourceName(
  namespace: Declared | undefined,
  references: readonly Reference[],
  nameOf: (reference: Reference) => Declared | undefined,
): Declared | undefined {
  const form = typeof namespace === 'string' ? forms[namespace] : undefined;
  if (!form) return undefined;
  const parts = form.map((part): Declared | undefined => {
    if (typeof part === 'string') return part;
    const found = references.find(({ address }) => resourceType(address) === part.of);
    if (!found) return undefined;
    const name = nameOf(found);
    return name === undefined || (isUnresolved(name) && name.symbol === null)
      ? unresolved([found.address], symbolFor(found.address))
      : name;
  });
  return parts.some((part) => part === undefined) ? undefined : joinTexts(parts as Declared[]);
}

const resourceType = (address: string) => /(?:^|\.)([a-z0-9]+_[a-z0-9_]+)\.[^.]+$/.exec(address)?.[1];
