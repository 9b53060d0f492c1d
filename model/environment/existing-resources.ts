import { awsPartition } from "../naming/aws-partition";

/**
 * Resources that existed before this project, for example from a CloudFormation stack. They keep their names, and the next
 * deploy imports them into the Terraform state instead of creating new ones. `npx lake import` prints these settings.
 */
export interface ExistingResources {
  /** Name of the bucket of Parquet objects. */
  readonly lakeBucket?: string;
  /** Name of the bucket of source records. */
  readonly rawBucket?: string;
  /** Id of the KMS key that encrypts the objects in the buckets. */
  readonly bucketKeyId?: string;
  /** Id of the KMS key that encrypts the records in the streams. */
  readonly streamKeyId?: string;
  /** Name of the Glue database. */
  readonly database?: string;
  /** By the names of datasets. */
  readonly datasets?: Readonly<Record<string, ExistingDatasetResources>>;
}

/** Existing resources of one dataset. */
export interface ExistingDatasetResources {
  /** Name of the Kinesis stream. */
  readonly stream?: string;
  /** Name of the Glue table, in the existing database. */
  readonly table?: string;
  /** Name of the Firehose stream. It can be imported only together with its role and the stream that it reads. */
  readonly deliveryStream?: string;
  /** Name of the Firehose stream's role. */
  readonly deliveryRole?: string;
}

/** One of Terraform's import blocks. */
export interface ImportBlock {
  /** Address in the configuration. */
  readonly to: string;
  /** Id in the form that the provider's documentation gives for the type of the resource. */
  readonly id: string;
}

/** The import blocks of existing resources. */
export function importBlocks(
  existing: ExistingResources,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): ImportBlock[] {
  const { lakeBucket, rawBucket, bucketKeyId, streamKeyId, database, datasets = {} } = existing;
  return [
    ...block("aws_kms_key.bucket_key", bucketKeyId),
    ...block("aws_kms_key.stream_key", streamKeyId),
    ...block("aws_s3_bucket.data_lake_bucket", lakeBucket),
    ...block("aws_s3_bucket.raw_bucket", rawBucket),
    ...block("aws_glue_catalog_database.glue_database", database, (name) => `${accountId}:${name}`),
    ...Object.entries(datasets).flatMap(([dataset, of]) => [
      ...block(`aws_kinesis_stream.${dataset}_event_stream`, of.stream),
      ...block(
        `aws_glue_catalog_table.${dataset}_event_table`,
        of.table,
        (name) => `${accountId}:${database}:${name}`,
      ),
      ...block(`aws_iam_role.${dataset}_delivery_stream_role`, of.deliveryRole),
      ...block(
        `aws_kinesis_firehose_delivery_stream.${dataset}_delivery_stream`,
        of.deliveryStream,
        (name) =>
          `arn:${awsPartition(region)}:firehose:${region}:${accountId}:deliverystream/${name}`,
      ),
    ]),
  ];
}

function block(
  to: string,
  name: string | undefined,
  id: (name: string) => string = (same) => same,
): ImportBlock[] {
  return name === undefined ? [] : [{ to, id: id(name) }];
}
