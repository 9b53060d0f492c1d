import type { GetMetricDataCommandInput, MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { AlarmService } from "../../../local/cloudwatch/alarm-service";
import { FakeAws, serviceError } from "../../support/fake-aws/fake-aws";
import { failedConversions } from "./support/alarms";
import { until } from "../../support/until";

const topic = failedConversions.AlarmActions?.[0];
const unread: MetricAlarm = {
  ...failedConversions,
  AlarmName: "unread-records",
  Namespace: undefined,
  MetricName: undefined,
  Statistic: undefined,
  Metrics: [
    { Id: "unread", Expression: "IF(FILL(read, 0) == 0, FILL(incoming, 0), 0)" },
    query("incoming", "IncomingRecords"),
    query("read", "GetRecords.Records"),
  ],
};

function query(Id: string, MetricName: string) {
  const Metric = { Namespace: "AWS/Kinesis", MetricName };
  return { Id, MetricStat: { Metric, Period: 300, Stat: "Sum" } };
}

describe("the alarm service", () => {
  let alarms: MetricAlarm[];
  /** Values of metrics in the newest period. */
  let values: Record<string, number>;
  let rejectsNotices: boolean;
  let errors: string[];
  let aws: FakeAws;
  let service: AlarmService;

  beforeEach(() => {
    alarms = [];
    values = {};
    rejectsNotices = false;
    errors = [];
    aws = new FakeAws({
      DescribeAlarmsCommand: () => ({ MetricAlarms: alarms }),
      GetMetricDataCommand: (input) => ({ MetricDataResults: answer(input) }),
      SetAlarmStateCommand: ({ AlarmName, StateValue }) => {
        alarms = alarms.map((alarm) =>
          // The command has exactly these fields.
          alarm.AlarmName === AlarmName ? { ...alarm, StateValue: StateValue as "OK" } : alarm,
        );
        return {};
      },
      PublishCommand: () => {
        if (rejectsNotices) throw serviceError("NotFound", "Topic does not exist");
        return {};
      },
    });
    service = new AlarmService(
      {
        endpointUrl: "",
        stateFolder: "",
        scratchFolder: "",
        regions: () => ["eu-west-1"],
        clients: () => aws.clients,
        log: {
          info: () => undefined,
          error: (part, message) => void errors.push(`${part}: ${message}`),
        },
      },
      { evaluationIntervalMs: 1, periodDivisor: 10 },
    );
  });

  /** Values of the newest period, as the control plane returns them. */
  function answer(input: object) {
    // The service sends this command only.
    const { StartTime, EndTime, MetricDataQueries = [] } = input as GetMetricDataCommandInput;
    expect(Number(EndTime) - Number(StartTime)).toBe(30_000);
    return MetricDataQueries.flatMap(({ Id, MetricStat }) => {
      const value = values[MetricStat?.Metric?.MetricName ?? ""];
      return value === undefined ? [] : [{ Id, Timestamps: [StartTime], Values: [value] }];
    });
  }

  /** Waits for this number of evaluations. */
  async function evaluate(rounds = 2): Promise<void> {
    service.start();
    const asked = () => aws.inputs("DescribeAlarmsCommand").length;
    await until(`more than ${rounds} evaluations`, () => asked() > rounds);
    await service.stop();
  }

  const notices = () => aws.inputs("PublishCommand");

  it("sets the state of an alarm and notifies its topic once", async () => {
    alarms = [failedConversions];
    values = { "FailedConversion.Records": 2 };
    await evaluate(4);
    expect(alarms[0]?.StateValue).toBe("ALARM");
    const [notice, ...more] = notices();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      TopicArn: topic,
      Subject: 'ALARM: "failed-conversions" in eu-west-1',
    });
    expect(JSON.parse(String(notice?.Message))).toMatchObject({
      AlarmName: "failed-conversions",
      AlarmDescription: "Records do not match.",
      AWSAccountId: "123456789012",
      OldStateValue: "OK",
      NewStateValue: "ALARM",
      NewStateReason: expect.stringMatching(/^Threshold Crossed: 1 out of the last 1/) as string,
      Trigger: { MetricName: "FailedConversion.Records", Period: 300, Threshold: 0 },
    });
  });

  it("notifies the topic when an alarm returns to OK", async () => {
    alarms = [{ ...failedConversions, StateValue: "ALARM" }];
    await evaluate();
    expect(alarms[0]?.StateValue).toBe("OK");
    expect(notices().map(({ Subject }) => Subject)).toEqual([
      'OK: "failed-conversions" in eu-west-1',
    ]);
  });

  it("does nothing for an alarm whose state does not change", async () => {
    alarms = [failedConversions];
    await evaluate();
    expect(aws.calls.map(({ command }) => command)).not.toContain("SetAlarmStateCommand");
    expect(notices()).toEqual([]);
  });

  it("evaluates metric math", async () => {
    alarms = [unread];
    values = { IncomingRecords: 5, "GetRecords.Records": 0 };
    await evaluate();
    expect(alarms[0]?.StateValue).toBe("ALARM");
  });

  it("fetches the metrics of all alarms with the same periods in one call", async () => {
    alarms = [failedConversions, { ...failedConversions, AlarmName: "another" }, unread];
    await evaluate();
    const [first] = aws.inputs("GetMetricDataCommand");
    expect(first?.MetricDataQueries).toHaveLength(4);
  });

  it("invokes no action if actions are disabled", async () => {
    alarms = [{ ...failedConversions, ActionsEnabled: false }];
    values = { "FailedConversion.Records": 2 };
    await evaluate();
    expect(alarms[0]?.StateValue).toBe("ALARM");
    expect(notices()).toEqual([]);
  });

  it("logs an unsupported alarm once and evaluates the others", async () => {
    alarms = [{ ...failedConversions, AlarmName: "odd", Statistic: undefined }, failedConversions];
    values = { "FailedConversion.Records": 2 };
    await evaluate(4);
    expect(alarms[1]?.StateValue).toBe("ALARM");
    expect(errors).toEqual([
      "cloudwatch: the alarm odd: An alarm with the statistic (none) is not supported by the embedded CloudWatch; it works on AWS.",
    ]);
  });

  it("logs an action that fails", async () => {
    const lambda = "arn:aws:lambda:eu-west-1:123456789012:function:pager";
    alarms = [{ ...failedConversions, AlarmActions: [lambda, String(topic)] }];
    values = { "FailedConversion.Records": 2 };
    rejectsNotices = true;
    await evaluate();
    expect(errors).toEqual([
      `cloudwatch: failed-conversions, action ${lambda}: The embedded CloudWatch invokes only SNS topics; on AWS this action works.`,
      `cloudwatch: failed-conversions, action ${topic}: Topic does not exist`,
    ]);
  });
});
