import { defineWriter, one } from './define-writer.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateClusterSettings.html */
export const writeEcsCluster = defineWriter({
  levers: [
    {
      attributes: ['containerInsights'],
      write: ({ resource, to }) =>
        one(
          'ecs',
          'UpdateClusterSettings',
          { cluster: resource.key, settings: [{ name: 'containerInsights', value: to.containerInsights ?? null }] },
          'Container Insights is billed by the metric.',
        ),
    },
  ],
  fixed: 'A cluster is known by its name.',
  notCreated: 'The snapshot does not hold what ran in a cluster.',
  notRemoved: 'Deleting a cluster would need its services to be gone.',
});
