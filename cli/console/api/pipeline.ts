import { DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { DescribeStreamSummaryCommand } from "@aws-sdk/client-kinesis";
import { datapoints } from "../../status/delivery-metrics";
import { readDatasetStatus } from "../../status/dataset-status";
import type { DatasetStatus } from "../../status/dataset-status";
import { LOCAL } from "../../target/local-emulator";
import type { Target } from "../../target/target";
import { targetNamed } from "../../target/connected-lake";
import type { Lake } from "../../target/connected-lake";
import { failuresByReason } from "./failures";
import type { FailureCount } from "./failures";
import { text } from "./input";
import type { Input } from "./input";

/** Minutes of the history of the rate. */
const HISTORY_MINUTES = 30;
const MINUTE_MS = 60_000;
const LOCAL_SECONDS = 3;
const AWS_SECONDS = 60;

/** How much a buffer takes before it is written. */
export interface BufferSize {
  readonly sizeMiB: number;
  readonly intervalSeconds: number;
}

/** A dataset's pipeline: what `lake status` shows, and what the picture needs. */
export interface PipelineView extends DatasetStatus {
  /** Until the page should ask again: CloudWatch bills each reading. */
  readonly refreshSeconds: number;
  readonly publisher: string;
  readonly workGroup: string;
  /** Open shards. */
  readonly shards?: number | undefined;
  readonly retentionHours?: number | undefined;
  /** Buffer in front of the lake bucket. */
  readonly buffer?: BufferSize | undefined;
  /** Buffer in front of the raw bucket. */
  readonly backupBuffer?: BufferSize | undefined;
  /** Records that Firehose read in each of the last minutes, oldest first. */
  readonly recordsPerMinute: readonly number[];
  /** Failed records of the last hour, the most frequent reason first. */
  readonly failures: readonly FailureCount[];
}

/** Answers `pipeline`: one dataset's. */
export async function readPipeline(lake: Lake, input: Input): Promise<PipelineView> {
  const target = await targetNamed(lake, text(input, "dataset"));
  const { clients, names } = target;
  const [status, stream, delivery, recordsPerMinute, failures] = await Promise.all([
    readDatasetStatus(target),
    clients.kinesis.send(new DescribeStreamSummaryCommand({ StreamName: names.stream })),
    clients.firehose.send(
      new DescribeDeliveryStreamCommand({ DeliveryStreamName: names.deliveryStream }),
    ),
    readRates(target),
    failuresByReason(target),
  ]);
  const [destination] = delivery.DeliveryStreamDescription?.Destinations ?? [];
  const { BufferingHints: hints, S3BackupDescription: backup } =
    destination?.ExtendedS3DestinationDescription ?? {};
  return {
    ...status,
    refreshSeconds: lake.environment.name === LOCAL ? LOCAL_SECONDS : AWS_SECONDS,
    publisher: names.publisherFunction,
    workGroup: names.workGroup,
    shards: stream.StreamDescriptionSummary?.OpenShardCount,
    retentionHours: stream.StreamDescriptionSummary?.RetentionPeriodHours,
    buffer: bufferSize(hints),
    backupBuffer: bufferSize(backup?.BufferingHints),
    recordsPerMinute,
    failures,
  };
}

function bufferSize(
  hints: Partial<Record<"SizeInMBs" | "IntervalInSeconds", number | undefined>> | undefined,
): BufferSize | undefined {
  const { SizeInMBs: sizeMiB, IntervalInSeconds: intervalSeconds } = hints ?? {};
  return sizeMiB === undefined || intervalSeconds === undefined
    ? undefined
    : { sizeMiB, intervalSeconds };
}

async function readRates(target: Target): Promise<number[]> {
  const end = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
  const start = end - HISTORY_MINUTES * MINUTE_MS;
  const points = await datapoints(target, "DataReadFromKinesisStream.Records", "Sum", {
    start: new Date(start),
    end: new Date(end),
  });
  const minutes = Array.from({ length: HISTORY_MINUTES }, () => 0);
  for (const { Timestamp: time, Sum: sum = 0 } of points) {
    const minute = Math.floor(((time?.getTime() ?? 0) - start) / MINUTE_MS);
    if (minute >= 0 && minute < HISTORY_MINUTES) minutes[minute] = (minutes[minute] ?? 0) + sum;
  }
  return minutes;
}
