import type { DeliveredObject } from "../../../../local/firehose/destination/pending-object";
import { DeliveryMetrics } from "../../../../local/firehose/monitoring/delivery-metrics";

const OBJECT: DeliveredObject = {
  purpose: "data",
  bucket: "lake",
  key: "key",
  bytes: 50,
  records: 9,
  sourceBytes: 900,
  converted: true,
};

function drained(metrics: DeliveryMetrics, waitingSince: Parameters<DeliveryMetrics["drain"]>[1]) {
  return Object.fromEntries(
    metrics
      .drain(10_000, waitingSince)
      .map(({ MetricName = "", Unit, Value, Values, Counts }) => [
        MetricName,
        [Unit, Value ?? [Values, Counts]] as unknown,
      ]),
  );
}

describe("delivery metrics", () => {
  it("count what was read, delivered, converted and backed up", () => {
    const metrics = new DeliveryMetrics("events");
    metrics.read(10, 1000, 250);
    metrics.read(0, 0, 0);
    metrics.delivered(OBJECT);
    metrics.delivered({
      ...OBJECT,
      purpose: "errors",
      records: 1,
      sourceBytes: 100,
      errorOutputType: "format-conversion-failed",
    });
    metrics.delivered({ ...OBJECT, purpose: "backup", records: 10, bytes: 400, converted: false });
    metrics.putFailed("data");
    expect(drained(metrics, { data: 4000, backup: undefined })).toEqual({
      "DataReadFromKinesisStream.Records": ["Count", 10],
      "DataReadFromKinesisStream.Bytes": ["Bytes", 1000],
      KinesisMillisBehindLatest: ["Milliseconds", 250],
      "DeliveryToS3.Records": ["Count", 9],
      "DeliveryToS3.Bytes": ["Bytes", 50],
      "DeliveryToS3.ObjectCount": ["Count", 1],
      "DeliveryToS3.DataFreshness": ["Seconds", 6],
      "DeliveryToS3.Success": [
        "Count",
        [
          [1, 0],
          [2, 1],
        ],
      ],
      "SucceedConversion.Records": ["Count", 9],
      "SucceedConversion.Bytes": ["Bytes", 900],
      "FailedConversion.Records": ["Count", 1],
      "FailedConversion.Bytes": ["Bytes", 100],
      "BackupToS3.Records": ["Count", 10],
      "BackupToS3.Bytes": ["Bytes", 400],
      "BackupToS3.DataFreshness": ["Seconds", 0],
      "BackupToS3.Success": ["Count", [[1], [1]]],
    });
  });

  it("count rows and commits for an Iceberg table, by the names of its page", () => {
    const metrics = new DeliveryMetrics("events", "Iceberg");
    metrics.delivered({ ...OBJECT, converted: false });
    metrics.delivered({
      ...OBJECT,
      ...{ purpose: "errors", records: 2, errorOutputType: "iceberg-failed" },
    });
    metrics.putFailed("data");
    expect(drained(metrics, { data: 4000 })).toEqual({
      "DeliveryToIceberg.IncomingRowCount": ["Count", 11],
      "DeliveryToIceberg.SuccessfulRowCount": ["Count", 9],
      "DeliveryToIceberg.FailedRowCount": ["Count", 2],
      "DeliveryToIceberg.Bytes": ["Bytes", 50],
      "DeliveryToIceberg.DataFreshness": ["Seconds", 6],
      "DeliveryToIceberg.Success": [
        "Count",
        [
          [1, 0],
          [1, 1],
        ],
      ],
    });
  });

  it("restart after each publication", () => {
    const metrics = new DeliveryMetrics("events");
    metrics.read(10, 1000, 250);
    metrics.delivered(OBJECT);
    metrics.drain(0, { data: undefined });
    expect(drained(metrics, { data: undefined })).toEqual({
      "DeliveryToS3.DataFreshness": ["Seconds", 0],
    });
  });

  it("have the name of the delivery stream and the time", () => {
    const [datum] = new DeliveryMetrics("events").drain(5000, { data: undefined });
    expect(datum).toMatchObject({
      Dimensions: [{ Name: "DeliveryStreamName", Value: "events" }],
      Timestamp: new Date(5000),
    });
  });
});
