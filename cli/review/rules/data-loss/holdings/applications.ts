import { PROVIDER_DOCS } from "./service-holdings";
import type { Holdings } from "./service-holdings";

/** APIs, front ends, contact centers, devices, media, and tools for developers. */
export const applicationHoldings: Holdings = {
  aws_api: {
    source: PROVIDER_DOCS,
    metadata: {
      gateway_api_key: "the value of the key {name}, which clients send",
      gateway_rest_api: "the id of the API {name}, which is part of its address",
      gateway_domain_name: "the endpoint of {domain_name}, which DNS records refer to",
    },
    nothing: `gateway_account gateway_authorizer gateway_base_path_mapping gateway_client_certificate
      gateway_deployment gateway_documentation_part gateway_documentation_version
      gateway_domain_name_access_association gateway_gateway_response gateway_integration
      gateway_integration_response gateway_method gateway_method_response gateway_method_settings gateway_model
      gateway_request_validator gateway_resource gateway_rest_api_policy gateway_rest_api_put gateway_stage
      gateway_usage_plan gateway_usage_plan_key gateway_vpc_link`,
  },
  aws_apigatewayv2: {
    source: PROVIDER_DOCS,
    metadata: {
      api: "the id of the API {name}, which is part of its address",
      domain_name: "the endpoint of {domain_name}, which DNS records refer to",
    },
    nothing:
      "api_mapping authorizer deployment integration integration_response model route route_response stage vpc_link",
  },
  aws_appsync: {
    source: PROVIDER_DOCS,
    metadata: {
      api: "the id of the API {name}, which is part of its address",
      api_cache: "the cached responses",
      api_key: "the value of the key, which clients send",
      graphql_api: "the id of the API {name}, which is part of its address",
    },
    nothing:
      "channel_namespace datasource domain_name domain_name_api_association function resolver source_api_association type",
  },
  aws_amplify: {
    source: PROVIDER_DOCS,
    metadata: {
      app: "the deployments of the app {name}, and its default domain",
      backend_environment: "the stack of the back end {environment_name}",
      branch: "the deployments of the branch {branch_name}",
    },
    nothing: "domain_association webhook",
  },
  aws_appconfig: {
    source: PROVIDER_DOCS,
    metadata: {
      configuration_profile: "the versions of the profile {name}",
      hosted_configuration_version: "the version of the configuration",
    },
    nothing:
      "application deployment deployment_strategy environment extension extension_association",
  },
  aws_appfabric: {
    source: PROVIDER_DOCS,
    nothing:
      "app_authorization app_authorization_connection app_bundle ingestion ingestion_destination",
  },
  aws_appintegrations: { source: PROVIDER_DOCS, nothing: "data_integration event_integration" },
  aws_connect: {
    source: "https://docs.aws.amazon.com/connect/latest/APIReference/API_DeleteInstance.html",
    data: {
      instance: "the contacts, users, flows and phone numbers of the instance {instance_alias}",
    },
    metadata: {
      phone_number: "the phone number {phone_number}, which may be given to somebody else",
      user: "the user {name} with its history",
    },
    nothing: `bot_association contact_flow contact_flow_module hours_of_operation instance_storage_config
      lambda_function_association phone_number_contact_flow_association queue quick_connect routing_profile
      security_profile user_hierarchy_group user_hierarchy_structure vocabulary`,
  },
  aws_chime: {
    source: PROVIDER_DOCS,
    metadata: { voice_connector: "the host name of the connector {name}" },
    nothing: `voice_connector_group voice_connector_logging voice_connector_origination voice_connector_streaming
      voice_connector_termination voice_connector_termination_credentials`,
  },
  aws_chimesdkmediapipelines: {
    source: PROVIDER_DOCS,
    nothing: "media_insights_pipeline_configuration",
  },
  aws_chimesdkvoice: {
    source:
      "https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_voice-chime_DeleteVoiceProfileDomain.html",
    data: { voice_profile_domain: "every voice profile of the domain {name}" },
    nothing: "global_settings sip_media_application sip_rule",
  },
  aws_lex: {
    source: PROVIDER_DOCS,
    metadata: {
      bot: "the versions of the bot {name}",
      intent: "the versions of the intent {name}",
      slot_type: "the versions of the slot type {name}",
    },
    nothing: "bot_alias",
  },
  aws_lexv2models: {
    source: PROVIDER_DOCS,
    metadata: { bot: "the versions of the bot {name}", bot_version: "a version of the bot" },
    nothing: "bot_locale intent slot slot_type",
  },
  aws_iot: {
    source: "https://docs.aws.amazon.com/iot/latest/apireference/API_DeleteThing.html",
    metadata: {
      ca_certificate: "the certificate authority: devices that it certifies are refused",
      certificate: "the certificate of a device: it is refused",
      thing: "the shadow of the thing {name}",
    },
    nothing: `authorizer billing_group domain_configuration event_configurations indexing_configuration logging_options
      policy policy_attachment provisioning_template role_alias thing_group thing_group_membership
      thing_principal_attachment thing_type topic_rule topic_rule_destination`,
  },
  aws_ivs: {
    source: PROVIDER_DOCS,
    metadata: { channel: "the stream key and address of the channel {name}" },
    nothing: "playback_key_pair recording_configuration",
  },
  aws_ivschat: { source: PROVIDER_DOCS, nothing: "logging_configuration room" },
  aws_medialive: {
    source: PROVIDER_DOCS,
    metadata: { input: "the addresses of the input {name}" },
    nothing: "channel input_security_group multiplex multiplex_program",
  },
  aws_elastictranscoder: {
    source: PROVIDER_DOCS,
    metadata: { pipeline: "the jobs of the pipeline {name}" },
    nothing: "preset",
  },
  aws_sfn: {
    source:
      "https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html",
    metadata: {
      activity: "the tasks that wait for the activity {name}",
      state_machine: "the history of executions of {name}; running ones are stopped",
    },
    nothing: "alias",
  },
  aws_swf: {
    source: PROVIDER_DOCS,
    metadata: { domain: "the domain {name}, which is deprecated with its history" },
  },
  aws_codecommit: {
    source: "https://docs.aws.amazon.com/codecommit/latest/APIReference/API_DeleteRepository.html",
    data: { repository: "every commit of the repository {repository_name}" },
    nothing: "approval_rule_template approval_rule_template_association trigger",
  },
  aws_codecatalyst: {
    source: "https://docs.aws.amazon.com/codecatalyst/latest/APIReference/API_DeleteProject.html",
    data: {
      dev_environment: "the files of the development environment",
      project: "the repositories and issues of the project {display_name}",
      source_repository: "every commit of the repository {name}",
    },
  },
  aws_codeartifact: {
    source:
      "https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_DeleteRepository.html",
    data: {
      domain: "every asset of the domain {domain}",
      repository: "every package of the repository {repository}",
    },
    nothing: "domain_permissions_policy repository_permissions_policy",
  },
  aws_codebuild: {
    source: "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_DeleteReportGroup.html",
    data: { report_group: "the test reports of the group {name}" },
    metadata: {
      project: "the history of builds of {name}",
      source_credential: "the stored credential",
    },
    nothing: "fleet resource_policy webhook",
  },
  aws_codedeploy: {
    source: PROVIDER_DOCS,
    metadata: { app: "the history of deployments of {name}" },
    nothing: "deployment_config deployment_group",
  },
  aws_codepipeline: {
    source: PROVIDER_DOCS,
    metadata: { ".": "the history of the pipeline {name}" },
    nothing: "custom_action_type webhook",
  },
  aws_codeconnections: {
    source: PROVIDER_DOCS,
    metadata: { connection: "the authorization of the connection {name}", host: "the host {name}" },
  },
  aws_codestarconnections: {
    source: PROVIDER_DOCS,
    metadata: { connection: "the authorization of the connection {name}", host: "the host {name}" },
  },
  aws_codegurureviewer: {
    source: PROVIDER_DOCS,
    metadata: { repository_association: "the reviews of the repository" },
  },
  aws_devicefarm: {
    source: "https://docs.aws.amazon.com/devicefarm/latest/APIReference/API_DeleteProject.html",
    data: { project: "the runs and uploads of the project {name}" },
    metadata: {
      upload: "the upload {name}",
      test_grid_project: "the sessions of the project {name}",
    },
    nothing: "device_pool instance_profile network_profile",
  },
};
