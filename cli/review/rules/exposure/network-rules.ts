import type { ReviewedChange, ReviewedPlan } from "../../plan/reviewed-plan";
import { isCreatedHere } from "../../plan/references";
import { isUnknownAt, textsAt, valuesAt } from "../../plan/values-at";
import { existingAfter, previousValues } from "../previous-values";
import type { ReviewRule, RuleMatch } from "../review-rule";
import { isWideRange } from "./address-ranges";
import {
  securityGroupTypes,
  trafficOf,
  trafficOfRule,
  trafficText,
  wasAllowed,
} from "./security-group-traffic";
import type { Traffic } from "./security-group-traffic";

/** Types that connect a network, and what their existence means. */
export const connectionTypes: Readonly<Record<string, string>> = {
  aws_internet_gateway: "connects a network to the internet",
  aws_egress_only_internet_gateway: "connects a network to the internet",
  aws_vpc_peering_connection: "connects two networks",
  aws_vpc_peering_connection_accepter: "connects two networks",
  aws_ec2_transit_gateway_vpc_attachment: "connects a network to others",
  aws_vpn_connection: "connects a network to another site",
  aws_ec2_client_vpn_authorization_rule: "lets clients of a VPN into a network",
};

/** Types of network ACLs. */
export const aclTypes = ["aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"];

/** Types with routes. */
export const routeTypes = ["aws_route", "aws_route_table", "aws_default_route_table"];

/** Rules about networks. */
export const networkRules: readonly ReviewRule[] = [
  {
    id: "exposure/open-port",
    title: "A security group lets the internet, or a large part of it, in",
    source: "checkov CKV_AWS_24, CKV_AWS_25, CKV_AWS_260, CKV_AWS_277",
    level: "look closely",
    find: ({ changes }) =>
      existingAfter(changes, securityGroupTypes).flatMap((change) => [
        ...newTraffic(change)
          .filter(
            ({ direction, peer }) => direction === "ingress" && isRange(peer) && isWideRange(peer),
          )
          .map((each) => ({ address: change.address, message: `allows ${trafficText(each)}` })),
        ...(hasUnknownRange(change)
          ? [{ address: change.address, message: "lets in a range that is known only after apply" }]
          : []),
      ]),
  },
  {
    id: "exposure/widened-security-group",
    title: "A security group that exists lets more through than before",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    level: "look closely",
    find: (plan) =>
      existingAfter(plan.changes, securityGroupTypes)
        .filter((change) => isOfExistingGroup(plan, change))
        .flatMap((change) => {
          const found = newTraffic(change).map(
            (each) => `allows ${trafficText(each)}, which was not allowed before`,
          );
          const unknown = [
            "ingress",
            "egress",
            "cidr_blocks",
            "cidr_ipv4",
            "source_security_group_id",
          ].filter((name) => isUnknownAt(change.unknown, name));
          return [
            ...found,
            ...(unknown.length > 0
              ? [`has rules known only after apply: ${unknown.join(", ")}`]
              : []),
          ].map((message) => ({ address: change.address, message }));
        }),
  },
  {
    id: "exposure/network-acl",
    title: "A network ACL lets more through than before, or everything",
    source: "checkov CKV_AWS_229 to CKV_AWS_232",
    level: "look closely",
    find: ({ changes }) => existingAfter(changes, aclTypes).flatMap(aclMatches),
  },
  {
    id: "exposure/connection",
    title: "A network is connected to the internet or to another one",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/extend-intro.html",
    level: "look closely",
    find: ({ changes }) =>
      existingAfter(changes, Object.keys(connectionTypes))
        .filter((change) => previousValues(change) === null)
        .map(({ address, type }) => ({ address, message: connectionTypes[type] ?? "" })),
  },
  {
    id: "exposure/internet-route",
    title: "A route leads to the internet, or elsewhere than before",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
    level: "look closely",
    find: ({ changes }) =>
      existingAfter(changes, routeTypes).flatMap((change): RuleMatch[] => {
        const before = new Set(routesOf(previousValues(change)));
        const found = routesOf(change.after).filter(
          (route) =>
            !before.has(route) && (change.before !== null || /igw-|: unknown$/.test(route)),
        );
        return found.map((route) => ({ address: change.address, message: `routes ${route}` }));
      }),
  },
];

function newTraffic(change: ReviewedChange): Traffic[] {
  const before = trafficOf(change.type, previousValues(change));
  return trafficOf(change.type, change.after).filter((each) => !wasAllowed(each, before));
}

/** Whether a range of addresses that may come in is unknown; whole blocks that are unknown are left to AWS. */
function hasUnknownRange({ type, unknown, after }: ReviewedChange): boolean {
  if (type.includes("_egress_") || textsAt(after, "type").includes("egress")) return false;
  const block = type.endsWith("_rule") ? "" : "ingress.";
  const whole = block !== "" && valuesAt(unknown, "ingress").includes(true);
  return (
    !whole &&
    ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"].some((name) =>
      isUnknownAt(unknown, `${block}${name}`),
    )
  );
}

function isRange(peer: string): boolean {
  return peer.includes("/") || peer.startsWith("pl-");
}

/** A rule of its own belongs to a group that may exist already. */
function isOfExistingGroup(plan: ReviewedPlan, change: ReviewedChange): boolean {
  if (change.kind !== "create") return true;
  const [group] = textsAt(change.after, "security_group_id");
  return group !== undefined && !isCreatedHere(plan, group);
}

function aclMatches(change: ReviewedChange): RuleMatch[] {
  const rulesOf = (values: unknown, action: string): Traffic[] =>
    change.type === "aws_network_acl_rule"
      ? textsAt(values, "rule_action").includes(action)
        ? trafficOfRule(values, textsAt(values, "egress").includes("true") ? "egress" : "ingress")
        : []
      : (["ingress", "egress"] as const).flatMap((direction) =>
          valuesAt(values, direction)
            .filter((rule) => textsAt(rule, "action").includes(action))
            .flatMap((rule) => trafficOfRule(rule, direction)),
        );
  const before = previousValues(change);
  const allowed = rulesOf(change.after, "allow").filter(
    (each) => !wasAllowed(each, rulesOf(before, "allow")),
  );
  const wide = allowed.filter(
    ({ direction, peer }) => before !== null || (direction === "ingress" && isWideRange(peer)),
  );
  const undenied = rulesOf(before, "deny").filter(
    (each) => !wasAllowed(each, rulesOf(change.after, "deny")),
  );
  return [
    ...wide.map((each) => `allows ${trafficText(each)}`),
    ...undenied.map((each) => `no longer denies ${trafficText(each)}`),
  ].map((message) => ({ address: change.address, message }));
}

/** Destinations with their targets. */
function routesOf(values: unknown): string[] {
  const routes = [...valuesAt(values, "route"), values].filter(
    (each) =>
      textsAt(each, "destination_cidr_block").length +
        textsAt(each, "cidr_block").length +
        textsAt(each, "ipv6_cidr_block").length +
        textsAt(each, "destination_ipv6_cidr_block").length >
      0,
  );
  return routes.map((route) => {
    const to = [
      "cidr_block",
      "ipv6_cidr_block",
      "destination_cidr_block",
      "destination_ipv6_cidr_block",
    ].flatMap((name) => textsAt(route, name));
    const by = [
      "gateway_id",
      "nat_gateway_id",
      "transit_gateway_id",
      "vpc_peering_connection_id",
      "network_interface_id",
      "egress_only_gateway_id",
      "vpc_endpoint_id",
    ].flatMap((name) => textsAt(route, name));
    return `${to.join(", ")}: ${by.join(", ") || "unknown"}`;
  });
}
