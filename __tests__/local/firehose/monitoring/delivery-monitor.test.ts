import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DeliveryError } from "../../../../local/firehose/destination/delivery-error";
import { DeliveryMonitor } from "../../../../local/firehose/monitoring/delivery-monitor";
import { deliveryStreamSettings, s3Target } from "../support/delivery-settings";

const TARGET = s3Target({
  logging: { groupName: "group", streamName: "DestinationDelivery" },
});
const SETTINGS = deliveryStreamSettings({
  versionId: "3",
  data: TARGET,
  backup: {
    ...TARGET,
    bucket: "raw",
    logging: { groupName: "group", streamName: "BackupDelivery" },
  },
});

function make(settings = SETTINGS) {
  const sent: unknown[] = [];
  const lines: string[] = [];
  const client = {
    send: (command: { input: unknown }) => {
      sent.push(command.input);
      return Promise.resolve({});
    },
  };
  const monitor = new DeliveryMonitor({
    region: "eu-west-1",
    settings: () => settings,
    log: { info: (_, line) => lines.push(line), error: (_, line) => lines.push(`error ${line}`) },
    // The monitor only uses `send` of a client.
    cloudwatch: () => client as unknown as CloudWatchClient,
    logsAs: () => client as unknown as CloudWatchLogsClient,
  });
  return { monitor, sent, lines };
}

const noSuchBucket = Object.assign(new Error("The bucket does not exist"), {
  name: "NoSuchBucket",
});

/** The only log event that was sent, parsed. */
function logged(sent: unknown[]) {
  const [input] = sent as [
    { logGroupName: string; logStreamName: string; logEvents: [{ message: string }] },
  ];
  return [
    input.logGroupName,
    input.logStreamName,
    JSON.parse(input.logEvents[0].message),
  ] as unknown[];
}

describe("the delivery monitor", () => {
  it("logs a failed delivery as Firehose does", () => {
    const { monitor, sent, lines } = make();
    monitor.failed("backup", new DeliveryError("S3", noSuchBucket), 2000);
    expect(logged(sent)).toEqual([
      "group",
      "BackupDelivery",
      {
        deliveryStreamARN: SETTINGS.arn,
        destination: "arn:aws:s3:::raw",
        deliveryStreamVersionId: 3,
        message: "The bucket does not exist",
        errorCode: "S3.NoSuchBucket",
      },
    ]);
    expect(lines).toEqual([
      "error events: delivery of backup failed, retrying in 2 s: S3.NoSuchBucket: The bucket does not exist",
    ]);
    expect(monitor.status.report().lastError).toBe("S3.NoSuchBucket: The bucket does not exist");
  });

  it("logs records that could not be converted", () => {
    const { monitor, sent } = make();
    monitor.delivered({
      purpose: "errors",
      bucket: "lake",
      key: "errors/1",
      bytes: 10,
      records: 2,
      sourceBytes: 5,
      converted: true,
      firstError: {
        code: "DataFormatConversion.ParseError",
        message: "Encountered malformed JSON.",
      },
      errorOutputType: "format-conversion-failed",
    });
    expect(logged(sent)[2]).toMatchObject({
      errorCode: "DataFormatConversion.ParseError",
      message: "2 records could not be converted; first error: Encountered malformed JSON.",
    });
    expect(monitor.status.report()).toMatchObject({ failed: 2, lastObject: "s3://lake/errors/1" });
  });

  it("names no service for an error of its own", () => {
    const { monitor } = make();
    monitor.failed("data", new Error("the disk is full"), 1000);
    expect(monitor.status.report().lastError).toBe("InternalError: the disk is full");
  });

  it("writes no error log if it is disabled", () => {
    const { monitor, sent } = make({ ...SETTINGS, data: { ...TARGET, logging: undefined } });
    monitor.failed("data", noSuchBucket, 1000);
    expect(sent).toEqual([]);
  });

  it("publishes metrics under the namespace of Firehose", async () => {
    const { monitor, sent } = make();
    monitor.read(3, 30, 0);
    await monitor.publishMetrics({ data: undefined });
    expect(sent).toMatchObject([{ Namespace: "AWS/Firehose" }]);
  });

  it("reports the status", () => {
    const { monitor } = make();
    monitor.read(3, 30, 500);
    expect(monitor.status.report()).toEqual({
      name: "events",
      region: "eu-west-1",
      recordsRead: 3,
      delivered: 0,
      failed: 0,
      backedUp: 0,
      behindMs: 500,
    });
  });
});
