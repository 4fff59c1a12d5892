import { symbolFor } from '../../../model/symbolic-name.ts';
import { anomalyMonitor } from '../../../resources/anomaly-monitor.ts';
import { declare } from '../declaration.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ce-anomalymonitor.html */
export const anomalyMonitorDeclaration = declare({
  kind: anomalyMonitor,
  type: 'AWS::CE::AnomalyMonitor',
  attributes: {
    // AWS hands it out; till then subscriptions of the same source refer to the element.
    monitorArn: (monitor, { address }) => monitor.name('MonitorArn') ?? symbolFor(address),
    monitorName: (monitor) => monitor.name('MonitorName'),
    monitorType: (monitor) => monitor.text('MonitorType'),
    dimension: (monitor) => monitor.text('MonitorDimension') ?? null,
  },
});
