import type { Construct } from "constructs";
import { resolveDelivery } from "../../model/environment/resolve-environment";
import type { DeliverySettings } from "../../model/environment/settings/delivery-settings";
import type { TrustCondition } from "../../model/environment/settings/service-trust";
import type { DatasetNames } from "../../model/naming/names";
import type { IEncryptedBucket } from "../data-storage/encrypted-bucket";
import type { AwsLocation } from "../shared/aws-arn";
import type { IEncryptionKey } from "../shared/encryption-key";
import { LogGroup } from "../shared/log-group";
import { ServiceRole } from "../shared/service-role";
import { backupPrefixExpression, errorPrefixExpression } from "./prefixes";

/** What the resources of every delivery stream are made from, whatever its destination. */
interface DeliveryResourcesProps extends DeliverySettings, AwsLocation {
  readonly names: DatasetNames;
  readonly trust?: TrustCondition | undefined;
  readonly rawBucket: IEncryptedBucket;
  readonly logKey?: IEncryptionKey | undefined;
  readonly logRetentionDays?: number | undefined;
}

/** The role of a delivery stream, and where it logs errors. */
export interface DeliveryResources {
  readonly role: ServiceRole;
  readonly logs: LogGroup;
}

/** Log streams, named as the console names them. */
export const logStreams = { destination: "DestinationDelivery", backup: "BackupDelivery" };

/** Adds the role and the log group of a delivery stream, which have no grants yet. */
export function addDeliveryResources(
  scope: Construct,
  props: DeliveryResourcesProps,
): DeliveryResources {
  const { names, region, accountId } = props;
  const role = new ServiceRole(scope, "role", {
    roleName: names.deliveryRole,
    description: `Delivers from the stream ${names.stream} to the data lake.`,
    service: "firehose",
    trust: props.trust,
    accountId,
  });
  const logs = new LogGroup(scope, "logs", {
    region,
    accountId,
    logGroupName: names.deliveryLogGroup,
    retentionDays: props.logRetentionDays,
    key: props.logKey,
    streams: logStreams,
  });
  return { role, logs };
}

/** S3 configuration of the source records' copies in the raw bucket. */
export function renderBackup(props: DeliveryResourcesProps, { role, logs }: DeliveryResources) {
  const { names, rawBucket } = props;
  const { backup } = resolveDelivery(props);
  return {
    bucketArn: rawBucket.arn,
    roleArn: role.arn,
    ...renderKey(rawBucket),
    prefix: backupPrefixExpression(names.rawPrefix),
    errorOutputPrefix: errorPrefixExpression(names.rawErrorPrefix),
    bufferingSize: backup.buffering.sizeMiB,
    bufferingInterval: backup.buffering.intervalSeconds,
    compressionFormat: backup.compression,
    cloudwatchLoggingOptions: renderLogging(logs, logStreams.backup),
  };
}

/** Where errors are logged. */
export function renderLogging({ logGroupName }: LogGroup, logStreamName: string) {
  return { enabled: true, logGroupName, logStreamName };
}

/**
 * Without a key Firehose requests no encryption, and S3 applies the bucket's own.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_EncryptionConfiguration.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
 */
export function renderKey({ key }: IEncryptedBucket): { readonly kmsKeyArn?: string } {
  return key === undefined ? {} : { kmsKeyArn: key.arn };
}
