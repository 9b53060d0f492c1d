import type { Values } from "../../terraform/plan/terraform-plan";

/** What is lost with a resource. */
export interface Loss {
  /** Data can't be recovered; metadata can be created again. */
  readonly kind: "data" | "metadata";
  readonly what: string;
}

const losses: Readonly<Record<string, (values: Values) => Loss>> = {
  aws_s3_bucket: ({ bucket, force_destroy }) => ({
    kind: "data",
    what: `every object in the bucket ${show(bucket)}, with all its versions${force_destroy === true ? "" : "; AWS refuses while the bucket is not empty"}`,
  }),
  aws_kinesis_stream: ({ name, retention_period }) => ({
    kind: "data",
    what: `all records in the stream ${show(name)}, up to ${show(retention_period)} hours of them, delivered or not`,
  }),
  aws_kinesis_firehose_delivery_stream: ({ name }) => ({
    kind: "data",
    what: `the records in the buffers of ${show(name)}, and its position in the stream: a new one starts at LATEST, so records that arrive meanwhile are in neither the lake nor the raw backup`,
  }),
  aws_kms_key: ({ deletion_window_in_days }) => ({
    kind: "data",
    what: `everything that was ever encrypted with this key: it becomes unreadable, including backups. AWS waits ${show(deletion_window_in_days ?? 30)} days, during which the deletion can be cancelled`,
  }),
  aws_dynamodb_table: ({ name }) => ({
    kind: "data",
    what: `every item of the table ${show(name)}`,
  }),
  aws_sqs_queue: ({ name }) => ({ kind: "data", what: `every message in the queue ${show(name)}` }),
  aws_glue_catalog_table: ({ name }) => ({
    kind: "metadata",
    what: `the table ${show(name)} with its registered partitions and old versions; the objects remain`,
  }),
  aws_glue_catalog_database: ({ name }) => ({
    kind: "metadata",
    what: `the database ${show(name)} with all its tables; the objects remain`,
  }),
  aws_athena_workgroup: ({ name }) => ({
    kind: "metadata",
    what: `the history of queries in the workgroup ${show(name)}`,
  }),
  aws_cloudwatch_log_group: ({ name }) => ({
    kind: "metadata",
    what: `all lines of the log group ${show(name)}`,
  }),
};

/** What is lost when a resource is destroyed; undefined for a type without state. */
export function lossOf(type: string, values: Values | null): Loss | undefined {
  return losses[type]?.(values ?? {});
}

function show(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "?";
}
