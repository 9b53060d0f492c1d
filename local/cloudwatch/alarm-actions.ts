import type { MetricAlarm, StateValue } from "@aws-sdk/client-cloudwatch";
import { PublishCommand } from "@aws-sdk/client-sns";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { AlarmNotification } from "./alarm-notification";

/** The actions that an alarm invokes when it enters a state. */
export function actionsFor(alarm: MetricAlarm, state: StateValue): readonly string[] {
  if (alarm.ActionsEnabled === false) return [];
  switch (state) {
    case "ALARM":
      return alarm.AlarmActions ?? [];
    case "OK":
      return alarm.OKActions ?? [];
    case "INSUFFICIENT_DATA":
      return alarm.InsufficientDataActions ?? [];
  }
}

/**
 * Invokes one action.
 *
 * @throws Error for anything but an SNS topic, and the error of the SNS API
 */
export async function invokeAction(
  sns: SNSClient,
  action: string,
  { subject, message }: AlarmNotification,
): Promise<void> {
  if (action.split(":")[2] !== "sns") {
    throw new Error("The embedded CloudWatch invokes only SNS topics; on AWS this action works.");
  }
  await sns.send(new PublishCommand({ TopicArn: action, Subject: subject, Message: message }));
}
