/** Why resources of some types cost nothing by themselves. */
export interface FreeRule {
  readonly reason: string;
  readonly types: RegExp;
}

/** The rules, the first that fits says why. */
const freeRules: readonly FreeRule[] = [
  {
    reason: "identities and permissions are free",
    types:
      /^aws_(iam_.*|lakeformation_.*|lambda_permission|kms_(alias|grant|key_policy)|sns_topic_policy|sqs_queue_policy|glue_resource_policy|kinesis_resource_policy|cloudwatch_log_resource_policy)$/,
  },
  {
    reason: "settings of a bucket, paid for with its objects and requests",
    types:
      /^aws_s3_bucket_(accelerate_configuration|acl|cors_configuration|lifecycle_configuration|logging|notification|object_lock_configuration|ownership_controls|policy|public_access_block|server_side_encryption_configuration|versioning)$/,
  },
  { reason: "account-wide switches are free", types: /^aws_s3_account_public_access_block$/ },
  {
    reason: "definitions in the catalog and in Athena, paid for when they are used",
    types:
      /^aws_(glue_(catalog_database|security_configuration|partition_index|schema|registry)|athena_(named_query|prepared_statement|data_catalog))$/,
  },
  {
    reason: "parts of a log group, paid for with its lines",
    types: /^aws_cloudwatch_(log_stream|log_subscription_filter|query_definition)$/,
  },
  {
    reason: "events of AWS's own services are free",
    types: /^aws_cloudwatch_event_(rule|target)$/,
  },
  {
    reason: "addresses of a topic, paid for with its notifications",
    types: /^aws_sns_topic_subscription$/,
  },
  { reason: "no resource of AWS", types: /^(terraform_data|null_resource|random_.*|time_.*)$/ },
];

/** Why a type is free; `undefined` for one that no rule knows. */
export function freeReason(type: string): string | undefined {
  return freeRules.find(({ types }) => types.test(type))?.reason;
}
