import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { alarmDescription, alarmIds, alarmName } from "../../model/alarms/alarm-guides";
import type { StorageFormat } from "../../model/dataset/storage-format";
import type { MonitoringSettings } from "../../model/environment/settings/monitoring-settings";
import type { DatasetNames } from "../../model/naming/names";
import { resolveMonitoring } from "../../model/environment/resolve-environment";
import type { DeliveryStream } from "../stream-delivery/delivery-stream";
import type { IEventStream } from "../streaming/event-stream";
import type { PublisherFunction } from "../streaming/publisher-function";
import { alarmConditions } from "./alarm-conditions";
import type { IAlarmTopic } from "./alarm-topic";

/** Properties of the alarms of a dataset. */
export interface DatasetAlarmsProps extends MonitoringSettings {
  readonly environmentName: string;
  readonly region: string;
  readonly names: DatasetNames;
  /** Format of the dataset's table. @default "parquet" */
  readonly storage?: StorageFormat | undefined;
  readonly stream: Pick<IEventStream, "streamName">;
  readonly publisher: Pick<PublisherFunction, "functionName">;
  readonly deliveryStream: Pick<DeliveryStream, "deliveryStreamName">;
  readonly topic: IAlarmTopic;
}

/**
 * Alarms for everything in the pipeline of a dataset that needs attention.
 *
 * @example
 * new lake.DatasetAlarms(stack, "orders_alarms", {
 *   environmentName: "prod",
 *   region: location.region,
 *   names: lake.datasetNames({ project: "shop", environment: "prod" }, "orders"),
 *   stream,
 *   publisher: { functionName: "shop-orders-publisher" },
 *   deliveryStream: { deliveryStreamName: "shop-orders" },
 *   topic: lake.AlarmTopic.fromTopicArn("arn:aws:sns:eu-west-1:111122223333:pager"),
 * });
 */
export class DatasetAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DatasetAlarmsProps) {
    super(scope, id);
    const { names, topic } = props;
    const subject = { environment: props.environmentName, region: props.region, names };
    const monitoring = resolveMonitoring(props);
    const conditions = alarmConditions(monitoring, {
      storage: props.storage,
      streamName: props.stream.streamName,
      deliveryStreamName: props.deliveryStream.deliveryStreamName,
      functionName: props.publisher.functionName,
    });
    const actions = [topic.arn, ...monitoring.alarmActionArns];
    for (const alarm of alarmIds) {
      new CloudwatchMetricAlarm(this, alarm, {
        ...conditions[alarm],
        alarmName: alarmName(names, alarm),
        alarmDescription: alarmDescription(alarm, subject),
        comparisonOperator: "GreaterThanThreshold",
        // An idle pipeline has no metrics, and is not broken.
        treatMissingData: "notBreaching",
        alarmActions: actions,
        okActions: actions,
        dependsOn: [...topic.ready],
      });
    }
  }
}
