import type { CorpusCase } from "../support/corpus-case";
import { create, replace, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";

const group = {
  name: "database",
  description: "The database",
  vpc_id: "vpc-1",
  egress: [],
  ingress: [
    {
      from_port: 5432,
      to_port: 5432,
      protocol: "tcp",
      cidr_blocks: ["10.0.0.0/16"],
      ipv6_cidr_blocks: [],
      security_groups: [],
      self: false,
      description: "",
    },
  ],
};
const open = [{ ...group.ingress[0], cidr_blocks: ["0.0.0.0/0"] }];

/** What the network lets in. */
export const network: readonly CorpusCase[] = [
  {
    name: "opens the database's port to the internet",
    verdict: "look closely",
    source: "tfsec aws-ec2-no-public-ingress-sgr; checkov CKV_AWS_382 for the way out",
    why: "Everybody can try passwords.",
    plan: plan(update("aws_security_group.database", group, { ingress: open })),
  },
  {
    name: "closes the database's port to the internet",
    verdict: "safe",
    source: "tfsec aws-ec2-no-public-ingress-sgr",
    why: "It is the change above the other way round.",
    plan: plan(
      update(
        "aws_security_group.database",
        { ...group, ingress: open },
        { ingress: group.ingress },
      ),
    ),
  },
  {
    name: "opens SSH to the internet by a rule of its own",
    verdict: "look closely",
    source: "checkov CKV_AWS_24: no security group lets 0.0.0.0/0 in on port 22",
    why: "Everybody can try keys and passwords.",
    plan: plan(
      create("aws_vpc_security_group_ingress_rule.ssh", {
        security_group_id: "sg-1",
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "tcp",
        from_port: 22,
        to_port: 22,
      }),
    ),
  },
  {
    name: "opens remote desktop to the IPv6 internet by an older kind of rule",
    verdict: "look closely",
    source: "checkov CKV_AWS_25: no security group lets everybody in on port 3389",
    why: "::/0 is the whole internet, too.",
    plan: plan(
      create("aws_security_group_rule.rdp", {
        security_group_id: "sg-1",
        type: "ingress",
        ipv6_cidr_blocks: ["::/0"],
        protocol: "tcp",
        from_port: 3389,
        to_port: 3389,
      }),
    ),
  },
  {
    name: "lets everything through the network's access list",
    verdict: "look closely",
    source: "checkov CKV_AWS_352: no network ACL lets all ports in",
    why: "The second barrier of the subnet is gone.",
    plan: plan(
      create("aws_network_acl_rule.all", {
        network_acl_id: "acl-1",
        rule_number: 50,
        egress: false,
        protocol: "-1",
        rule_action: "allow",
        cidr_block: "0.0.0.0/0",
      }),
    ),
  },
  {
    name: "gives a private subnet a route to the internet",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html: a subnet with a route to an internet gateway is public",
    why: "What runs there can be reached and can send data out.",
    plan: plan(
      create("aws_route.internet", {
        route_table_id: "rtb-1",
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: "igw-1",
      }),
    ),
  },
  {
    name: "gives machines of a subnet public addresses",
    verdict: "look closely",
    source: "checkov CKV_AWS_130: subnets assign no public addresses",
    why: "New machines are on the internet.",
    plan: plan(
      update(
        "aws_subnet.private",
        { vpc_id: "vpc-1", cidr_block: "10.0.1.0/24", map_public_ip_on_launch: false },
        { map_public_ip_on_launch: true },
      ),
    ),
  },
  {
    name: "lets everything use the endpoint of S3 in the network",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html: an endpoint policy limits which buckets can be reached",
    why: "Data can be copied into any bucket in the world.",
    plan: plan(
      update(
        "aws_vpc_endpoint.s3",
        {
          vpc_id: "vpc-1",
          service_name: "com.amazonaws.eu-west-1.s3",
          policy:
            '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::lake-events/*"}]}',
        },
        {
          policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
        },
      ),
    ),
  },
  {
    name: "puts an internal load balancer on the internet",
    verdict: "look closely",
    source: "tfsec aws-elb-alb-not-public",
    why: "The service behind it was never meant for strangers.",
    plan: plan(
      replace(
        "aws_lb.jobs",
        { name: "jobs", internal: true, load_balancer_type: "application" },
        { internal: false },
      ),
    ),
  },
  {
    name: "lets a load balancer accept plain HTTP",
    verdict: "look closely",
    source: "checkov CKV_AWS_2: listeners use HTTPS",
    why: "Sessions are readable on the way.",
    plan: plan(
      update(
        "aws_lb_listener.web",
        { port: 443, protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
        { port: 80, protocol: "HTTP", ssl_policy: "" },
      ),
    ),
  },
  {
    name: "changes the description of a rule of a security group",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html",
    why: "A description lets nobody in.",
    plan: plan(
      update(
        "aws_vpc_security_group_ingress_rule.app",
        {
          security_group_id: "sg-1",
          referenced_security_group_id: "sg-2",
          ip_protocol: "tcp",
          from_port: 5432,
          to_port: 5432,
          description: "app",
        },
        { description: "from the application" },
      ),
    ),
  },
];
