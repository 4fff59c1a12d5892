import { ssmParameterStore } from '../../../resources/ssm-parameter-store.ts';
import type { Collector } from '../collector.ts';

const api = 'ssm:GetServiceSetting';
const settingId = '/ssm/parameter-store/high-throughput-enabled';

/** How fast Parameter Store may be read, where ECS services read secrets from it. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-throughput.html */
export const ssm: Collector = {
  name: 'ssm',
  scope: 'regional',
  follows: ['ecs'],
  reads: [{ api, kinds: ['ssm-parameter-store'], after: 'ecs:DescribeTaskDefinition' }],
  async collect(context) {
    const readers = context
      .found('ecs-service')
      .filter(({ attributes }) => Number(attributes.parameterStoreSecrets) > 0);
    if (readers.length === 0) return;
    const { GetServiceSettingCommand } = await import('@aws-sdk/client-ssm');
    const answer = await context.call(api, new GetServiceSettingCommand({ SettingId: settingId }), {
      missed: ['Parameter Store settings'],
      holds: (output) => /^(true|false)$/.test(output.ServiceSetting?.SettingValue ?? '') || undefined,
    });
    if (!answer.ok) return;
    const { ARN, SettingValue } = answer.value.ServiceSetting ?? {};
    context.add(ssmParameterStore, { api, item: 'Parameter Store settings' }, () => ({
      id: ARN,
      attributes: { highThroughput: SettingValue === 'true' },
      observed: {},
    }));
  },
};
