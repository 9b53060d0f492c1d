import { PROVIDER_DOCS } from "./service-holdings";
import type { Holdings } from "./service-holdings";

/** Logs, metrics, configuration, accounts and costs. */
export const managementHoldings: Holdings = {
  aws_cloudwatch: {
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html",
    data: {
      event_archive: "every event of the archive {name}",
      log_group: "all lines of the log group {name}",
      log_stream: "all lines of the log stream {name}",
    },
    metadata: {
      log_anomaly_detector: "the training of the anomaly detector",
      event_connection: "the stored credentials of the connection {name}",
    },
    nothing: `composite_alarm metric_alarm contributor_insight_rule contributor_managed_insight_rule dashboard event_api_destination event_bus
      event_bus_policy event_endpoint event_permission event_rule event_target log_account_policy
      log_data_protection_policy log_delivery log_delivery_destination log_delivery_destination_policy
      log_delivery_source log_destination log_destination_policy log_index_policy log_metric_filter log_resource_policy
      log_subscription_filter log_transformer metric_stream query_definition`,
  },
  aws_cloudtrail: {
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DeleteEventDataStore.html",
    data: {
      event_data_store:
        "every event of the data store {name}, after 7 days during which it can be restored",
    },
    metadata: {
      ".": "the trail {name}: what happens without it is not recorded; delivered logs remain",
    },
    nothing: "organization_delegated_admin_account",
  },
  aws_config: {
    source:
      "https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteConfigurationRecorder.html",
    metadata: {
      config_rule: "the evaluations of the rule {name}",
      configuration_recorder: "the recorder: what changes without it is not recorded",
      conformance_pack: "the evaluations of the pack {name}",
      organization_conformance_pack: "the evaluations of the pack {name} in every account",
    },
    nothing: `aggregate_authorization configuration_aggregator configuration_recorder_status delivery_channel
      organization_custom_policy_rule organization_custom_rule organization_managed_rule remediation_configuration
      retention_configuration`,
  },
  aws_ssm: {
    source:
      "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html",
    data: { parameter: "the value of the parameter {name}, with its history" },
    metadata: {
      activation: "the activation: managed nodes must be registered again",
      association: "the history of the association",
      document: "the versions of the document {name}",
      maintenance_window: "the history of the window {name}",
    },
    nothing: `default_patch_baseline maintenance_window_target maintenance_window_task patch_baseline patch_group
      resource_data_sync service_setting`,
  },
  aws_ssmincidents: {
    source:
      "https://docs.aws.amazon.com/incident-manager/latest/APIReference/API_DeleteReplicationSet.html",
    data: { replication_set: "every incident of the account" },
    nothing: "response_plan",
  },
  aws_ssmcontacts: { source: PROVIDER_DOCS, nothing: "contact contact_channel plan rotation" },
  aws_ssmquicksetup: {
    source: PROVIDER_DOCS,
    unknown: { configuration_manager: "what the configuration {name} deployed" },
  },
  aws_organizations: {
    source: "https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html",
    data: {
      account:
        "the membership of the account {name}, and with close_on_deletion the account with everything in it",
      organization: "the organization with its policies; AWS refuses while it has accounts",
    },
    metadata: { organizational_unit: "the unit {name}" },
    nothing: "delegated_administrator policy policy_attachment resource_policy",
  },
  aws_controltower: {
    source: PROVIDER_DOCS,
    unknown: { landing_zone: "the landing zone, with what it deployed" },
    nothing: "baseline control",
  },
  aws_prometheus: {
    source: "https://docs.aws.amazon.com/prometheus/latest/APIReference/API_DeleteWorkspace.html",
    data: { workspace: "every metric of the workspace {alias}" },
    metadata: { scraper: "the scraper {alias}: what happens without it is not collected" },
    nothing: `alert_manager_definition query_logging_configuration resource_policy rule_group_namespace
      workspace_configuration`,
  },
  aws_grafana: {
    source: "https://docs.aws.amazon.com/grafana/latest/APIReference/API_DeleteWorkspace.html",
    data: { workspace: "every dashboard and alert of the workspace {name}" },
    metadata: {
      workspace_api_key: "the key {key_name}: what uses it is refused",
      workspace_service_account: "the tokens of the service account {name}",
      workspace_service_account_token: "the token {name}: what uses it is refused",
    },
    nothing: "license_association role_association workspace_saml_configuration",
  },
  aws_rum: {
    source: PROVIDER_DOCS,
    metadata: { app_monitor: "the sessions of the monitor {name}" },
    nothing: "metrics_destination",
  },
  aws_synthetics: {
    source: PROVIDER_DOCS,
    metadata: { canary: "the history of the canary {name}" },
    nothing: "group group_association",
  },
  aws_evidently: {
    source: PROVIDER_DOCS,
    metadata: {
      project: "the features and experiments of the project {name}",
      launch: "the results of the launch {name}",
      feature: "the evaluations of the feature {name}",
    },
    nothing: "segment",
  },
  aws_devopsguru: {
    source: PROVIDER_DOCS,
    nothing: "event_sources_config notification_channel resource_collection service_integration",
  },
  aws_fis: {
    source: PROVIDER_DOCS,
    metadata: { experiment_template: "the template; its experiments remain" },
    nothing: "target_account_configuration",
  },
  aws_cur: { source: PROVIDER_DOCS, nothing: "report_definition" },
  aws_ce: {
    source: PROVIDER_DOCS,
    metadata: { anomaly_monitor: "the anomalies of the monitor {name}" },
    nothing: "anomaly_subscription cost_allocation_tag cost_category",
  },
  aws_budgets: {
    source: PROVIDER_DOCS,
    metadata: { budget: "the history of the budget {name}" },
    nothing: "budget_action",
  },
  aws_codeguruprofiler: {
    source: PROVIDER_DOCS,
    data: { profiling_group: "every profile of the group {name}" },
  },
  ...Object.fromEntries(
    Object.entries({
      aws_account: "alternate_contact primary_contact region",
      aws_applicationinsights: "application",
      aws_bcmdataexports: "export",
      aws_billing: "view",
      aws_chatbot: "slack_channel_configuration teams_channel_configuration",
      aws_codestarnotifications: "notification_rule",
      aws_computeoptimizer: "enrollment_status recommendation_preferences",
      aws_costoptimizationhub: "enrollment_status preferences",
      aws_invoicing: "invoice_unit",
      aws_licensemanager: "association grant grant_accepter license_configuration",
      aws_notifications:
        "channel_association event_rule notification_configuration notification_hub",
      aws_notificationscontacts: "email_contact",
      aws_oam: "link sink sink_policy",
      aws_observabilityadmin: "centralization_rule_for_organization",
      aws_resiliencehub: "resiliency_policy",
      aws_resourceexplorer2: "index view",
      aws_resourcegroups: "group resource",
      aws_servicequotas: "service_quota template template_association",
      aws_xray: "encryption_config group resource_policy sampling_rule",
    }).map(([prefix, nothing]) => [prefix, { source: PROVIDER_DOCS, nothing }]),
  ),
};
