import { subnet } from '../../../resources/subnet.ts';
import type { Collector } from '../collector.ts';
import { describeSubnet } from '../describe/ecs-supply.ts';
import { listIn } from '../listing.ts';
import { batches } from '../pool.ts';

const api = 'ec2:DescribeSubnets';

/** Subnets that ECS services name. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export const ec2: Collector = {
  name: 'ec2',
  scope: 'regional',
  follows: ['ecs'],
  reads: [{ api, kinds: ['subnet'], after: 'ecs:DescribeServices' }],
  async collect(context) {
    const ids = [...new Set(context.found('ecs-service').flatMap(({ attributes }) => attributes.subnets as string[]))];
    if (ids.length === 0) return;
    const { DescribeSubnetsCommand } = await import('@aws-sdk/client-ec2');
    // A filter leaves out what was deleted, where a list of ids would fail; it takes 200 values.
    await context.forEach(batches(ids.sort(), 200), async (asked) => {
      const filter = { Name: 'subnet-id', Values: asked };
      const pages = context.pages(
        api,
        (NextToken) => new DescribeSubnetsCommand({ Filters: [filter], MaxResults: 1000, NextToken }),
        { next: (page) => page.NextToken, items: (page) => listIn(page, page.Subnets), missed: asked },
      );
      for await (const page of pages) {
        for (const one of page) context.add(subnet, { api, item: one.SubnetId }, () => describeSubnet(one));
      }
    });
  },
};
