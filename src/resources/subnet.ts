import { z } from 'zod';
import { defineKind } from './kind.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
export const subnetDefaults = { ipv6Native: false } as const;

export const subnet = defineKind({
  kind: 'subnet',
  title: 'Subnet in which ECS services run',
  attributes: z.strictObject({
    subnetId: z.string().describe('Id of the subnet.'),
    ipv6Native: z.boolean().describe('Whether the subnet has IPv6 addresses alone, which do not run out.'),
  }),
  observed: z.strictObject({
    freeAddresses: z.number().int().describe('IPv4 addresses that are free now; each task in awsvpc mode takes one.'),
  }),
  tags: 'not-read',
  global: false,
  comparison: null,
  keyFormat: 'subnet id',
  key: (one) => one.subnetId,
  name: (one) => one.subnetId,
  example: {
    id: 'arn:aws:ec2:eu-central-1:111122223333:subnet/subnet-0a1b2c3d4e5f60718',
    attributes: { subnetId: 'subnet-0a1b2c3d4e5f60718', ipv6Native: false },
    observed: { freeAddresses: 200 },
    defaulted: [],
  },
});
