import computed from "./computed-attributes.json";

/** What the provider computes in every type. */
const EVERYWHERE = ["id", "arn", "tags_all"];

/**
 * Blocks that the provider fills with AWS's defaults where the configuration has none. The provider's schema has them as
 * blocks, so that a plan shows a `dynamic` block of them in the same way: of a creation, the review takes them as unset.
 */
const DEFAULTED_BLOCKS: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role: ["inline_policy"],
  aws_lambda_function: ["ephemeral_storage", "logging_config", "tracing_config"],
  aws_glue_catalog_database: ["create_table_default_permission"],
  aws_glue_catalog_table: ["partition_index"],
  aws_s3_bucket: [
    "cors_rule",
    "grant",
    "lifecycle_rule",
    "logging",
    "object_lock_configuration",
    "replication_configuration",
    "server_side_encryption_configuration",
    "versioning",
    "website",
  ],
};

const byType: Readonly<Record<string, string | undefined>> = computed;

/**
 * Whether the provider computes an attribute that the configuration does not have. Blocks are not computed: the configuration
 * of a plan lacks those that are `dynamic`.
 *
 * The table has the attributes with `computed` of the types that the review knows, from `terraform providers schema -json` of
 * hashicorp/aws 5.100.0, without lists of objects that can be configured, too.
 *
 * @param hadNone whether the resource has no value of it before
 */
export function isComputed(type: string, name: string, hadNone: boolean): boolean {
  return (
    EVERYWHERE.includes(name) ||
    (byType[type] ?? "").split(" ").includes(name) ||
    (hadNone && (DEFAULTED_BLOCKS[type] ?? []).includes(name))
  );
}
