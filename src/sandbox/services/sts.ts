import { GetCallerIdentity$ } from '@aws-sdk/client-sts';
import { hashId, partitionOf } from '../derive/identity.ts';
import { awsQuery } from '../protocol/query-xml.ts';
import { operation, queryCodes, type Service } from '../service.ts';

/** AWS Security Token Service. */
export const sts: Service<null> = {
  prefix: 'sts',
  signingName: 'sts',
  protocol: awsQuery({ version: '2011-06-15', xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' }),
  errors: queryCodes(),
  index: () => null,
  operations: {
    GetCallerIdentity: operation<null, object>({
      schema: GetCallerIdentity$,
      handle: (_input, { account, region }) => ({
        UserId: `AROA${hashId(account, 17).toUpperCase()}:audit`,
        Account: account,
        Arn: callerArn(account, region),
      }),
    }),
  },
};

/** Who every caller is. */
export function callerArn(account: string, region: string): string {
  return `arn:${partitionOf(region)}:sts::${account}:assumed-role/headroom-audit/audit`;
}
