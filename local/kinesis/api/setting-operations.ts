import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { AwsServiceError } from "../../gateway/emulated-service";
import { invalidArgument, invalidRequest, limitExceeded } from "../stream/errors";
import { openShards } from "../stream/resharding";
import type { Stream } from "../stream/stream";
import { requireRoom } from "./account-limits";
import { requireCommitment } from "./account-operations";
import { beginUpdate, listOf, numberOf, requireActive, streamOf, textOf } from "./kinesis-context";
import type { KinesisCall, KinesisContext, KinesisOperation } from "./kinesis-context";
import { modeOf } from "./stream-operations";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html */
const MINIMUM_RETENTION_HOURS = 24;
const MAXIMUM_RETENTION_HOURS = 8760;

/** Changes of the mode in 24 hours. @see https://docs.aws.amazon.com/streams/latest/dev/switch-mode.html */
const MODE_UPDATES_A_DAY = 2;
const DAY_MS = 24 * 60 * 60 * 1000;

const ALL_METRICS = [
  "IncomingBytes",
  "IncomingRecords",
  "IteratorAgeMilliseconds",
  "OutgoingBytes",
  "OutgoingRecords",
  "ReadProvisionedThroughputExceeded",
  "WriteProvisionedThroughputExceeded",
];

export const increaseRetention: KinesisOperation = (context, call) =>
  setRetention(context, call, (hours, present) => {
    if (hours >= present) return;
    throw invalidArgument(
      `Requested retention period (${hours} hours) for stream can not be less than existing retention period (${present} hours). Use DecreaseStreamRetentionPeriod API.`,
    );
  });

export const decreaseRetention: KinesisOperation = (context, call) =>
  setRetention(context, call, (hours, present) => {
    if (hours <= present) return;
    throw invalidArgument(
      `Requested retention period (${hours} hours) for stream can not be longer than existing retention period (${present} hours). Use IncreaseStreamRetentionPeriod API.`,
    );
  });

export const startEncryption: KinesisOperation = async (context, call) => {
  const stream = requireActive(context, streamOf(context, call));
  const keyId = encryptionKey(call);
  await requireKey(context, call, keyId);
  change(context, stream, { keyId });
  return {};
};

export const stopEncryption: KinesisOperation = (context, call) => {
  const stream = requireActive(context, streamOf(context, call));
  encryptionKey(call);
  change(context, stream, { keyId: undefined });
  return {};
};

export const enableMonitoring: KinesisOperation = (context, call) =>
  setMetrics(context, call, (present, named) => [...new Set([...present, ...named])].sort());

export const disableMonitoring: KinesisOperation = (context, call) =>
  setMetrics(context, call, (present, named) => present.filter((each) => !named.includes(each)));

export const updateMode: KinesisOperation = (context, call) => {
  const stream = requireActive(context, streamOf(context, call));
  const mode = modeOf(call) ?? stream.state.mode;
  const now = context.now();
  const recent = stream.state.modeUpdates.filter((time) => now - time < DAY_MS);
  const warm = warmThroughputOf(context, call, mode);
  if (mode !== stream.state.mode) {
    if (recent.length >= MODE_UPDATES_A_DAY) {
      throw limitExceeded(
        `The mode of stream ${stream.state.name} was changed ${MODE_UPDATES_A_DAY} times in the last 24 hours, which is the limit.`,
      );
    }
    requireRoom(context, call, mode, openShards(stream.state.shards).length);
    change(context, stream, { mode, modeUpdates: [...recent, now] });
  }
  if (mode === "PROVISIONED") stream.update({ warmThroughputMiBps: undefined });
  else if (warm !== undefined) stream.update({ warmThroughputMiBps: warm });
  return {};
};

export const updateWarmThroughput: KinesisOperation = (context, call) => {
  const stream = requireActive(context, streamOf(context, call));
  const warm = warmThroughputOf(context, call, stream.state.mode);
  change(context, stream, { warmThroughputMiBps: warm });
  return {
    StreamARN: stream.arn,
    StreamName: stream.state.name,
    WarmThroughput: { TargetMiBps: warm, CurrentMiBps: warm },
  };
};

