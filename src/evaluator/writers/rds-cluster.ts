import type { Json } from '../../model/snapshot.ts';
import { type Change, defineWriter, one } from './define-writer.ts';
import type { Plan } from './writer.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html */
export const serverlessInput = (clusterId: string, minimum: Json, maximum: Json): Record<string, Json> => ({
  DBClusterIdentifier: clusterId,
  ServerlessV2ScalingConfiguration: { MinCapacity: minimum, MaxCapacity: maximum },
  ApplyImmediately: true,
});

function serverless({ resource, to }: Change): Plan {
  const { serverlessMinAcu: minimum = null, serverlessMaxAcu: maximum = null } = to;
  if (minimum === null || maximum === null) {
    return { cannot: 'A scaling configuration has both bounds, and AWS has no call that takes it away.' };
  }
  return one(
    'rds',
    'ModifyDBCluster',
    serverlessInput(resource.key ?? '', minimum, maximum),
    'How high an instance starts again, and how much it caches, follows the minimum.',
    ...(minimum === 0 ? ['After how many seconds it pauses, the snapshot does not tell.'] : []),
  );
}

function dataApi({ resource, to }: Change): Plan {
  if (resource.attributes.engineMode === 'serverless') {
    const input = {
      DBClusterIdentifier: resource.key,
      EnableHttpEndpoint: to.dataApiEnabled ?? null,
      ApplyImmediately: true,
    };
    return one('rds', 'ModifyDBCluster', input);
  }
  const action = to.dataApiEnabled ? 'EnableHttpEndpoint' : 'DisableHttpEndpoint';
  return one('rds', action, { ResourceArn: resource.id });
}

export const writeRdsCluster = defineWriter({
  levers: [
    { attributes: ['serverlessMinAcu', 'serverlessMaxAcu'], write: serverless },
    { attributes: ['dataApiEnabled'], write: dataApi },
  ],
  follows: ['status', 'memberIds', 'writerId'],
  fixed: 'What a cluster was made with is not written.',
  notCreated: 'The snapshot does not hold network, credentials and data of a cluster.',
  notRemoved: 'Deleting a cluster would delete its data.',
});
