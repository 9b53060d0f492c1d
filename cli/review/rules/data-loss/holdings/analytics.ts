import { PROVIDER_DOCS } from "./service-holdings";
import type { Holdings } from "./service-holdings";

/** Catalogs, queries, processing of data, machine learning. */
export const analyticsHoldings: Holdings = {
  aws_glue: {
    source: "https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteRegistry.html",
    data: {
      registry:
        "every schema version of the registry {registry_name}: records that refer to one can't be decoded",
      schema:
        "every version of the schema {schema_name}: records that refer to one can't be decoded",
    },
    metadata: {
      catalog_database: "the database {name} with all its tables; the objects remain",
      catalog_table:
        "the table {name} with its registered partitions and old versions; the objects remain",
      crawler: "the history of the crawler {name}",
      data_quality_ruleset: "the results of the ruleset {name}",
      dev_endpoint: "the files on the endpoint {name}",
      job: "the history and the bookmark of the job {name}: it reads everything again",
      ml_transform: "the training of the transform {name}",
      partition: "the registered partition; its objects remain",
      workflow: "the history of the workflow {name}",
    },
    nothing: `catalog_table_optimizer classifier connection data_catalog_encryption_settings partition_index
      resource_policy security_configuration trigger user_defined_function`,
  },
  aws_athena: {
    source: "https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html",
    metadata: {
      database: "the database {name} with all its tables; the objects remain",
      workgroup: "the history of queries in the workgroup {name}",
    },
    nothing: "capacity_reservation data_catalog named_query prepared_statement",
  },
  aws_lakeformation: {
    source: PROVIDER_DOCS,
    metadata: { lf_tag: "the tag {key} with every assignment of it" },
    nothing: `data_cells_filter data_lake_settings identity_center_configuration lf_tag_expression opt_in permissions
      resource resource_lf_tag resource_lf_tags`,
  },
  aws_emr: {
    source: "https://docs.aws.amazon.com/emr/latest/APIReference/API_TerminateJobFlows.html",
    data: {
      cluster: "the HDFS and the local disks of the cluster {name}",
      instance_fleet: "the HDFS blocks on the instances of the fleet",
      instance_group: "the HDFS blocks on the instances of the group",
    },
    metadata: { studio: "the studio {name} with its workspaces" },
    nothing:
      "block_public_access_configuration managed_scaling_policy security_configuration studio_session_mapping",
  },
  aws_emrcontainers: {
    source: PROVIDER_DOCS,
    metadata: { virtual_cluster: "the history of jobs of {name}" },
    nothing: "job_template",
  },
  aws_emrserverless: {
    source: PROVIDER_DOCS,
    metadata: { application: "the history of jobs of {name}" },
  },
  aws_quicksight: {
    source:
      "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_DeleteAccountSubscription.html",
    data: {
      account_subscription: "every analysis, dashboard and data set of the account",
      data_set: "the imported data of the data set {name}",
      namespace: "the users and groups of the namespace {namespace}, with what they own",
    },
    metadata: {
      analysis: "the analysis {name}",
      dashboard: "the dashboard {name} with its versions",
      template: "the template {name} with its versions",
      user: "the user {user_name}, and what it owns",
    },
    nothing: `account_settings custom_permissions data_source folder folder_membership group group_membership
      iam_policy_assignment ingestion ip_restriction key_registration refresh_schedule role_custom_permission
      role_membership template_alias theme user_custom_permission vpc_connection`,
  },
  aws_datazone: {
    source: "https://docs.aws.amazon.com/datazone/latest/APIReference/API_DeleteDomain.html",
    data: { domain: "every asset, glossary and project of the domain {name}" },
    metadata: {
      environment: "the resources of the environment {name}",
      glossary: "the terms of the glossary {name}",
      project: "the assets of the project {name}",
    },
    nothing:
      "asset_type environment_blueprint_configuration environment_profile form_type glossary_term user_profile",
  },
  aws_datapipeline: {
    source: PROVIDER_DOCS,
    metadata: { pipeline: "the history of the pipeline {name}" },
    nothing: "pipeline_definition",
  },
  aws_dataexchange: {
    source:
      "https://docs.aws.amazon.com/data-exchange/latest/apireference/v1-data-sets-datasetid.html",
    data: {
      data_set: "every revision of the data set {name}",
      revision: "the assets of the revision",
      revision_assets: "the assets of the revision",
    },
    nothing: "event_action",
  },
  aws_cleanrooms: {
    source: PROVIDER_DOCS,
    metadata: {
      collaboration: "the collaboration {name} with its memberships",
      membership: "the membership with its protected queries",
    },
    nothing: "configured_table",
  },
  aws_mwaa: {
    source: "https://docs.aws.amazon.com/mwaa/latest/API/API_DeleteEnvironment.html",
    data: {
      environment:
        "the metadata database of {name}: the history of runs, connections and variables",
    },
  },
  aws_osis: {
    source: PROVIDER_DOCS,
    data: { pipeline: "the records in the buffer of the pipeline {pipeline_name}" },
  },
  aws_appflow: {
    source: PROVIDER_DOCS,
    metadata: { flow: "the position of the flow {name}" },
    nothing: "connector_profile",
  },
  aws_sagemaker: {
    source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteDomain.html",
    data: {
      domain:
        "the home folders of the domain {domain_name}, unless its retention policy keeps them",
      feature_group: "the online store of the feature group {feature_group_name}",
      mlflow_tracking_server: "every experiment of the server {tracking_server_name}",
      notebook_instance: "the volume of the notebook instance {name}",
      space: "the volume of the space {space_name}",
    },
    metadata: {
      app: "what the app {app_name} has in memory",
      hub: "the content of the hub {hub_name}",
      image: "every version of the image {image_name}",
      image_version: "the version of the image {image_name}",
      model_package_group: "the model versions of the group {model_package_group_name}",
      user_profile: "the home folder of the user profile {user_profile_name}",
      workforce: "the workers of {workforce_name}",
    },
    nothing: `app_image_config code_repository data_quality_job_definition device device_fleet endpoint
      endpoint_configuration flow_definition human_task_ui model model_package_group_policy monitoring_schedule
      notebook_instance_lifecycle_configuration pipeline project servicecatalog_portfolio_status
      studio_lifecycle_config workteam`,
  },
  aws_bedrock: {
    source: "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteCustomModel.html",
    data: { custom_model: "the trained model {custom_model_name}" },
    nothing:
      "guardrail guardrail_version inference_profile model_invocation_logging_configuration provisioned_model_throughput",
  },
  aws_bedrockagent: {
    source:
      "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_DeleteDataSource.html",
    data: {
      data_source:
        "the vectors that come from the data source {name}, unless its deletion policy retains them",
      knowledge_base: "the knowledge base {name} with its data sources and their vectors",
    },
    nothing:
      "agent agent_action_group agent_alias agent_collaborator agent_knowledge_base_association flow prompt",
  },
  aws_bedrockagentcore: {
    source:
      "https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_DeleteMemory.html",
    data: {
      memory: "what the agents remember in {name}",
      memory_strategy: "what the strategy {name} extracted",
    },
    metadata: {
      api_key_credential_provider: "the stored key of {name}",
      oauth2_credential_provider: "the stored secret of {name}",
    },
    nothing:
      "agent_runtime agent_runtime_endpoint browser code_interpreter gateway gateway_target token_vault_cmk workload_identity",
  },
  aws_comprehend: {
    source:
      "https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DeleteDocumentClassifier.html",
    data: {
      document_classifier: "the trained classifier {name}",
      entity_recognizer: "the trained recognizer {name}",
    },
  },
  aws_rekognition: {
    source: "https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DeleteCollection.html",
    data: {
      collection: "every face of the collection {collection_id}",
      project: "the trained models of the project {name}",
    },
    nothing: "stream_processor",
  },
  aws_transcribe: {
    source:
      "https://docs.aws.amazon.com/transcribe/latest/APIReference/API_DeleteLanguageModel.html",
    data: { language_model: "the trained model {model_name}" },
    nothing: "medical_vocabulary vocabulary vocabulary_filter",
  },
  aws_qbusiness: {
    source: "https://docs.aws.amazon.com/amazonq/latest/api-reference/API_DeleteApplication.html",
    data: { application: "the indexes and conversations of the application {display_name}" },
  },
  aws_location: {
    source:
      "https://docs.aws.amazon.com/location/latest/APIReference/API_WaypointTracking_DeleteTracker.html",
    data: {
      geofence_collection: "every geofence of the collection {collection_name}",
      tracker: "every position in the tracker {tracker_name}",
    },
    nothing: "map place_index route_calculator tracker_association",
  },
};
