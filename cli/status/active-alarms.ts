import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { alarmGuide, alarmIds, alarmName, runbookSection } from "../../model/alarms/alarm-guides";
import type { AlarmId } from "../../model/alarms/alarm-guides";
import type { Target } from "../target/target";

/** An alarm that is on. */
export interface ActiveAlarm {
  readonly alarm: AlarmId;
  readonly name: string;
  /** Since when, as ISO 8601. */
  readonly since?: string | undefined;
  /** CloudWatch's reason. */
  readonly reason: string;
  readonly firstCommand: string;
  /** Section of the runbook. */
  readonly readOn: string;
}

/** The alarms of a dataset that are on, in the order in which they are declared. */
export async function readActiveAlarms({
  clients,
  names,
  environment,
}: Target): Promise<ActiveAlarm[]> {
  const { MetricAlarms: alarms = [] } = await clients.cloudwatch.send(
    new DescribeAlarmsCommand({
      AlarmNames: alarmIds.map((id) => alarmName(names, id)),
      AlarmTypes: ["MetricAlarm"],
      MaxRecords: 100,
    }),
  );
  const subject = { environment: environment.name, region: environment.region, names };
  return alarmIds.flatMap((alarm) => {
    const name = alarmName(names, alarm);
    const found = alarms.find(({ AlarmName }) => AlarmName === name);
    if (found?.StateValue !== "ALARM") return [];
    return [
      {
        alarm,
        name,
        since: found.StateUpdatedTimestamp?.toISOString(),
        reason: found.StateReason ?? "",
        firstCommand: alarmGuide(alarm, subject).firstCommand,
        readOn: runbookSection(alarm),
      },
    ];
  });
}
