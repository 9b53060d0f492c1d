import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { CloudwatchMetricAlarmConfig } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { MonitoringSettings } from "../../config/monitoring-settings";
import { monitoringDefaults } from "../../config/monitoring-settings";
import type { DatasetNames } from "../../config/names";
import type { DeliveryStream } from "../stream-delivery/delivery-stream";

/** Whose delivery is watched, and who is told. */
export interface DeliveryAlarmsProps extends MonitoringSettings {
  readonly names: DatasetNames;
  readonly deliveryStream: DeliveryStream;
}

type AlarmCondition = Pick<
  CloudwatchMetricAlarmConfig,
  "metricName" | "statistic" | "threshold" | "evaluationPeriods" | "alarmDescription"
>;

/** Tells of records that could not be converted and of delivery that falls behind. */
export class DeliveryAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DeliveryAlarmsProps) {
    super(scope, id);
    const { names } = props;
    const freshness =
      props.freshnessThresholdSeconds ?? monitoringDefaults.freshnessThresholdSeconds;
    const actions = [...(props.alarmActionArns ?? monitoringDefaults.alarmActionArns)];
    const alarms: Record<string, AlarmCondition> = {
      failed_conversions: {
        metricName: "FailedConversion.Records",
        statistic: "Sum",
        threshold: 0,
        evaluationPeriods: 1,
        alarmDescription: `Records do not match the schema of ${names.table}: they lie under ${names.errorFolder} in the lake bucket, each with its reason.`,
      },
      freshness: {
        metricName: "DeliveryToS3.DataFreshness",
        statistic: "Maximum",
        threshold: freshness,
        evaluationPeriods: 3,
        alarmDescription: `Records of ${names.table} wait for more than ${freshness} seconds: the log group ${names.deliveryLogGroup} says why.`,
      },
    };
    for (const [alarm, condition] of Object.entries(alarms)) {
      new CloudwatchMetricAlarm(this, alarm, {
        ...condition,
        alarmName: `${names.deliveryStream}-${alarm.replaceAll("_", "-")}`,
        namespace: "AWS/Firehose",
        dimensions: { DeliveryStreamName: props.deliveryStream.deliveryStreamName },
        comparisonOperator: "GreaterThanThreshold",
        period: 300,
        // No records, no metric: an idle pipeline is not a broken one.
        treatMissingData: "notBreaching",
        alarmActions: actions,
        okActions: actions,
      });
    }
  }
}
