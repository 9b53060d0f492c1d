import {
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  type DescribeAlarmHistoryCommandInput,
  paginateDescribeAlarmHistory,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  type StateValue,
} from "@aws-sdk/client-cloudwatch";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ControlPlane } from "../../support/emulator/control-plane";

/** States that the alarm `late` enters; it begins as `OK`, and the repetition is no change. */
const STATES: readonly StateValue[] = ["ALARM", "ALARM", "OK", "ALARM", "INSUFFICIENT_DATA"];
const NEWEST_FIRST = [
  "Alarm updated from ALARM to INSUFFICIENT_DATA",
  "Alarm updated from OK to ALARM",
  "Alarm updated from ALARM to OK",
  "Alarm updated from OK to ALARM",
];

describe("the history of alarms", () => {
  let folder: string;
  let plane: ControlPlane;
  /** Between the changes of `late` and that of `other`. */
  let between: Date;

  const put = (AlarmName: string) =>
    plane.clients.cloudwatch.send(
      new PutMetricAlarmCommand({
        ...{ AlarmName, Namespace: "Lake", MetricName: "Lag", Statistic: "Maximum" },
        ...{ Period: 60, EvaluationPeriods: 1, Threshold: 1 },
        ComparisonOperator: "GreaterThanThreshold",
      }),
    );
  const enter = (AlarmName: string, StateValue: StateValue, StateReasonData?: string) =>
    plane.clients.cloudwatch.send(
      new SetAlarmStateCommand({
        ...{ AlarmName, StateValue, StateReason: `now ${StateValue}` },
        ...(StateReasonData === undefined ? {} : { StateReasonData }),
      }),
    );
  const history = (input: DescribeAlarmHistoryCommandInput = {}) =>
    plane.clients.cloudwatch.send(new DescribeAlarmHistoryCommand(input));
  const summaries = async (input?: DescribeAlarmHistoryCommandInput) =>
    ((await history(input)).AlarmHistoryItems ?? []).map(({ HistorySummary }) => HistorySummary);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "alarm-history-"));
    plane = await ControlPlane.start(() => undefined, undefined, folder);
    await put("late");
    await put("other");
    for (const state of STATES) await enter("late", state, '{"version":"1.0","threshold":1.0}');
    between = new Date();
    // AWS's timestamps have milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await enter("other", "ALARM");
  }, 60_000);

  afterAll(async () => {
    await plane?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("has an item for each change, as AWS documents it", async () => {
    const { AlarmHistoryItems: [, second] = [] } = await history({ AlarmName: "late" });
    expect(second).toEqual({
      AlarmName: "late",
      AlarmType: "MetricAlarm",
      Timestamp: expect.any(Date) as Date,
      HistoryItemType: "StateUpdate",
      HistorySummary: "Alarm updated from OK to ALARM",
      HistoryData: expect.any(String) as string,
    });
    // The names and their order in the example of the AWS CLI's documentation.
    expect(second?.HistoryData).toBe(
      '{"version":"1.0","oldState":{"stateValue":"OK","stateReason":"now OK","stateReasonData":{"version":"1.0","threshold":1.0}},"newState":{"stateValue":"ALARM","stateReason":"now ALARM","stateReasonData":{"version":"1.0","threshold":1.0}}}',
    );
  });

  it("is in the order of time, newest first unless the caller says otherwise", async () => {
    expect(await summaries({ AlarmName: "late" })).toEqual(NEWEST_FIRST);
    expect(await summaries({ AlarmName: "late", ScanBy: "TimestampDescending" })).toEqual(
      NEWEST_FIRST,
    );
    expect(await summaries({ AlarmName: "late", ScanBy: "TimestampAscending" })).toEqual(
      [...NEWEST_FIRST].reverse(),
    );
  });

  it("is filtered by name, type and time", async () => {
    const count = async (input: DescribeAlarmHistoryCommandInput) =>
      (await summaries(input)).length;
    expect(await count({})).toBe(5);
    expect(await count({ AlarmName: "none" })).toBe(0);
    expect(await count({ AlarmTypes: ["CompositeAlarm"] })).toBe(0);
    expect(await count({ AlarmTypes: ["MetricAlarm", "CompositeAlarm"] })).toBe(5);
    expect(await count({ HistoryItemType: "StateUpdate" })).toBe(5);
    expect(await count({ HistoryItemType: "AlarmContributorStateUpdate" })).toBe(0);
    expect(await count({ StartDate: between })).toBe(1);
    expect(await count({ EndDate: between })).toBe(4);
    expect(await count({ StartDate: new Date(0), EndDate: new Date() })).toBe(5);
  });

  it.each(["ConfigurationUpdate", "Action"] as const)(
    "refuses by name the items %s, which are not kept",
    async (HistoryItemType) => {
      await expect(history({ HistoryItemType })).rejects.toMatchObject({
        name: "InvalidParameterValueException",
        message: expect.stringContaining(HistoryItemType) as string,
      });
    },
  );

  it.each(["TimestampAscending", "TimestampDescending"] as const)(
    "comes in pages, %s, which a new item does not shift",
    async (ScanBy) => {
      const client = plane.clients.cloudwatch;
      const pages: number[] = [];
      const found: (string | undefined)[] = [];
      const input = { AlarmName: "late", MaxRecords: 3, ScanBy };
      for await (const { AlarmHistoryItems: items = [] } of paginateDescribeAlarmHistory(
        { client },
        input,
      )) {
        if (pages.length === 0) await enter("other", ScanBy.endsWith("Ascending") ? "OK" : "ALARM");
        pages.push(items.length);
        found.push(...items.map(({ HistorySummary }) => HistorySummary));
      }
      expect(pages).toEqual([3, 1]);
      expect(found).toEqual(
        ScanBy.endsWith("Ascending") ? [...NEWEST_FIRST].reverse() : NEWEST_FIRST,
      );
      await expect(history({ NextToken: "what" })).rejects.toMatchObject({
        name: "InvalidNextToken",
      });
    },
  );

  it("outlives its alarm and the process", async () => {
    await plane.clients.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["late"] }));
    const before = await history({ AlarmName: "late" });
    expect(before.AlarmHistoryItems).toHaveLength(NEWEST_FIRST.length);
    await plane.kill();
    plane = await ControlPlane.start(() => undefined, undefined, folder);
    expect((await history({ AlarmName: "late" })).AlarmHistoryItems).toEqual(
      before.AlarmHistoryItems,
    );
  });
});
