/**
 * Whom a policy is about: what an identity may do, who may assume a role, who may use the resource that has it, or the most
 * that other policies can allow. A guardrail that allows everything to everyone is AWS's default.
 */
export type PolicyKind = "identity" | "trust" | "resource" | "guardrail";

const kinds: readonly PolicyKind[] = ["identity", "trust", "resource", "guardrail"];

/**
 * Paths of the arguments with a policy, by kind and type.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const policyArguments: Readonly<Record<PolicyKind, Readonly<Record<string, string>>>> = {
  identity: {
    aws_iam_role_policy: "policy",
    aws_iam_user_policy: "policy",
    aws_iam_group_policy: "policy",
    aws_iam_policy: "policy",
    aws_iam_role: "inline_policy.policy",
    aws_ssoadmin_permission_set_inline_policy: "inline_policy",
    aws_iot_policy: "policy",
    aws_transfer_user: "policy",
    aws_transfer_access: "policy",
  },
  trust: { aws_iam_role: "assume_role_policy" },
  resource: {
    ...sameArgument("policy", [
      "aws_acmpca_policy",
      "aws_api_gateway_domain_name",
      "aws_api_gateway_rest_api",
      "aws_api_gateway_rest_api_policy",
      "aws_backup_vault_policy",
      "aws_cloudwatch_event_bus_policy",
      "aws_ecr_registry_policy",
      "aws_ecr_repository_policy",
      "aws_ecrpublic_repository_policy",
      "aws_efs_file_system_policy",
      "aws_glue_resource_policy",
      "aws_kinesis_resource_policy",
      "aws_kms_external_key",
      "aws_kms_key",
      "aws_kms_key_policy",
      "aws_kms_replica_external_key",
      "aws_kms_replica_key",
      "aws_media_store_container_policy",
      "aws_msk_cluster_policy",
      "aws_networkfirewall_resource_policy",
      "aws_oam_sink_policy",
      "aws_s3_access_point",
      "aws_s3_bucket",
      "aws_s3_bucket_policy",
      "aws_s3control_access_grants_instance_resource_policy",
      "aws_s3control_access_point_policy",
      "aws_s3control_bucket_policy",
      "aws_s3control_object_lambda_access_point_policy",
      "aws_schemas_registry_policy",
      "aws_secretsmanager_secret",
      "aws_secretsmanager_secret_policy",
      "aws_ses_identity_policy",
      "aws_sesv2_email_identity_policy",
      "aws_sns_topic",
      "aws_sns_topic_policy",
      "aws_sqs_queue",
      "aws_sqs_queue_policy",
      "aws_vpclattice_auth_policy",
      "aws_vpclattice_resource_policy",
    ]),
    ...sameArgument("resource_policy", [
      "aws_s3tables_table_bucket_policy",
      "aws_s3tables_table_policy",
      "aws_sagemaker_model_package_group_policy",
    ]),
    ...sameArgument("policy_document", [
      "aws_cloudwatch_log_resource_policy",
      "aws_codeartifact_domain_permissions_policy",
      "aws_codeartifact_repository_permissions_policy",
      "aws_xray_resource_policy",
    ]),
    ...sameArgument("access_policies", [
      "aws_elasticsearch_domain",
      "aws_elasticsearch_domain_policy",
      "aws_opensearch_domain",
      "aws_opensearch_domain_policy",
    ]),
    aws_cloudsearch_domain_service_access_policy: "access_policy",
    aws_cloudwatch_log_delivery_destination_policy: "delivery_destination_policy",
    aws_cloudwatch_log_destination_policy: "access_policy",
    aws_codebuild_resource_policy: "policy",
    aws_dynamodb_resource_policy: "policy",
    aws_glacier_vault: "access_policy",
    aws_organizations_resource_policy: "content",
    aws_redshift_resource_policy: "policy",
    aws_redshiftserverless_resource_policy: "policy",
    aws_s3control_multi_region_access_point_policy: "details.policy",
  },
  guardrail: {
    aws_organizations_policy: "content",
    aws_vpc_endpoint: "policy",
    aws_vpc_endpoint_policy: "policy",
  },
};

/** An argument with a policy. */
export interface PolicyArgument {
  /** Path, without indexes. */
  readonly argument: string;
  readonly kind: PolicyKind;
}

/** The arguments of a resource type that contain a policy. */
export function policyArgumentsOf(type: string): readonly PolicyArgument[] {
  return kinds.flatMap((kind) => {
    const argument = Object.hasOwn(policyArguments[kind], type)
      ? policyArguments[kind][type]
      : undefined;
    return argument === undefined ? [] : [{ argument, kind }];
  });
}

/** Every type with policies, with the paths of their arguments. */
export function policyTypes(): { type: string; argument: string; kind: PolicyKind }[] {
  return kinds.flatMap((kind) =>
    Object.entries(policyArguments[kind]).map(([type, argument]) => ({ type, argument, kind })),
  );
}

function sameArgument(argument: string, types: readonly string[]): Record<string, string> {
  return Object.fromEntries(types.map((type) => [type, argument]));
}
