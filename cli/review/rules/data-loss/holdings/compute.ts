import { PROVIDER_DOCS } from "./service-holdings";
import type { Holdings } from "./service-holdings";

/** Instances, containers, functions, desktops, and stacks of other resources. */
export const computeHoldings: Holdings = {
  aws_instance: {
    source:
      "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/how-ec2-instance-termination-works.html",
    data: {
      ".": "the instance's local disks, and its volumes that are deleted on termination",
    },
  },
  aws_spot: {
    source:
      "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/how-ec2-instance-termination-works.html",
    data: {
      fleet_request: "the disks of the fleet's instances",
      instance_request:
        "the instance's local disks, and its volumes that are deleted on termination",
    },
    nothing: "datafeed_subscription",
  },
  aws_ec2: {
    source: PROVIDER_DOCS,
    data: { fleet: "the disks of the fleet's instances" },
    metadata: {
      capacity_block_reservation: "the reserved capacity",
      capacity_reservation: "the reserved capacity",
      host: "the dedicated host",
      network_insights_analysis: "the result of the analysis",
    },
    nothing: `allowed_images_settings availability_zone_group carrier_gateway client_vpn_authorization_rule
      client_vpn_endpoint client_vpn_network_association client_vpn_route default_credit_specification
      image_block_public_access instance_connect_endpoint instance_metadata_defaults instance_state local_gateway_route
      local_gateway_route_table_vpc_association managed_prefix_list managed_prefix_list_entry network_insights_path
      serial_console_access subnet_cidr_reservation tag traffic_mirror_filter traffic_mirror_filter_rule
      traffic_mirror_session traffic_mirror_target transit_gateway transit_gateway_connect
      transit_gateway_connect_peer transit_gateway_default_route_table_association
      transit_gateway_default_route_table_propagation transit_gateway_multicast_domain
      transit_gateway_multicast_domain_association transit_gateway_multicast_group_member
      transit_gateway_multicast_group_source transit_gateway_peering_attachment
      transit_gateway_peering_attachment_accepter transit_gateway_policy_table
      transit_gateway_policy_table_association transit_gateway_prefix_list_reference transit_gateway_route
      transit_gateway_route_table transit_gateway_route_table_association transit_gateway_route_table_propagation
      transit_gateway_vpc_attachment transit_gateway_vpc_attachment_accepter`,
  },
  aws_autoscaling: {
    source: PROVIDER_DOCS,
    metadata: { group: "the instances of the group {name}, with their disks" },
    nothing:
      "attachment group_tag lifecycle_hook notification policy schedule traffic_source_attachment",
  },
  aws_autoscalingplans: { source: PROVIDER_DOCS, nothing: "scaling_plan" },
  aws_appautoscaling: { source: PROVIDER_DOCS, nothing: "policy scheduled_action target" },
  aws_launch: { source: PROVIDER_DOCS, nothing: "configuration template" },
  aws_placement: { source: PROVIDER_DOCS, nothing: "group" },
  aws_key: { source: PROVIDER_DOCS, nothing: "pair" },
  aws_ecs: {
    source: PROVIDER_DOCS,
    nothing: `account_setting_default capacity_provider cluster cluster_capacity_providers express_gateway_service
      service tag task_definition task_set`,
  },
  aws_eks: {
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_DeleteCluster.html",
    data: { cluster: "every Kubernetes object of the cluster {name}" },
    metadata: {
      addon: "the add-on {addon_name} with its own objects",
      node_group: "the nodes of {node_group_name}, with their local disks",
    },
    nothing:
      "access_entry access_policy_association capability fargate_profile identity_provider_config pod_identity_association",
  },
  aws_ecr: {
    source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html",
    data: { repository: "every image of the repository {name}" },
    nothing: `account_setting lifecycle_policy pull_through_cache_rule registry_policy registry_scanning_configuration
      replication_configuration repository_creation_template repository_policy`,
  },
  aws_ecrpublic: {
    source:
      "https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_DeleteRepository.html",
    data: { repository: "every image of the repository {repository_name}" },
    nothing: "repository_policy",
  },
  aws_lambda: {
    source: PROVIDER_DOCS,
    metadata: {
      event_source_mapping: "the mapping's position in its source",
      layer_version: "the layer version; functions that have it continue to run",
    },
    nothing: `alias capacity_provider code_signing_config function function_event_invoke_config
      function_recursion_config function_url invocation layer_version_permission permission
      provisioned_concurrency_config runtime_management_config`,
  },
  aws_batch: {
    source: PROVIDER_DOCS,
    metadata: { job_queue: "the jobs in the queue {name}" },
    nothing: "compute_environment job_definition scheduling_policy",
  },
  aws_apprunner: {
    source: PROVIDER_DOCS,
    metadata: { service: "the default domain of the service {service_name}" },
    nothing: `auto_scaling_configuration_version connection custom_domain_association
      default_auto_scaling_configuration_version deployment observability_configuration vpc_connector
      vpc_ingress_connection`,
  },
  aws_elastic: {
    source: "https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_TerminateEnvironment.html",
    data: {
      beanstalk_application:
        "the environments of the application {name}, with a database that belongs to one",
      beanstalk_environment:
        "the environment {name}, with its instances and a database that belongs to it",
    },
    metadata: { beanstalk_application_version: "the application version {name}" },
    nothing: "beanstalk_configuration_template",
  },
  aws_lightsail: {
    source:
      "https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteInstance.html",
    data: {
      bucket: "every object in the bucket {name}",
      database: "every row of the database {relational_database_name}",
      disk: "everything on the disk {name}",
      instance: "everything on the instance {name}",
    },
    metadata: {
      domain: "the DNS records of the domain {domain_name}",
      static_ip: "the address, which may be given to somebody else",
    },
    nothing: `bucket_access_key bucket_resource_access certificate container_service
      container_service_deployment_version disk_attachment distribution domain_entry instance_public_ports key_pair lb
      lb_attachment lb_certificate lb_certificate_attachment lb_https_redirection_policy lb_stickiness_policy
      static_ip_attachment`,
  },
  aws_opsworks: {
    source: PROVIDER_DOCS,
    data: {
      instance: "the instance's disks",
      stack: "the instances of the stack {name}",
    },
    nothing: `application custom_layer ecs_cluster_layer ganglia_layer haproxy_layer java_app_layer memcached_layer
      mysql_layer nodejs_app_layer permission php_app_layer rails_app_layer rds_db_instance static_web_layer
      user_profile`,
  },
  aws_workspaces: {
    source: "https://docs.aws.amazon.com/workspaces/latest/api/API_TerminateWorkspaces.html",
    data: { workspace: "the volumes of the workspace of {user_name}" },
    metadata: { directory: "the registration of the directory" },
    nothing: "connection_alias ip_group",
  },
  aws_workspacesweb: {
    source: PROVIDER_DOCS,
    metadata: { portal: "the portal {display_name} with its address" },
    nothing: `browser_settings browser_settings_association data_protection_settings
      data_protection_settings_association identity_provider ip_access_settings ip_access_settings_association
      network_settings network_settings_association session_logger session_logger_association trust_store
      trust_store_association user_access_logging_settings user_access_logging_settings_association user_settings
      user_settings_association`,
  },
  aws_worklink: {
    source: PROVIDER_DOCS,
    nothing: "fleet website_certificate_authority_association",
  },
  aws_appstream: {
    source:
      "https://docs.aws.amazon.com/appstream2/latest/APIReference/API_DeleteImageBuilder.html",
    data: { image_builder: "the volume of the image builder {name}" },
    metadata: { stack: "the stack {name} with the users' settings" },
    nothing: "directory_config fleet fleet_stack_association user user_stack_association",
  },
  aws_cloud9: {
    source: "https://docs.aws.amazon.com/cloud9/latest/APIReference/API_DeleteEnvironment.html",
    data: { environment_ec2: "the volume of the environment {name}" },
    nothing: "environment_membership",
  },
  aws_cloudformation: {
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html",
    unknown: {
      stack: "every resource of the stack {name}, whatever they hold",
      stack_instances: "every resource of the stacks in other accounts, whatever they hold",
      stack_set_instance: "every resource of the stack in another account, whatever they hold",
    },
    metadata: { stack_set: "the stack set {name}; AWS refuses while it has instances" },
    nothing: "type",
  },
  aws_cloudcontrolapi: {
    source: PROVIDER_DOCS,
    unknown: { resource: "a resource of the type {type_name}, whatever it holds" },
  },
  aws_serverlessapplicationrepository: {
    source: PROVIDER_DOCS,
    unknown: { cloudformation_stack: "every resource of the stack {name}, whatever they hold" },
  },
  aws_servicecatalog: {
    source: PROVIDER_DOCS,
    unknown: { provisioned_product: "every resource of the product {name}, whatever they hold" },
    nothing: `budget_resource_association constraint organizations_access portfolio portfolio_share
      principal_portfolio_association product product_portfolio_association provisioning_artifact service_action
      tag_option tag_option_resource_association`,
  },
  aws_servicecatalogappregistry: {
    source: PROVIDER_DOCS,
    nothing: "application attribute_group attribute_group_association",
  },
  aws_m2: {
    source: "https://docs.aws.amazon.com/m2/latest/APIReference/API_DeleteApplication.html",
    data: { application: "the data sets of the application {name}" },
    nothing: "deployment environment",
  },
  aws_gamelift: {
    source: PROVIDER_DOCS,
    metadata: { build: "the uploaded build {name}", script: "the uploaded script {name}" },
    nothing: "alias fleet game_server_group game_session_queue",
  },
  aws_imagebuilder: {
    source: PROVIDER_DOCS,
    metadata: { image: "the record of the image; its AMIs remain" },
    nothing: `component container_recipe distribution_configuration image_pipeline image_recipe
      infrastructure_configuration lifecycle_policy workflow`,
  },
};
