import { serviceLimits } from "../../model/validation/service-limits";
import { changeBlock, changeResources } from "../terraform/plan/terraform-resource";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import { deliveriesOf } from "./delivery";
import { estimate } from "./estimate";
import type { PriceTable } from "./price-table";
import { PAYLOAD_UNIT, shardsWithHeadroom } from "./services/kinesis";
import { bytesPerSecond, MIB, usageDefaults } from "./usage";
import type { Usage } from "./usage";

/** What comes into a stream, steadily. */
export type Load = Pick<Usage, "eventsPerSecond" | "eventBytes">;

/** Settings that fit a load. */
export interface Sizing {
  /** Events that a producer joins in one Kinesis record. */
  readonly eventsPerRecord: number;
  /** Shards where the stream has a fixed number of them. */
  readonly shards: number;
  readonly buffering: { readonly sizeMiB: number; readonly intervalSeconds: number };
  readonly partitionGranularity: "hour" | "day";
}

/** A load's settings, what they write and what they cost. */
export interface SizedLake extends Sizing {
  /** Bytes of one Parquet object. */
  readonly objectBytes: number;
  readonly objectsPerHour: number;
  readonly parquetBytesPerHour: number;
  /** US cents a month of the whole lake. */
  readonly cents: {
    readonly provisioned: number;
    readonly onDemand: number;
    /** With one event in each record, by the cheaper kind of stream. */
    readonly unpacked: number;
  };
}

/** Whoever puts an event waits no longer for others to share its record. */
const PACKING_SECONDS = 1;
const MINUTE = 60;
/**
 * A good size of an object: Athena reads smaller ones more slowly for what they hold.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/performance-tuning-data-optimization-techniques.html
 */
const GOOD_OBJECT = 128 * MIB;
const SECONDS_PER_HOUR = 3600;

/** What suits a load: as few and as full records and objects as the services allow. */
export function sizeFor(load: Load): Sizing {
  const eventsPerRecord = packedEvents(load);
  const { max: sizeMiB } = serviceLimits.convertedBufferSize;
  const fillSeconds = (sizeMiB * MIB) / bytesPerSecond(usageOf(load, 1));
  const wholeMinutes = Math.ceil(fillSeconds / MINUTE) * MINUTE;
  return {
    eventsPerRecord,
    shards: shardsWithHeadroom(usageOf(load, eventsPerRecord)),
    buffering: {
      sizeMiB,
      intervalSeconds: Math.min(serviceLimits.bufferInterval.max, wholeMinutes),
    },
    partitionGranularity: parquetPerHour(load) < GOOD_OBJECT ? "day" : "hour",
  };
}

/** Sizes a lake for a load, and reckons it: `resources` are those of a lake with one dataset, of any size. */
export function sizeLake(
  resources: readonly TerraformResource[],
  load: Load,
  prices: PriceTable,
): SizedLake {
  const sizing = sizeFor(load);
  const usage = usageOf(load, sizing.eventsPerRecord);
  const buffered = withBuffers(resources, sizing);
  const cents = (sized: readonly TerraformResource[], used: Usage) =>
    estimate(sized, used, prices).totalCents;
  const alone = usageOf(load, 1);
  const onDemand = withStream(buffered, {
    stream_mode_details: { stream_mode: "ON_DEMAND" },
  });
  const provisioned = (shards: number) =>
    withStream(buffered, {
      stream_mode_details: { stream_mode: "PROVISIONED" },
      shard_count: shards,
    });
  const objectsPerSecond = deliveriesOf(buffered, usage)
    .filter(({ kind }) => kind === "destination")
    .reduce((sum, each) => sum + each.objectsPerSecond, 0);
  const objectsPerHour = objectsPerSecond * SECONDS_PER_HOUR;
  return {
    ...sizing,
    objectBytes: parquetPerHour(load) / objectsPerHour,
    objectsPerHour,
    parquetBytesPerHour: parquetPerHour(load),
    cents: {
      provisioned: cents(provisioned(sizing.shards), usage),
      onDemand: cents(onDemand, usage),
      unpacked: Math.min(
        cents(provisioned(shardsWithHeadroom(alone)), alone),
        cents(onDemand, alone),
      ),
    },
  };
}

/** As many events as fill a PUT payload unit, which is five whole steps of Firehose's billing. */
function packedEvents({ eventsPerSecond, eventBytes }: Load): number {
  const fit = Math.floor(PAYLOAD_UNIT / eventBytes);
  return Math.max(1, Math.min(fit, Math.floor(eventsPerSecond * PACKING_SECONDS)));
}

function parquetPerHour(load: Load): number {
  const usage = usageOf(load, 1);
  return bytesPerSecond(usage) * usage.parquetRatio * SECONDS_PER_HOUR;
}

/** Producers that pack records are not the publisher function, so it is not called. */
function usageOf(load: Load, eventsPerRecord: number): Usage {
  return { ...usageDefaults, ...load, eventsPerRecord, eventsPerInvocation: 0 };
}

function withStream(
  resources: readonly TerraformResource[],
  values: TerraformResource["values"],
): TerraformResource[] {
  return changeResources(resources, "aws_kinesis_stream", () => values);
}

/** The backup is as large as the Parquet, and compressed. */
function withBuffers(
  resources: readonly TerraformResource[],
  { buffering }: Sizing,
): TerraformResource[] {
  const hints = {
    buffering_size: buffering.sizeMiB,
    buffering_interval: buffering.intervalSeconds,
  };
  const destination = ["extended_s3_configuration"];
  const backup = [...destination, "s3_backup_configuration"];
  return changeResources(resources, "aws_kinesis_firehose_delivery_stream", ({ values }) =>
    changeBlock(
      changeBlock(values, destination, (settings) => ({ ...settings, ...hints })),
      backup,
      (settings) => ({ ...settings, ...hints, compression_format: "GZIP" }),
    ),
  );
}
