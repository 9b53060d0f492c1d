import { PROVIDER_DOCS } from "./service-holdings";
import type { Holdings } from "./service-holdings";

/** Types that version 6 of the provider has, up to 6.66, and version 5 has not. */
export const provider6Holdings: Holdings = {
  aws_glue: {
    source: "https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteCatalog.html",
    data: {
      catalog:
        "the catalog {name} with all its databases and tables, and with their rows where Redshift stores them",
    },
  },
  aws_msk: {
    source: PROVIDER_DOCS,
    data: { topic: "every record of the topic {name}" },
    metadata: {
      channel: "where the channel {channel_name} was: a new one delivers what comes later",
    },
  },
  aws_mailmanager: {
    source: "https://docs.aws.amazon.com/sesmailmanager/latest/APIReference/API_DeleteArchive.html",
    data: { archive: "every email of the archive {name}" },
    nothing: "ingress_point relay rule_set traffic_policy",
  },
  aws_workmail: {
    source: "https://docs.aws.amazon.com/workmail/latest/APIReference/API_DeleteOrganization.html",
    data: {
      organization: "every mailbox of the organization {organization_alias}",
      user: "the mailbox of the user {name}",
    },
    metadata: { group: "the members of the group {name}" },
    nothing: "default_domain domain",
  },
  aws_s3files: {
    source: PROVIDER_DOCS,
    data: {
      file_system: "changes of files that are not in the bucket {bucket} yet; its objects remain",
    },
    nothing: "access_point file_system_policy mount_target synchronization_configuration",
  },
  aws_ebs: {
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVolume.html",
    data: { volume_copy: "every block of the volume" },
  },
  aws_sagemaker: {
    source: PROVIDER_DOCS,
    data: { mlflow_app: "every experiment, run and registered model of the app {name}" },
    metadata: {
      algorithm: "the algorithm {algorithm_name}; models that were trained with it remain",
      hyper_parameter_tuning_job: "the history of the tuning job; its artifacts remain",
      labeling_job: "the history of the labeling job; its labels remain",
      model_card: "every version of the model card {model_card_name}",
      training_job: "the history of the training job; its artifacts remain",
    },
    nothing: "hub_content_reference model_card_export_job",
  },
  aws_bedrock: {
    source:
      "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_BatchDeleteEvaluationJob.html",
    metadata: {
      evaluation_job: "the history of the evaluation job; its results remain",
      model_invocation_job: "the history of the job; its results remain",
    },
    nothing: "foundation_model_agreement use_case_for_model_access",
  },
  aws_bedrockagentcore: {
    source: PROVIDER_DOCS,
    data: { registry: "every record of the registry {name}" },
    metadata: { browser_profile: "cookies and storage of the browser profile {name}" },
    unknown: { harness: "what the sessions of the harness {harness_name} have stored" },
    nothing: "evaluator gateway_rule online_evaluation_config policy policy_engine resource_policy",
  },
  aws_agentregistry: {
    source: PROVIDER_DOCS,
    data: { registry: "every record of the registry {name}" },
  },
  aws_lambdamicrovms: {
    source: PROVIDER_DOCS,
    unknown: { microvm: "the memory and the disk of the virtual machine" },
    nothing: "image",
  },
  aws_opensearch: {
    source: PROVIDER_DOCS,
    metadata: { application: "the workspaces of the application {name}; the indexes remain" },
  },
  aws_securityhub: {
    source: PROVIDER_DOCS,
    metadata: { account_v2: "every finding of the account" },
    nothing: "aggregator_v2 automation_rule_v2 connector_v2 feature_v2",
  },
  aws_dms: {
    source: PROVIDER_DOCS,
    metadata: { migration_project: "assessments and conversions of the project" },
    nothing: "data_provider instance_profile",
  },
  aws_resiliencehubv2: {
    source: PROVIDER_DOCS,
    metadata: { service: "every assessment of the service {name}" },
    nothing: "assertion input_source policy service_function system user_journey",
  },
  aws_pinpointsmsvoicev2: {
    source: PROVIDER_DOCS,
    metadata: { sender_id: "the sender ID, which may have to be registered again" },
    nothing: "event_destination keyword pool resource_policy",
  },
  aws: {
    source: PROVIDER_DOCS,
    nothing: `accountaccess_application accountaccess_entitlement apigatewayv2_routing_rule arcregionswitch_plan
      arczonalshift_autoshift_observer_notification_status arczonalshift_zonal_autoshift_configuration
      cloudfront_anycast_ip_list cloudfront_connection_function cloudfront_connection_group
      cloudfront_distribution_tenant cloudfront_multitenant_distribution cloudfront_trust_store
      cloudwatch_alarm_mute_rule cloudwatch_log_s3_table_integration_source
      cloudwatch_log_storage_tier_policy cloudwatch_otel_enrichment datazone_policy_grant
      dsql_cluster_policy dynamodb_global_secondary_index ec2_local_gateway_route_table
      ec2_local_gateway_route_table_virtual_interface_group_association ec2_network_insights_access_scope
      ec2_secondary_network ec2_secondary_subnet ec2_transit_gateway_metering_policy
      ec2_transit_gateway_metering_policy_entry ec2_transit_gateway_policy_table_entry
      ecr_pull_time_update_exclusion ecs_daemon ecs_daemon_task_definition fis_safety_lever_state
      iam_outbound_web_identity_federation kinesis_account_settings lambda_function_scaling_config
      lambda_resource_policy lambdacore_network_connector neptunegraph_private_graph_endpoint
      networkfirewall_container_association networkmanager_attachment_routing_policy_label
      networkmanager_prefix_list_association
      notifications_managed_notification_account_contact_association
      notifications_managed_notification_additional_channel_association
      notifications_organizational_unit_association notifications_organizations_access
      observabilityadmin_s3_table_integration observabilityadmin_telemetry_enrichment
      observabilityadmin_telemetry_evaluation observabilityadmin_telemetry_evaluation_for_organization
      observabilityadmin_telemetry_pipeline observabilityadmin_telemetry_rule
      observabilityadmin_telemetry_rule_for_organization odb_iam_role_association
      opensearchserverless_collection_group organizations_aws_service_access organizations_tag
      osis_pipeline_endpoint osis_resource_policy outposts_capacity_task prometheus_anomaly_detector
      prometheus_scraper_logging_configuration ram_permission ram_resource_share_associations_exclusive
      redshift_idc_application redshift_namespace_registration s3control_multi_region_access_point_routes
      savingsplans_savings_plan secretsmanager_tag servicequotas_auto_management
      sesv2_multi_region_endpoint sesv2_tenant sesv2_tenant_resource_association
      ssoadmin_customer_managed_policy_attachments_exclusive ssoadmin_managed_policy_attachments_exclusive
      ssoadmin_region uxc_account_customizations vpc_security_group_rules_exclusive wafv2_web_acl_rule
      workspaces_pool xray_indexing_rule xray_trace_segment_destination`,
  },
};