export const updateMaximumRecordSize: KinesisOperation = (context, call) => {
  const stream = requireActive(context, streamOf(context, call));
  change(context, stream, { maximumRecordKiB: numberOf(call, "MaxRecordSizeInKiB") ?? 0 });
  return {};
};

function change(
  context: KinesisContext,
  stream: Stream,
  part: Parameters<Stream["update"]>[0],
): void {
  stream.update(part);
  beginUpdate(context, stream);
}

function setRetention(
  context: KinesisContext,
  call: KinesisCall,
  check: (hours: number, present: number) => void,
): object {
  const stream = requireActive(context, streamOf(context, call));
  const hours = numberOf(call, "RetentionPeriodHours") ?? 0;
  if (hours < MINIMUM_RETENTION_HOURS) {
    throw invalidArgument(
      `Minimum allowed retention period is ${MINIMUM_RETENTION_HOURS} hours. Requested retention period (${hours} hours) is too short.`,
    );
  }
  if (hours > MAXIMUM_RETENTION_HOURS) {
    throw invalidArgument(
      `Maximum allowed retention period is ${MAXIMUM_RETENTION_HOURS} hours. Requested retention period (${hours} hours) is too long.`,
    );
  }
  const present = stream.state.retentionHours;
  check(hours, present);
  if (hours !== present) change(context, stream, { retentionHours: hours });
  return {};
}

function encryptionKey(call: KinesisCall): string {
  if (textOf(call, "EncryptionType") !== "KMS") {
    throw invalidArgument("EncryptionType must be KMS.");
  }
  return textOf(call, "KeyId") ?? "";
}

/** @throws AwsServiceError KMSNotFoundException, KMSDisabledException or KMSInvalidStateException */
async function requireKey(
  { clients }: KinesisContext,
  { region }: KinesisCall,
  keyId: string,
): Promise<void> {
  // The key that AWS manages for Kinesis exists for everybody who uses it.
  if (keyId === "alias/aws/kinesis") return;
  const key = await clients(region)
    .kms.send(new DescribeKeyCommand({ KeyId: keyId }))
    .catch((error: unknown) => {
      if (error instanceof Error && error.name === "NotFoundException") {
        throw new AwsServiceError("KMSNotFoundException", error.message);
      }
      throw error;
    });
  const state = key.KeyMetadata?.KeyState;
  if (state === "Disabled") {
    throw new AwsServiceError("KMSDisabledException", `${key.KeyMetadata?.Arn} is disabled.`);
  }
  if (state !== undefined && state !== "Enabled") {
    throw new AwsServiceError(
      "KMSInvalidStateException",
      `${key.KeyMetadata?.Arn} is in the state ${state}.`,
    );
  }
}

function setMetrics(
  context: KinesisContext,
  call: KinesisCall,
  combine: (present: readonly string[], named: readonly string[]) => string[],
): object {
  const stream = requireActive(context, streamOf(context, call));
  const named = listOf(call, "ShardLevelMetrics");
  const { name, shardLevelMetrics: present } = stream.state;
  const desired = combine(present, named.includes("ALL") ? ALL_METRICS : named);
  change(context, stream, { shardLevelMetrics: desired });
  return {
    StreamName: name,
    StreamARN: stream.arn,
    CurrentShardLevelMetrics: present,
    DesiredShardLevelMetrics: desired,
  };
}

/** @throws AwsServiceError if the account or the mode does not allow warm throughput */
function warmThroughputOf(
  context: KinesisContext,
  call: KinesisCall,
  mode: string,
): number | undefined {
  const warm = numberOf(call, "WarmThroughputMiBps");
  if (warm === undefined) return undefined;
  requireCommitment(context, call.region);
  if (mode === "ON_DEMAND") return warm;
  throw invalidRequest("Warm throughput is only supported for streams in On-Demand mode.");
}
