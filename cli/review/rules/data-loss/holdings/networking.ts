import { PROVIDER_DOCS } from "./service-holdings";
import type { Holdings } from "./service-holdings";

/** Networks, load balancers, DNS and content delivery. */
export const networkingHoldings: Holdings = {
  aws_vpc: {
    source: PROVIDER_DOCS,
    metadata: {
      ipam: "the address plan and its history",
      ipam_pool: "the allocations of the pool",
      ipam_scope: "the pools of the scope",
    },
    nothing: `. block_public_access_exclusion block_public_access_options dhcp_options dhcp_options_association
      encryption_control endpoint endpoint_connection_accepter endpoint_connection_notification endpoint_policy
      endpoint_private_dns endpoint_route_table_association endpoint_security_group_association endpoint_service
      endpoint_service_allowed_principal endpoint_service_private_dns_verification endpoint_subnet_association
      ipam_organization_admin_account ipam_pool_cidr ipam_pool_cidr_allocation ipam_preview_next_cidr
      ipam_resource_discovery ipam_resource_discovery_association ipv4_cidr_block_association
      ipv6_cidr_block_association network_performance_metric_subscription peering_connection
      peering_connection_accepter peering_connection_options route_server route_server_endpoint route_server_peer
      route_server_propagation route_server_vpc_association security_group_egress_rule security_group_ingress_rule
      security_group_vpc_association`,
  },
  aws_eip: {
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html",
    metadata: { ".": "the address {public_ip}, which may be given to somebody else" },
    nothing: "association domain_name",
  },
  aws_route53: {
    source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html",
    data: {
      zone: "every record of the zone {name}, and its name servers, which are never issued again",
    },
    metadata: {
      delegation_set: "the name servers of the delegation set",
      key_signing_key:
        "the key that signs the zone: resolvers refuse it while the parent has its DS record",
      resolver_endpoint: "the addresses of the endpoint",
    },
    nothing: `cidr_collection cidr_location health_check hosted_zone_dnssec query_log record records_exclusive
      resolver_config resolver_dnssec_config resolver_firewall_config resolver_firewall_domain_list
      resolver_firewall_rule resolver_firewall_rule_group resolver_firewall_rule_group_association
      resolver_query_log_config resolver_query_log_config_association resolver_rule resolver_rule_association
      traffic_policy traffic_policy_instance vpc_association_authorization zone_association`,
  },
  aws_route53domains: {
    source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_domains_DeleteDomain.html",
    data: { domain: "the registration of the domain {domain_name}" },
    nothing: "delegation_signer_record registered_domain",
  },
  aws_route53profiles: {
    source: PROVIDER_DOCS,
    nothing: "association profile resource_association",
  },
  aws_route53recoverycontrolconfig: {
    source: PROVIDER_DOCS,
    nothing: "cluster control_panel routing_control safety_rule",
  },
  aws_route53recoveryreadiness: {
    source: PROVIDER_DOCS,
    nothing: "cell readiness_check recovery_group resource_set",
  },
  aws_cloudfront: {
    source:
      "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteKeyValueStore.html",
    data: { key_value_store: "every key of the store {name}" },
    metadata: { distribution: "the domain name of the distribution" },
    nothing: `cache_policy continuous_deployment_policy field_level_encryption_config field_level_encryption_profile
      function key_group monitoring_subscription origin_access_control origin_access_identity origin_request_policy
      public_key realtime_log_config response_headers_policy vpc_origin`,
  },
  aws_cloudfrontkeyvaluestore: {
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_DeleteKey.html",
    data: { key: "the value of the key {key}", keys_exclusive: "the values of the keys" },
  },
  aws_globalaccelerator: {
    source: PROVIDER_DOCS,
    metadata: {
      accelerator: "the static addresses of {name}",
      custom_routing_accelerator: "the static addresses of {name}",
    },
    nothing:
      "cross_account_attachment custom_routing_endpoint_group custom_routing_listener endpoint_group listener",
  },
  ...nothingIn({
    alb: ". listener listener_certificate listener_rule target_group target_group_attachment",
    app: "cookie_stickiness_policy",
    appmesh: "gateway_route mesh route virtual_gateway virtual_node virtual_router virtual_service",
    customer: "gateway",
    default: "network_acl route_table security_group subnet vpc vpc_dhcp_options",
    dx: `bgp_peer connection connection_association connection_confirmation gateway gateway_association
      gateway_association_proposal hosted_connection hosted_private_virtual_interface
      hosted_private_virtual_interface_accepter hosted_public_virtual_interface hosted_public_virtual_interface_accepter
      hosted_transit_virtual_interface hosted_transit_virtual_interface_accepter lag macsec_key_association
      private_virtual_interface public_virtual_interface transit_virtual_interface`,
    egress: "only_internet_gateway",
    elb: ". attachment",
    flow: "log",
    internet: "gateway gateway_attachment",
    internetmonitor: "monitor",
    lb: `. cookie_stickiness_policy listener listener_certificate listener_rule ssl_negotiation_policy target_group
      target_group_attachment trust_store trust_store_revocation`,
    load: "balancer_backend_server_policy balancer_listener_policy balancer_policy",
    main: "route_table_association",
    nat: "gateway gateway_eip_association",
    network:
      "acl acl_association acl_rule interface interface_attachment interface_permission interface_sg_attachment",
    networkfirewall: `firewall firewall_policy firewall_transit_gateway_attachment_accepter logging_configuration
      resource_policy rule_group tls_inspection_configuration vpc_endpoint_association`,
    networkflowmonitor: "monitor scope",
    networkmanager: `attachment_accepter connect_attachment connect_peer connection core_network
      core_network_policy_attachment customer_gateway_association device dx_gateway_attachment global_network link
      link_association site site_to_site_vpn_attachment transit_gateway_connect_peer_association
      transit_gateway_peering transit_gateway_registration transit_gateway_route_table_attachment vpc_attachment`,
    networkmonitor: "monitor probe",
    proxy: "protocol_policy",
    route: ". table table_association",
    security: "group group_rule",
    service: `discovery_http_namespace discovery_instance discovery_private_dns_namespace
      discovery_public_dns_namespace discovery_service`,
    subnet: ".",
    verifiedaccess:
      "endpoint group instance instance_logging_configuration instance_trust_provider_attachment trust_provider",
    vpclattice: `access_log_subscription auth_policy domain_verification listener listener_rule resource_configuration
      resource_gateway resource_policy service service_network service_network_resource_association
      service_network_service_association service_network_vpc_association target_group target_group_attachment`,
    vpn: "concentrator connection connection_route gateway gateway_attachment gateway_route_propagation",
  }),
};

function nothingIn(services: Readonly<Record<string, string>>): Holdings {
  return Object.fromEntries(
    Object.entries(services).map(([service, nothing]) => [
      `aws_${service}`,
      { source: PROVIDER_DOCS, nothing },
    ]),
  );
}
