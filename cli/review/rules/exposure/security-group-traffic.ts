import type { Values } from "../../../terraform/plan/terraform-plan";
import { textsAt, valuesAt } from "../../plan/values-at";
import { containsRange } from "./address-ranges";

/** Traffic that a rule of a security group, or of a network ACL, lets through. */
export interface Traffic {
  readonly direction: "ingress" | "egress";
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  /** A range of addresses, a prefix list, a security group, or `self`. */
  readonly peer: string;
}

/** Types with rules of security groups. */
export const securityGroupTypes: readonly string[] = [
  "aws_security_group",
  "aws_default_security_group",
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
];

/** Arguments of a rule that name whom it is about. */
const PEERS = [
  "cidr_blocks",
  "ipv6_cidr_blocks",
  "cidr_ipv4",
  "cidr_ipv6",
  "cidr_block",
  "ipv6_cidr_block",
  "prefix_list_ids",
  "prefix_list_id",
  "security_groups",
  "source_security_group_id",
  "referenced_security_group_id",
];

/** All that a resource with rules of a security group lets through. */
export function trafficOf(type: string, values: Values | null): Traffic[] {
  if (values === null) return [];
  if (type === "aws_security_group_rule") {
    return trafficOfRule(values, values.type === "egress" ? "egress" : "ingress");
  }
  if (type.startsWith("aws_vpc_security_group_")) {
    return trafficOfRule(values, type.includes("_egress_") ? "egress" : "ingress");
  }
  return (["ingress", "egress"] as const).flatMap((direction) =>
    valuesAt(values, direction).flatMap((rule) => trafficOfRule(rule, direction)),
  );
}

/** Whether some traffic was let through before, by one of the rules. */
export function wasAllowed(traffic: Traffic, before: readonly Traffic[]): boolean {
  return before.some(
    (each) =>
      each.direction === traffic.direction &&
      (each.protocol === "-1" || each.protocol === traffic.protocol) &&
      (each.protocol === "-1" || (each.from <= traffic.from && each.to >= traffic.to)) &&
      containsRange(each.peer, traffic.peer),
  );
}

/** Traffic as a part of a sentence. */
export function trafficText({ direction, protocol, from, to, peer }: Traffic): string {
  const ports = from === to ? `port ${from}` : `ports ${from} to ${to}`;
  const what = protocol === "-1" ? "all traffic" : `${protocol} ${ports}`;
  return `${what} ${direction === "ingress" ? "from" : "to"} ${peer}`;
}

/** Traffic of one rule, for each of those whom it is about. */
export function trafficOfRule(rule: unknown, direction: Traffic["direction"]): Traffic[] {
  const [protocol = "-1"] = [...textsAt(rule, "protocol"), ...textsAt(rule, "ip_protocol")];
  const [from = 0, to = 65_535] = ["from_port", "to_port"].map((name) => {
    const [port] = textsAt(rule, name);
    return port === undefined ? undefined : Number(port);
  });
  const peers = [
    ...PEERS.flatMap((name) => textsAt(rule, name)),
    ...(textsAt(rule, "self").includes("true") ? ["self"] : []),
  ];
  const all = protocol === "-1" || protocol === "all";
  return peers.map((peer) => ({
    direction,
    protocol: all ? "-1" : protocol,
    from: all ? 0 : from,
    to: all ? 65_535 : to,
    peer,
  }));
}
