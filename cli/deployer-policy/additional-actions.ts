const guides = "https://docs.aws.amazon.com";

/** Actions that no recorded run of Terraform called, and where they are documented, by type of resource. */
export const additions: readonly {
  readonly resourceType: string;
  readonly actions: readonly string[];
  readonly why: string;
  readonly source: string;
}[] = [
  {
    resourceType: "aws_s3_bucket",
    actions: ["s3:ListTagsForResource", "s3:TagResource", "s3:UntagResource"],
    why: "version 6 of the provider, which AWS needs, reads and writes the tags of a bucket by them",
    source: `${guides}/AmazonS3/latest/API/API_control_TagResource.html`,
  },
  {
    resourceType: "aws_s3_bucket",
    actions: ["s3:DeleteObjectVersion"],
    why: "DeleteObjects of named versions, with which a bucket is emptied",
    source: `${guides}/AmazonS3/latest/API/API_DeleteObjects.html`,
  },
  {
    resourceType: "aws_s3_bucket",
    actions: ["s3:AbortMultipartUpload", "s3:GetObjectRetention", "s3:ListBucketMultipartUploads"],
    why: "`lake destroy` counts and aborts uploads, and names what an object lock retains",
    source: `${guides}/AmazonS3/latest/userguide/using-with-s3-policy-actions.html`,
  },
  {
    resourceType: "aws_glue_catalog_database",
    actions: ["glue:GetTables"],
    why: "`lake destroy` names the tables that are lost with the database",
    source: `${guides}/glue/latest/webapi/API_GetTables.html`,
  },
  {
    resourceType: "aws_glue_catalog_table_optimizer",
    actions: [
      "glue:CreateTableOptimizer",
      "glue:DeleteTableOptimizer",
      "glue:GetTableOptimizer",
      "glue:UpdateTableOptimizer",
    ],
    why: "the upkeep of an Iceberg table, which the recorded lake has not",
    source: `${guides}/glue/latest/webapi/API_CreateTableOptimizer.html`,
  },
  {
    resourceType: "aws_kms_key",
    actions: ["kms:ListKeys"],
    why: "`lake destroy` names the keys that wait for their deletion",
    source: `${guides}/kms/latest/APIReference/API_ListKeys.html`,
  },
  {
    resourceType: "aws_athena_named_query",
    actions: ["athena:UpdateNamedQuery"],
    why: "another query under the same id, instead of a new one",
    source: `${guides}/athena/latest/APIReference/API_UpdateNamedQuery.html`,
  },
  {
    resourceType: "aws_cloudwatch_log_group",
    actions: ["logs:AssociateKmsKey"],
    why: "another key for a log group",
    source: `${guides}/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html`,
  },
  {
    resourceType: "aws_kms_alias",
    actions: ["kms:UpdateAlias"],
    why: "another key behind an alias",
    source: `${guides}/kms/latest/APIReference/API_UpdateAlias.html`,
  },
  {
    resourceType: "aws_lambda_function",
    actions: ["lambda:GetFunctionConcurrency", "lambda:ListTags"],
    why: "GetFunction returns tags and concurrency only to whom these are allowed",
    source: `${guides}/lambda/latest/api/API_GetFunction.html`,
  },
];

/** Actions besides the recorded ones, by type of resource. */
export const additionalActions: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...new Set(additions.map(({ resourceType }) => resourceType))].map((type) => [
    type,
    additions.filter(({ resourceType }) => resourceType === type).flatMap(({ actions }) => actions),
  ]),
);
