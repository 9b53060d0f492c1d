import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { readActiveAlarms } from "../../../cli/status/active-alarms";
import { alarmIds } from "../../../model/alarms/alarm-guides";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { datasetNames, lakeNames } from "../../../model/naming/names";
import { FakeAws } from "../../support/fake-aws/fake-aws";
import { environmentOf } from "../../support/plans/synth";

const environment = environmentOf("dev", { accountId: "111122223333" });
const scope = { project: "lake", environment: "dev", accountId: "111122223333" };
const names = { ...lakeNames(scope), ...datasetNames(scope, "sample_events") };

describe("the alarms of a dataset", () => {
  let deployed: MetricAlarm[];
  const aws = new FakeAws({ DescribeAlarmsCommand: () => ({ MetricAlarms: deployed }) });
  const read = () =>
    readActiveAlarms({ environment, names, dataset: sampleEvents, clients: aws.clients });

  it("are read by their names", async () => {
    deployed = [];
    expect(await read()).toEqual([]);
    const [input] = aws.inputs("DescribeAlarmsCommand");
    expect(input?.AlarmNames).toHaveLength(alarmIds.length);
    expect(input?.AlarmNames).toContain("lake-dev-sample-events-failed-conversions");
  });

  it("are shown if they are active, with reason and first command", async () => {
    const since = new Date("2026-11-25T21:00:00Z");
    deployed = [
      alarm("freshness", "ALARM", { StateReason: "Too old.", StateUpdatedTimestamp: since }),
      alarm("failed-puts", "OK"),
      alarm("failed-conversions", "INSUFFICIENT_DATA"),
    ];
    expect(await read()).toEqual([
      {
        alarm: "freshness",
        name: "lake-dev-sample-events-freshness",
        since: "2026-11-25T21:00:00.000Z",
        reason: "Too old.",
        firstCommand:
          "aws logs tail /aws/kinesisfirehose/lake-dev-sample-events --since 1h --region us-east-1",
        runbook: "docs/operate/runbook.md#freshness",
      },
    ]);
  });

  function alarm(id: string, StateValue: MetricAlarm["StateValue"], more: MetricAlarm = {}) {
    return { AlarmName: `lake-dev-sample-events-${id}`, StateValue, ...more };
  }
});
