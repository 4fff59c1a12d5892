import { defineWriter, one } from './define-writer.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-throughput.html */
export const writeParameterStore = defineWriter({
  levers: [
    {
      attributes: ['highThroughput'],
      write: ({ to }) =>
        one(
          'ssm',
          'UpdateServiceSetting',
          { SettingId: '/ssm/parameter-store/high-throughput-enabled', SettingValue: String(to.highThroughput) },
          'Reads of parameters are billed while it is on.',
        ),
    },
  ],
  fixed: 'A region has its Parameter Store once.',
});
