import { terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ce_anomaly_monitor */
export const ceAnomalyMonitor = terraformType(
  'aws_ce_anomaly_monitor',
  'AWS::CE::AnomalyMonitor',
  {
    MonitorArn: 'arn',
    MonitorName: 'name',
    MonitorType: 'monitor_type',
    MonitorDimension: 'monitor_dimension',
  },
  { name: 'arn', idIsName: true },
);
