import {
  nestedBlock,
  nestedBlocks,
  refersTo,
  numberArgument,
  resourcesOf,
  stringArgument,
} from "../terraform/plan/terraform-resource";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import { bytesPerSecond, MIB, recordsPerSecond } from "./usage";
import type { Usage } from "./usage";

/** One of the two outputs of a delivery stream. */
export interface DeliveryOutput {
  readonly stream: TerraformResource;
  readonly kind: "destination" | "backup";
  readonly bucketArn?: string | undefined;
  readonly prefix: string;
  /** Bytes written per incoming byte. */
  readonly ratio: number;
  /** Objects written per second. */
  readonly objectsPerSecond: number;
}

/** Whether a delivery stream reads a Kinesis stream; the volume of direct PUTs is unknown. */
export function readsKinesis(stream: TerraformResource): boolean {
  return nestedBlocks(stream.values, "kinesis_source_configuration").length > 0;
}

/** Whether a delivery stream converts records to Parquet. */
export function convertsFormat(stream: TerraformResource): boolean {
  const conversion = nestedBlock(
    stream.values,
    "extended_s3_configuration",
    "data_format_conversion_configuration",
  );
  return Object.keys(conversion).length > 0 && conversion.enabled !== false;
}

/** Whether a delivery stream partitions records by their content. */
export function partitionsDynamically(stream: TerraformResource): boolean {
  const settings = nestedBlock(
    stream.values,
    "extended_s3_configuration",
    "dynamic_partitioning_configuration",
  );
  return settings.enabled === true;
}

/** All outputs of the delivery streams of a lake. */
export function deliveriesOf(
  resources: readonly TerraformResource[],
  usage: Usage,
): DeliveryOutput[] {
  return resourcesOf(resources, "aws_kinesis_firehose_delivery_stream")
    .filter(readsKinesis)
    .flatMap((stream) => {
      const settings = nestedBlock(stream.values, "extended_s3_configuration");
      const backsUp = settings.s3_backup_mode === "Enabled";
      const destination = delivery(stream, "destination", usage, partitionsDynamically(stream));
      return backsUp ? [destination, delivery(stream, "backup", usage, false)] : [destination];
    });
}

/** The bucket that a delivery writes to. */
export function bucketOf(
  { bucketArn }: DeliveryOutput,
  resources: readonly TerraformResource[],
): TerraformResource | undefined {
  return resourcesOf(resources, "aws_s3_bucket").find((bucket) => refersTo(bucketArn, bucket));
}

function delivery(
  stream: TerraformResource,
  kind: DeliveryOutput["kind"],
  usage: Usage,
  partitioned: boolean,
): DeliveryOutput {
  const destination = nestedBlock(stream.values, "extended_s3_configuration");
  const settings =
    kind === "destination" ? destination : nestedBlock(destination, "s3_backup_configuration");
  const compressed = stringArgument(settings, "compression_format") === "GZIP";
  const parquet = kind === "destination" && convertsFormat(stream);
  const folders = partitioned ? Math.max(1, usage.activePartitions) : 1;
  return {
    stream,
    kind,
    bucketArn: stringArgument(settings, "bucket_arn"),
    prefix: stringArgument(settings, "prefix") ?? "",
    ratio: parquet ? usage.parquetRatio : compressed ? usage.gzipRatio : 1,
    objectsPerSecond: objectsPerSecond(settings, usage, folders),
  };
}

/** A buffer is flushed when it is full or its interval has passed, and never empty. */
function objectsPerSecond(
  settings: Readonly<Record<string, unknown>>,
  usage: Usage,
  folders: number,
): number {
  // With an interval of 0, Firehose still writes at most about one object per second.
  const intervalSeconds = Math.max(1, numberArgument(settings, "buffering_interval", 300));
  const bufferBytes = numberArgument(settings, "buffering_size", 5) * MIB;
  const byTime = folders / intervalSeconds;
  const bySize = bytesPerSecond(usage) / bufferBytes;
  return Math.min(recordsPerSecond(usage), Math.max(byTime, bySize));
}
