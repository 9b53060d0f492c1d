import type {
  DeliveryStreamDescription,
  ExtendedS3DestinationConfiguration,
  ExtendedS3DestinationDescription,
  ExtendedS3DestinationUpdate,
  S3DestinationConfiguration,
  UpdateDestinationInput,
} from "@aws-sdk/client-firehose";
import { AwsServiceError } from "../../gateway/emulated-service";
import { deployedDestination, deployedIceberg } from "../settings/deployed-destination";
import { checkDestination } from "./destination-rules";
import { checkIcebergUpdate } from "./iceberg-rules";

/**
 * Rejects an update of another version than the present one.
 *
 * @throws AwsServiceError ConcurrentModificationException
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_UpdateDestination.html
 */
export function checkVersion(
  { VersionId: present }: DeliveryStreamDescription,
  { CurrentDeliveryStreamVersionId: given }: UpdateDestinationInput,
): void {
  if (present === given) return;
  throw new AwsServiceError(
    "ConcurrentModificationException",
    `The delivery stream has version ${present}, but the update is of version ${given}. Describe it, and update the present version.`,
  );
}

/**
 * The rules of UpdateDestination that are broken and that no type of the API expresses, one line each. What an update
 * does not mention keeps its value, so the merged destination is held against the rules.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_UpdateDestination.html
 */
export function checkUpdate(
  description: DeliveryStreamDescription,
  input: UpdateDestinationInput,
): string[] {
  const problems: string[] = [];
  const updates = Object.keys(input).filter((name) => name.endsWith("DestinationUpdate"));
  if (updates.length !== 1) {
    problems.push(
      `Exactly one destination update is supported for a Firehose, received ${updates.join(", ") || "none"}.`,
    );
  }
  const { DestinationId: id } = input;
  if (!(description.Destinations ?? []).some(({ DestinationId }) => DestinationId === id)) {
    problems.push(`The delivery stream has no destination ${id}.`);
  }
  const iceberg = deployedIceberg(description);
  const { IcebergDestinationUpdate: icebergUpdate } = input;
  if ((iceberg === undefined) !== (icebergUpdate === undefined)) {
    problems.push("Changing the destination type to or from Iceberg tables is not supported.");
  }
  if (iceberg !== undefined && icebergUpdate !== undefined) {
    return [...problems, ...checkIcebergUpdate(iceberg, icebergUpdate)];
  }
  const update: ExtendedS3DestinationUpdate | undefined =
    input.ExtendedS3DestinationUpdate ?? input.S3DestinationUpdate;
  const deployed = deployedDestination(description);
  if (update === undefined || deployed === undefined) return problems;
  return [
    ...problems,
    ...checkTransition(deployed, update),
    ...checkDestination(merge(deployed, update)),
  ];
}

/**
 * What can't be changed later.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationUpdate.html about backup
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-enable.html
 */
function checkTransition(
  deployed: ExtendedS3DestinationDescription,
  {
    S3BackupMode: mode,
    DynamicPartitioningConfiguration: partitioning,
  }: ExtendedS3DestinationUpdate,
): string[] {
  const wasPartitioned = deployed.DynamicPartitioningConfiguration?.Enabled === true;
  const isPartitioned = partitioning?.Enabled ?? wasPartitioned;
  return [
    ...(deployed.S3BackupMode === "Enabled" && mode === "Disabled"
      ? ["S3BackupMode can't be changed from Enabled to Disabled."]
      : []),
    ...(wasPartitioned === isPartitioned
      ? []
      : [
          `Dynamic partitioning can't be ${isPartitioned ? "enabled" : "disabled"} for an existing delivery stream.`,
        ]),
  ];
}

function merge(
  deployed: ExtendedS3DestinationDescription,
  update: ExtendedS3DestinationUpdate,
): ExtendedS3DestinationConfiguration {
  const { S3BackupDescription: backup, ...settings } = deployed;
  const { S3BackupUpdate: backupUpdate, ...changed } = update;
  const merged = { ...settings, ...changed };
  if (backup === undefined && backupUpdate === undefined) return withBucket(merged);
  return withBucket({
    ...merged,
    S3BackupConfiguration: withBucket({ ...backup, ...backupUpdate }),
  });
}

/** An update has neither of these if they stay; a description has both. */
function withBucket<Settings extends Partial<S3DestinationConfiguration>>(
  settings: Settings,
): Settings & Pick<S3DestinationConfiguration, "RoleARN" | "BucketARN"> {
  const { RoleARN, BucketARN } = settings;
  return { ...settings, RoleARN, BucketARN };
}
