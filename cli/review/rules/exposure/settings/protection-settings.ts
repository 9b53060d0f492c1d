import { isNoneOf, isOff, isOneOf, isSetOff } from "./exposing-setting";
import type { ExposingSetting } from "./exposing-setting";

const isUnset = (texts: readonly string[]): boolean => texts.length === 0;

/** Settings without which data is stored or sent unprotected. Each has a rule of checkov, or a page of AWS, at its line. */
export const protectionSettings: readonly ExposingSetting[] = [
  // checkov CKV_AWS_16, CKV_AWS_96, CKV_AWS_74, CKV_AWS_44, CKV_AWS_64, CKV_AWS_42, CKV_AWS_3, CKV_AWS_29
  setting(
    ["aws_db_instance", "aws_docdb_cluster", "aws_neptune_cluster", "aws_rds_cluster"],
    "storage_encrypted",
    isOff,
    "is not encrypted",
  ),
  setting(
    ["aws_redshift_cluster", "aws_efs_file_system", "aws_ebs_volume"],
    "encrypted",
    isOff,
    "is not encrypted",
  ),
  setting(["aws_ebs_encryption_by_default"], "enabled", isSetOff, "leaves new volumes unencrypted"),
  setting(
    ["aws_elasticache_replication_group"],
    "at_rest_encryption_enabled",
    isOff,
    "is not encrypted at rest",
  ),
  // checkov CKV_AWS_30
  setting(
    ["aws_elasticache_replication_group"],
    "transit_encryption_enabled",
    isOff,
    "is not encrypted in transit",
  ),
  // checkov CKV_AWS_5, CKV_AWS_6, CKV_AWS_83
  setting(
    ["aws_opensearch_domain", "aws_elasticsearch_domain"],
    "encrypt_at_rest.enabled",
    isOff,
    "is not encrypted at rest",
  ),
  setting(
    ["aws_opensearch_domain", "aws_elasticsearch_domain"],
    "node_to_node_encryption.enabled",
    isOff,
    "is not encrypted between its nodes",
  ),
  setting(
    ["aws_opensearch_domain", "aws_elasticsearch_domain"],
    "domain_endpoint_options.enforce_https",
    isOff,
    "accepts plain HTTP",
  ),
  // checkov CKV_AWS_90
  setting(
    ["aws_msk_cluster"],
    "encryption_info.encryption_in_transit.client_broker",
    isOneOf("PLAINTEXT", "TLS_PLAINTEXT"),
    "accepts connections without TLS",
  ),
  setting(
    ["aws_msk_cluster"],
    "client_authentication.unauthenticated",
    (texts) => texts.includes("true"),
    "accepts clients without authentication",
  ),
  // checkov CKV_AWS_26, CKV_AWS_27
  {
    ...setting(["aws_sns_topic"], "kms_master_key_id", isUnset, "is not encrypted with a key"),
    acceptedInNew: true,
  },
  setting(
    ["aws_sqs_queue"],
    "sqs_managed_sse_enabled",
    (texts, { kms_master_key_id }) =>
      texts.includes("false") && (kms_master_key_id === undefined || kms_master_key_id === null),
    "is not encrypted",
  ),
  {
    ...setting(
      ["aws_kinesis_firehose_delivery_stream"],
      "server_side_encryption.enabled",
      (texts, { kinesis_source_configuration: source }) =>
        !texts.includes("true") &&
        (source === undefined || source === null || JSON.stringify(source) === "[]"),
      "is not encrypted",
    ),
    acceptedInNew: true,
  },
  // checkov CKV_AWS_79
  setting(
    ["aws_instance", "aws_launch_template", "aws_launch_configuration"],
    "metadata_options.http_tokens",
    isNoneOf("required"),
    "gives the credentials of its role to requests without a token (IMDSv1)",
  ),
  // checkov CKV_AWS_2, CKV_AWS_103
  setting(
    ["aws_lb_listener", "aws_alb_listener"],
    "protocol",
    (texts, { default_action }) =>
      texts.includes("HTTP") && !JSON.stringify(default_action ?? null).includes('"redirect"'),
    "accepts plain HTTP",
  ),
  setting(
    ["aws_lb_listener", "aws_alb_listener"],
    "ssl_policy",
    (texts) => texts.some((each) => !/TLS13|TLS-1-2|FS-1-2/.test(each)),
    "accepts old versions of TLS",
  ),
  // checkov CKV_AWS_174
  setting(
    ["aws_cloudfront_distribution"],
    "viewer_certificate.minimum_protocol_version",
    (texts) => texts.some((each) => !/^TLSv1\.[23]/.test(each)),
    "accepts old versions of TLS",
  ),
  setting(
    ["aws_athena_workgroup"],
    "configuration.enforce_workgroup_configuration",
    isSetOff,
    "lets queries choose where, and how encrypted, their results are",
  ),
  setting(
    ["aws_cognito_user_pool"],
    "mfa_configuration",
    isOneOf("OFF"),
    "asks for no second factor",
  ),
];

function setting(
  types: readonly string[],
  path: string,
  exposes: ExposingSetting["exposes"],
  message: string,
): ExposingSetting {
  return { types, path, exposes, message };
}
