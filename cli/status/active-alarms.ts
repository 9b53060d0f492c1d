import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { alarmGuide, alarmIds, alarmName, runbookSection } from "../../model/alarms/alarm-guides";
import type { AlarmId } from "../../model/alarms/alarm-guides";
import type { Target } from "../target/target";

/** An alarm in the state ALARM. */
export interface ActiveAlarm {
  readonly alarm: AlarmId;
  readonly name: string;
  /** When it changed to ALARM, as ISO 8601. */
  readonly since?: string | undefined;
  /** CloudWatch's reason. */
  readonly reason: string;
  readonly firstCommand: string;
  /** Section of the runbook. */
  readonly runbook: string;
}

/** The active alarms of a dataset, in the order of their declaration. */
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
        runbook: runbookSection(alarm),
      },
    ];
  });
}
