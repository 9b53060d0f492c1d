import { PROVIDER_DOCS } from "./service-holdings";
import type { Holdings } from "./service-holdings";

/** Keys, secrets, identities, and the services that watch over an account. */
export const securityHoldings: Holdings = {
  aws_kms: {
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    data: {
      key: "everything that was ever encrypted with this key: it becomes unreadable, including backups. AWS waits {deletion_window_in_days=30} days, during which the deletion can be cancelled",
      external_key:
        "everything that was ever encrypted with this key: it becomes unreadable, including backups. AWS waits {deletion_window_in_days=30} days, during which the deletion can be cancelled",
      replica_key:
        "the replica of the key: in this region, what was encrypted with it becomes unreadable after {deletion_window_in_days=30} days",
      replica_external_key:
        "the replica of the key: in this region, what was encrypted with it becomes unreadable after {deletion_window_in_days=30} days",
      custom_key_store: "the keys of the key store {custom_key_store_name}",
    },
    nothing: "alias ciphertext grant key_policy",
  },
  aws_paymentcryptography: {
    source:
      "https://docs.aws.amazon.com/payment-cryptography/latest/APIReference/API_DeleteKey.html",
    data: { key: "the key, after {deletion_window_in_days=7} days" },
    nothing: "key_alias",
  },
  aws_cloudhsm: {
    source: "https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DeleteCluster.html",
    data: { v2_cluster: "every key in the cluster that is in no backup" },
    metadata: { v2_hsm: "an HSM of the cluster" },
  },
  aws_secretsmanager: {
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
    data: {
      secret:
        "the secret {name} with all its versions. AWS waits {recovery_window_in_days=30} days, during which it can be restored",
      secret_version: "the value of the secret",
    },
    nothing: "secret_policy secret_rotation",
  },
  aws_acm: {
    source: PROVIDER_DOCS,
    metadata: { certificate: "the certificate of {domain_name} with its private key" },
    nothing: "certificate_validation",
  },
  aws_acmpca: {
    source:
      "https://docs.aws.amazon.com/privateca/latest/APIReference/API_DeleteCertificateAuthority.html",
    data: {
      certificate_authority:
        "the authority's private key, after {permanent_deletion_time_in_days=30} days: it can never issue or revoke again",
    },
    nothing: "certificate certificate_authority_certificate permission policy",
  },
  aws_iam: {
    source: PROVIDER_DOCS,
    metadata: {
      access_key: "the access key: what uses it is refused",
      role: "the unique id of the role {name}: policies that name it by id no longer match",
      server_certificate: "the private key of the certificate {name}",
      service_specific_credential: "the credential: what uses it is refused",
      user: "the user {name} with its unique id and credentials",
      virtual_mfa_device: "the MFA device {virtual_mfa_device_name}",
    },
    nothing: `account_alias account_password_policy group group_membership group_policies_exclusive group_policy
      group_policy_attachment group_policy_attachments_exclusive instance_profile openid_connect_provider
      organizations_features policy policy_attachment role_policies_exclusive role_policy role_policy_attachment
      role_policy_attachments_exclusive saml_provider security_token_service_preferences service_linked_role
      signing_certificate user_group_membership user_login_profile user_policies_exclusive user_policy
      user_policy_attachment user_policy_attachments_exclusive user_ssh_key`,
  },
  aws_identitystore: {
    source: PROVIDER_DOCS,
    metadata: {
      group: "the group {display_name} with its assignments",
      user: "the user {user_name} with its assignments",
    },
    nothing: "group_membership",
  },
  aws_cognito: {
    source:
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html",
    data: {
      identity_pool: "every identity of the pool {identity_pool_name}",
      user: "the user {username} with its attributes and devices",
      user_pool: "every user of the pool {name}, with their passwords and attributes",
    },
    metadata: {
      user_group: "the group {name} with its members",
      user_pool_client: "the id and secret of the client {name}",
      user_pool_domain: "the domain {domain} of the sign-in pages",
    },
    nothing: `identity_pool_provider_principal_tag identity_pool_roles_attachment identity_provider
      log_delivery_configuration managed_login_branding managed_user_pool_client resource_server risk_configuration
      user_in_group user_pool_ui_customization`,
  },
  aws_directory: {
    source: "https://docs.aws.amazon.com/directoryservice/latest/devguide/API_DeleteDirectory.html",
    data: {
      service_directory: "every user, group and computer of the directory {name}",
      service_region: "the domain controllers of the region {region_name}",
    },
    metadata: { service_trust: "the trust with {remote_domain_name}" },
    nothing: `service_conditional_forwarder service_log_subscription service_radius_settings service_shared_directory
      service_shared_directory_accepter`,
  },
  aws_verifiedpermissions: {
    source:
      "https://docs.aws.amazon.com/verifiedpermissions/latest/apireference/API_DeletePolicyStore.html",
    metadata: { policy_store: "every policy of the store" },
    nothing: "identity_source policy policy_template schema",
  },
  aws_guardduty: {
    source: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html",
    metadata: { detector: "every finding of the detector" },
    nothing: `detector_feature filter invite_accepter ipset malware_protection_plan member member_detector_feature
      organization_admin_account organization_configuration organization_configuration_feature publishing_destination
      threatintelset`,
  },
  aws_securityhub: {
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-disable.html",
    metadata: { account: "every finding and insight of the account" },
    nothing: `action_target automation_rule configuration_policy configuration_policy_association finding_aggregator
      insight invite_accepter member organization_admin_account organization_configuration product_subscription
      standards_control standards_control_association standards_subscription`,
  },
  aws_securitylake: {
    source: "https://docs.aws.amazon.com/security-lake/latest/APIReference/API_DeleteDataLake.html",
    metadata: { data_lake: "the configuration of the data lake; its buckets remain" },
    nothing: "aws_log_source custom_log_source subscriber subscriber_notification",
  },
  aws_macie2: {
    source: "https://docs.aws.amazon.com/macie/latest/user/disable-macie.html",
    metadata: { account: "every finding and job of the account" },
    nothing: `classification_export_configuration classification_job custom_data_identifier findings_filter
      invitation_accepter member organization_admin_account organization_configuration`,
  },
  aws_detective: {
    source: "https://docs.aws.amazon.com/detective/latest/APIReference/API_DeleteGraph.html",
    metadata: { graph: "the behavior graph with its history" },
    nothing: "invitation_accepter member organization_admin_account organization_configuration",
  },
  aws_inspector: {
    source: PROVIDER_DOCS,
    metadata: { assessment_template: "the runs and findings of {name}" },
    nothing: "assessment_target resource_group",
  },
  aws_inspector2: {
    source: PROVIDER_DOCS,
    metadata: { enabler: "every finding of the scans that are disabled" },
    nothing: "delegated_admin_account filter member_association organization_configuration",
  },
  aws_accessanalyzer: {
    source: PROVIDER_DOCS,
    metadata: { analyzer: "every finding of the analyzer {analyzer_name}" },
    nothing: "archive_rule",
  },
  aws_auditmanager: {
    source:
      "https://docs.aws.amazon.com/audit-manager/latest/APIReference/API_DeleteAssessment.html",
    data: { assessment: "the evidence of the assessment {name}" },
    metadata: {
      assessment_report: "the report {name}",
      account_registration: "the registration of the account; its assessments stop",
    },
    nothing:
      "assessment_delegation control framework framework_share organization_admin_account_registration",
  },
  aws_signer: {
    source: PROVIDER_DOCS,
    metadata: { signing_profile: "the signing profile {name}: its signatures can be revoked" },
    nothing: "signing_job signing_profile_permission",
  },
  aws_rolesanywhere: { source: PROVIDER_DOCS, nothing: "profile trust_anchor" },
  aws_ssoadmin: {
    source: PROVIDER_DOCS,
    nothing: `account_assignment application application_access_scope application_assignment
      application_assignment_configuration customer_managed_policy_attachment instance_access_control_attributes
      managed_policy_attachment permission_set permission_set_inline_policy permissions_boundary_attachment
      trusted_token_issuer`,
  },
  aws_fms: { source: PROVIDER_DOCS, nothing: "admin_account policy resource_set" },
  aws_shield: {
    source: PROVIDER_DOCS,
    nothing: `application_layer_automatic_response drt_access_log_bucket_association drt_access_role_arn_association
      proactive_engagement protection protection_group protection_health_check_association subscription`,
  },
  aws_waf: {
    source: PROVIDER_DOCS,
    nothing: `byte_match_set geo_match_set ipset rate_based_rule regex_match_set regex_pattern_set rule rule_group
      size_constraint_set sql_injection_match_set web_acl xss_match_set`,
  },
  aws_wafregional: {
    source: PROVIDER_DOCS,
    nothing: `byte_match_set geo_match_set ipset rate_based_rule regex_match_set regex_pattern_set rule rule_group
      size_constraint_set sql_injection_match_set web_acl web_acl_association xss_match_set`,
  },
  aws_wafv2: {
    source: PROVIDER_DOCS,
    nothing: `api_key ip_set regex_pattern_set rule_group web_acl web_acl_association web_acl_logging_configuration
      web_acl_rule_group_association`,
  },
  aws_ram: {
    source: PROVIDER_DOCS,
    nothing:
      "principal_association resource_association resource_share resource_share_accepter sharing_with_organization",
  },
};
