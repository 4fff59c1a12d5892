import { GetServiceSetting$, type GetServiceSettingRequest } from '@aws-sdk/client-ssm';
import { arnOf, createdLongAgo } from '../derive/identity.ts';
import { type Item, indexBy, text, withDefaults } from '../derive/item.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, failed, jsonCodes, operation, type Service } from '../service.ts';

/** Service settings of one account and region that somebody changed, by id. */
export type SsmState = { settings: Map<string, Item> };

/** What a setting is until somebody changes it. */
const defaults: Record<string, string> = {
  '/ssm/parameter-store/default-parameter-tier': 'Standard',
  '/ssm/parameter-store/high-throughput-enabled': 'false',
};

/** AWS Systems Manager: service settings alone. */
export const ssm: Service<SsmState> = {
  prefix: 'ssm',
  signingName: 'ssm',
  protocol: awsJson({ version: '1.1', target: 'AmazonSSM' }),
  errors: jsonCodes({ internal: 'InternalServerError' }),
  index: ({ region }) => ({
    settings: indexBy<Item>(region.ssm?.settings ?? [], (item) => text(item, 'SettingId')),
  }),
  operations: {
    GetServiceSetting: operation({ schema: GetServiceSetting$, required: ['SettingId'], handle: getSetting }),
  },
};

function getSetting(input: GetServiceSettingRequest, context: Context<SsmState>) {
  const id = input.SettingId ?? '';
  const declared = context.state.settings.get(id);
  if (!declared && !(id in defaults))
    throw failed('ServiceSettingNotFound', `The service setting ${id} was not found.`);
  return {
    ServiceSetting: withDefaults(declared ?? {}, {
      SettingId: id,
      SettingValue: defaults[id],
      LastModifiedDate: createdLongAgo,
      LastModifiedUser: 'System',
      ARN: arnOf('ssm', context, `servicesetting${id}`),
      Status: declared ? 'Customized' : 'Default',
    }),
  };
}
