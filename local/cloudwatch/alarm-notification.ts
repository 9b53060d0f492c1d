import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { AlarmEvaluation } from "./alarm-evaluation";

/** The message that an alarm sends to an SNS topic. */
export interface AlarmNotification {
  /** At most 100 characters, the limit of SNS. */
  readonly subject: string;
  readonly message: string;
}

/**
 * Renders a notification as CloudWatch does.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function renderNotification(
  alarm: MetricAlarm,
  { state, reason }: AlarmEvaluation,
  region: string,
  now: Date,
): AlarmNotification {
  return {
    subject: `${state}: "${alarm.AlarmName}" in ${region}`.slice(0, 100),
    message: JSON.stringify({
      AlarmName: alarm.AlarmName,
      AlarmDescription: alarm.AlarmDescription,
      AWSAccountId: alarm.AlarmArn?.split(":")[4],
      NewStateValue: state,
      NewStateReason: reason,
      StateChangeTime: now.toISOString(),
      Region: region,
      AlarmArn: alarm.AlarmArn,
      OldStateValue: alarm.StateValue,
      OKActions: alarm.OKActions,
      AlarmActions: alarm.AlarmActions,
      InsufficientDataActions: alarm.InsufficientDataActions,
      Trigger: {
        MetricName: alarm.MetricName,
        Namespace: alarm.Namespace,
        Statistic: alarm.Statistic,
        Dimensions: alarm.Dimensions,
        Metrics: alarm.Metrics,
        Period: alarm.Period,
        EvaluationPeriods: alarm.EvaluationPeriods,
        DatapointsToAlarm: alarm.DatapointsToAlarm,
        ComparisonOperator: alarm.ComparisonOperator,
        Threshold: alarm.Threshold,
        TreatMissingData: alarm.TreatMissingData,
      },
    }),
  };
}
