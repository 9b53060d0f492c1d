import { serviceLimits } from "../../model/validation/service-limits";
import { changeBlock, changeResources } from "../terraform/plan/terraform-resource";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import { deliveriesOf } from "./delivery";
import { estimate } from "./estimate";
import type { PriceTable } from "./prices/price-table";
import { PAYLOAD_UNIT, shardsWithHeadroom } from "./services/kinesis";
import { bytesPerSecond, MIB, usageDefaults } from "./usage";
import type { Usage } from "./usage";

/** Constant load of a stream. */
export type Load = Pick<Usage, "eventsPerSecond" | "eventBytes">;

/** Settings for a load. */
export interface Sizing {
  /** Events that a producer joins in one Kinesis record. */
  readonly eventsPerRecord: number;
  /** Shards of a provisioned stream. */
  readonly shards: number;
  readonly buffering: { readonly sizeMiB: number; readonly intervalSeconds: number };
  readonly partitionGranularity: "hour" | "day";
}

/** Settings for a load, their output and their cost. */
export interface SizedLake extends Sizing {
  /** Bytes of one Parquet object. */
  readonly objectBytes: number;
  readonly objectsPerHour: number;
  readonly parquetBytesPerHour: number;
  /** US cents per month of the whole lake. */
  readonly cents: {
    readonly provisioned: number;
    readonly onDemand: number;
    /** With one event per record, in the cheaper stream mode. */
    readonly unpacked: number;
  };
}

/** How long a producer waits for more events for a record, in seconds. */
const PACKING_SECONDS = 1;
const MINUTE = 60;
/**
 * Recommended object size: Athena is slower on many smaller objects.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/performance-tuning-data-optimization-techniques.html
 */
const GOOD_OBJECT = 128 * MIB;
const SECONDS_PER_HOUR = 3600;

/** Settings for a load: as few and as large records and objects as the services allow. */
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

/**
 * Sizes a lake for a load, and estimates its cost.
 *
 * @param resources those of a lake with one dataset, of any size
 */
export function sizeLake(
  resources: readonly TerraformResource[],
  load: Load,
  prices: PriceTable,
  now = new Date(),
): SizedLake {
  const sizing = sizeFor(load);
  const usage = usageOf(load, sizing.eventsPerRecord);
  const buffered = withBuffers(resources, sizing);
  const cents = (sized: readonly TerraformResource[], used: Usage) =>
    estimate(sized, used, prices, now).totalCents;
  const unpacked = usageOf(load, 1);
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
        cents(provisioned(shardsWithHeadroom(unpacked)), unpacked),
        cents(onDemand, unpacked),
      ),
    },
  };
}

/** As many events as fit a PUT payload unit, which is five times the step that Firehose bills in. */
function packedEvents({ eventsPerSecond, eventBytes }: Load): number {
  const fit = Math.floor(PAYLOAD_UNIT / eventBytes);
  return Math.max(1, Math.min(fit, Math.floor(eventsPerSecond * PACKING_SECONDS)));
}

function parquetPerHour(load: Load): number {
  const usage = usageOf(load, 1);
  return bytesPerSecond(usage) * usage.parquetRatio * SECONDS_PER_HOUR;
}

/** Producers that pack records call Kinesis directly, so the publisher function is not invoked. */
function usageOf(load: Load, eventsPerRecord: number): Usage {
  return { ...usageDefaults, ...load, eventsPerRecord, eventsPerInvocation: 0 };
}

function withStream(
  resources: readonly TerraformResource[],
  values: TerraformResource["values"],
): TerraformResource[] {
  return changeResources(resources, "aws_kinesis_stream", () => values);
}

/** The backup is buffered like the Parquet output, and compressed. */
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
