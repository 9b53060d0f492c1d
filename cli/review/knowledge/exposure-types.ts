import { aclTypes, connectionTypes, routeTypes } from "../rules/exposure/network-rules";
import { securityGroupTypes } from "../rules/exposure/security-group-traffic";
import { protectionSettings } from "../rules/exposure/settings/protection-settings";
import { publicSettings } from "../rules/exposure/settings/public-settings";
import { sharedWith, sharingTypes } from "../rules/exposure/sharing-rules";
import type { KnownTypes } from "./type-knowledge";

const judged = (rule: string, ...paths: readonly string[]) =>
  Object.fromEntries(paths.map((path) => [path, rule]));

/** Types for which all that changes is judged by one rule, with what is harmless. */
function judgedTypes(
  types: readonly string[],
  rule: string,
  paths: readonly string[],
  harmless: readonly string[] = [],
): KnownTypes {
  return Object.fromEntries(
    types.map((type) => [type, { judged: judged(rule, ...paths), harmless }]),
  );
}

/** Types that rules about exposure judge. */
export const exposureTypes: readonly KnownTypes[] = [
  ...publicSettings.map(({ types, path }) => judgedTypes(types, "exposure/public-setting", [path])),
  ...protectionSettings.map(({ types, path }) =>
    judgedTypes(types, "exposure/unprotected", [path]),
  ),
  judgedTypes(
    securityGroupTypes,
    "exposure/widened-security-group",
    [
      "ingress",
      "egress",
      "cidr_blocks",
      "ipv6_cidr_blocks",
      "cidr_ipv4",
      "cidr_ipv6",
      "from_port",
      "to_port",
      "protocol",
      "ip_protocol",
      "self",
      "prefix_list_ids",
      "prefix_list_id",
      "source_security_group_id",
      "referenced_security_group_id",
      "security_group_id",
      "type",
    ],
    [
      "description",
      "security_group_rule_id",
      "owner_id",
      "revoke_rules_on_delete",
      "name",
      "name_prefix",
    ],
  ),
  judgedTypes(
    aclTypes,
    "exposure/network-acl",
    [
      "ingress",
      "egress",
      "cidr_block",
      "ipv6_cidr_block",
      "from_port",
      "to_port",
      "protocol",
      "rule_action",
      "icmp_code",
      "icmp_type",
    ],
    ["owner_id"],
  ),
  judgedTypes(Object.keys(connectionTypes), "exposure/connection", []),
  judgedTypes(
    routeTypes,
    "exposure/internet-route",
    [
      "route",
      "gateway_id",
      "nat_gateway_id",
      "transit_gateway_id",
      "vpc_peering_connection_id",
      "network_interface_id",
      "egress_only_gateway_id",
      "vpc_endpoint_id",
      "destination_cidr_block",
      "destination_ipv6_cidr_block",
    ],
    ["owner_id", "origin", "state", "instance_owner_id"],
  ),
  judgedTypes(Object.keys(sharingTypes), "exposure/shared", []),
  Object.fromEntries(
    Object.entries(sharedWith).map(([type, paths]) => [
      type,
      { judged: judged("exposure/shared", ...paths) },
    ]),
  ),
  {
    aws_lambda_permission: {
      judged: judged(
        "exposure/lambda-permission",
        "principal",
        "source_account",
        "source_arn",
        "principal_org_id",
      ),
      harmless: ["statement_id", "statement_id_prefix"],
    },
    aws_lakeformation_permissions: {
      judged: judged(
        "exposure/data-lake-permissions",
        "permissions",
        "permissions_with_grant_option",
      ),
    },
    aws_lambda_function_url: {
      harmless: [
        "function_arn",
        "function_url",
        "url_id",
        "invoke_mode",
        "cors.max_age",
        "cors.expose_headers",
        "cors.allow_headers",
        "cors.allow_methods",
      ],
    },
  },
];
