import { created, policyOf, rulesOf, updated } from "../../support/rules-of";
import type { Changes } from "../../support/rules-of";

const OWN = "111122223333";
const OTHER = "999988887777";
const queue = { arn: `arn:aws:sqs:eu-west-1:${OWN}:a` };
const allow = (statement: object) =>
  policyOf({ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*", ...statement });
const permission = (values: object): Changes => ({
  "aws_lambda_permission.a": created({
    function_name: "a",
    action: "lambda:InvokeFunction",
    ...values,
  }),
  "aws_sqs_queue.own": updated(
    { ...queue, visibility_timeout_seconds: 1 },
    { ...queue, visibility_timeout_seconds: 2 },
  ),
});
const group = (...ranges: readonly string[]) => ({
  ingress: ranges.map((range) => ({
    protocol: "tcp",
    from_port: 443,
    to_port: 443,
    cidr_blocks: [range],
  })),
});
const lake = (values: object): Changes => ({
  "aws_lakeformation_permissions.a": created({
    principal: `arn:aws:iam::${OWN}:role/reader`,
    permissions: ["SELECT"],
    table: [{ database_name: "lake", name: "events" }],
    ...values,
  }),
});

describe("policies of resources", () => {
  it.each<[string, Changes, string[]]>([
    [
      "for everyone",
      { "aws_sqs_queue.a": updated({ policy: null }, { policy: allow({ Principal: "*" }) }) },
      ["exposure/everyone", "exposure/widened-policy"],
    ],
    [
      "for everyone from one network",
      {
        "aws_sqs_queue.a": updated(
          { policy: null },
          {
            policy: allow({
              Principal: "*",
              Condition: { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } },
            }),
          },
        ),
      },
      ["exposure/widened-policy"],
    ],
    [
      "for everyone from half of the internet",
      {
        "aws_sqs_queue.a": created({
          policy: allow({
            Principal: "*",
            Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/1" } },
          }),
        }),
      },
      ["exposure/everyone"],
    ],
    [
      "for another account, of a new queue",
      { "aws_sqs_queue.a": created({ policy: allow({ Principal: { AWS: OTHER } }) }) },
      ["exposure/other-account"],
    ],
    [
      "for a user by its canonical id, of a new queue",
      { "aws_sqs_queue.a": created({ policy: allow({ Principal: { CanonicalUser: "79a5" } }) }) },
      ["exposure/other-account"],
    ],
    [
      "for its own account, of a new queue",
      {
        "aws_sqs_queue.b": updated(
          { ...queue, max_message_size: 1 },
          { ...queue, max_message_size: 2 },
        ),
        "aws_sqs_queue.a": created({ policy: allow({ Principal: { AWS: OWN } }) }),
      },
      [],
    ],
    [
      "with every action, of a new queue",
      {
        "aws_sqs_queue.a": created({
          policy: allow({ Action: "sqs:*", Principal: { Service: "sns.amazonaws.com" } }),
        }),
      },
      ["exposure/every-action"],
    ],
    [
      "AWS's default, of a new key",
      {
        "aws_kms_key.a": created({
          enable_key_rotation: true,
          policy: allow({ Action: "kms:*", Principal: { AWS: `arn:aws:iam::${OWN}:root` } }),
        }),
      },
      [],
    ],
    [
      "less than before",
      {
        "aws_sqs_queue.a": updated(
          {
            ...queue,
            policy: allow({
              Action: ["sqs:SendMessage", "sqs:ReceiveMessage"],
              Principal: { AWS: OWN },
            }),
          },
          { ...queue, policy: allow({ Principal: { AWS: OWN } }) },
        ),
      },
      [],
    ],
  ])("%s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });
});

describe("settings", () => {
  it.each<[string, Changes, string[]]>([
    [
      "an open block of an account",
      {
        "aws_s3_account_public_access_block.a": updated(
          {
            block_public_acls: true,
            block_public_policy: true,
            ignore_public_acls: true,
            restrict_public_buckets: true,
          },
          {
            block_public_acls: false,
            block_public_policy: true,
            ignore_public_acls: true,
            restrict_public_buckets: true,
          },
        ),
      },
      ["exposure/public-setting"],
    ],
    [
      "a closed block",
      {
        "aws_s3_account_public_access_block.a": updated(
          { block_public_acls: false },
          { block_public_acls: true },
        ),
      },
      [],
    ],
    [
      "an open ACL",
      { "aws_s3_bucket_acl.a": updated({ acl: "private" }, { acl: "public-read" }) },
      ["exposure/public-setting"],
    ],
    [
      "a private ACL",
      { "aws_s3_bucket_acl.a": updated({ acl: "public-read" }, { acl: "private" }) },
      [],
    ],
    [
      "ACLs that count again",
      {
        "aws_s3_bucket_ownership_controls.a": updated(
          { rule: [{ object_ownership: "BucketOwnerEnforced" }] },
          { rule: [{ object_ownership: "ObjectWriter" }] },
        ),
      },
      ["exposure/public-setting"],
    ],
    [
      "a function's URL without authorization",
      { "aws_lambda_function_url.a": created({ authorization_type: "NONE" }) },
      ["exposure/public-setting"],
    ],
    [
      "a function's URL with it",
      { "aws_lambda_function_url.a": created({ authorization_type: "AWS_IAM" }) },
      [],
    ],
    [
      "a public database",
      {
        "aws_db_instance.a": updated({ publicly_accessible: false }, { publicly_accessible: true }),
      },
      ["exposure/public-setting"],
    ],
    [
      "a load balancer that becomes public",
      {
        "aws_lb.a": {
          actions: ["delete", "create"],
          before: { internal: true },
          after: { internal: false },
        },
      },
      ["data-loss/destroyed", "exposure/public-setting"],
    ],
    [
      "a method without authorizer",
      {
        "aws_api_gateway_method.a": updated(
          { http_method: "GET", authorization: "AWS_IAM" },
          { http_method: "GET", authorization: "NONE" },
        ),
      },
      ["exposure/public-setting"],
    ],
    [
      "the question for permitted methods",
      { "aws_api_gateway_method.a": created({ http_method: "OPTIONS", authorization: "NONE" }) },
      [],
    ],
    [
      "addresses for a subnet's instances",
      {
        "aws_subnet.a": updated(
          { map_public_ip_on_launch: false },
          { map_public_ip_on_launch: true },
        ),
      },
      ["exposure/public-setting"],
    ],
    [
      "a database without encryption",
      { "aws_db_instance.a": created({ storage_encrypted: false }) },
      ["exposure/unprotected"],
    ],
    [
      "credentials without a token",
      {
        "aws_instance.a": updated(
          { metadata_options: [{ http_tokens: "required" }] },
          { metadata_options: [{ http_tokens: "optional" }] },
        ),
      },
      ["exposure/unprotected"],
    ],
    [
      "a listener that redirects",
      {
        "aws_lb_listener.a": created({ protocol: "HTTP", default_action: [{ type: "redirect" }] }),
      },
      [],
    ],
    [
      "a listener without TLS",
      { "aws_lb_listener.a": created({ protocol: "HTTP", default_action: [{ type: "forward" }] }) },
      ["exposure/unprotected"],
    ],
  ])("%s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });
});

describe("settings that are known only after apply", () => {
  it.each<[string, Changes, string[]]>([
    [
      "whether a URL needs authorization",
      { "aws_lambda_function_url.a": created({}, { authorization_type: true }) },
      ["exposure/public-setting"],
    ],
    [
      "whether a database is public, which the provider decides",
      { "aws_db_instance.a": created({ storage_encrypted: true }, { publicly_accessible: true }) },
      [],
    ],
    [
      "who may come in",
      {
        "aws_security_group.a": created(
          { ingress: [{ protocol: "tcp", from_port: 22, to_port: 22 }] },
          { ingress: [{ cidr_blocks: true }] },
        ),
      },
      ["exposure/open-port"],
    ],
  ])("%s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });
});

describe("networks", () => {
  const own = { arn: "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1" };
  it.each<[string, Changes, string[]]>([
    [
      "a new group for the internet",
      { "aws_security_group.a": created(group("0.0.0.0/0")) },
      ["exposure/open-port"],
    ],
    [
      "a new group for half of the internet",
      { "aws_security_group.a": created(group("128.0.0.0/1")) },
      ["exposure/open-port"],
    ],
    [
      "a new group for IPv6",
      {
        "aws_vpc_security_group_ingress_rule.a": created({
          security_group_id: "sg-1",
          cidr_ipv6: "::/0",
          ip_protocol: "-1",
        }),
      },
      ["exposure/open-port", "exposure/widened-security-group"],
    ],
    [
      "a new group for private addresses",
      { "aws_security_group.a": created(group("10.0.0.0/8")) },
      [],
    ],
    [
      "a range more",
      {
        "aws_security_group.a": updated(
          { ...own, ...group("10.0.0.0/16") },
          { ...own, ...group("10.0.0.0/16", "10.1.0.0/16") },
        ),
      },
      ["exposure/widened-security-group"],
    ],
    [
      "a smaller range",
      {
        "aws_security_group.a": updated(
          { ...own, ...group("10.0.0.0/8") },
          { ...own, ...group("10.1.0.0/16") },
        ),
      },
      [],
    ],
    [
      "a description",
      {
        "aws_security_group_rule.a": updated(
          { type: "ingress", cidr_blocks: ["10.0.0.0/8"], description: "a" },
          { type: "ingress", cidr_blocks: ["10.0.0.0/8"], description: "b" },
        ),
      },
      [],
    ],
    [
      "an ACL that allows all",
      {
        "aws_network_acl_rule.a": created({
          rule_action: "allow",
          egress: false,
          protocol: "-1",
          cidr_block: "0.0.0.0/0",
        }),
      },
      ["exposure/network-acl"],
    ],
    [
      "an ACL that denies less",
      {
        "aws_network_acl.a": updated(
          {
            ingress: [
              {
                action: "deny",
                protocol: "tcp",
                from_port: 22,
                to_port: 22,
                cidr_block: "0.0.0.0/0",
              },
            ],
          },
          { ingress: [] },
        ),
      },
      ["exposure/network-acl"],
    ],
    [
      "a gateway",
      { "aws_internet_gateway.a": created({ vpc_id: "vpc-1" }) },
      ["exposure/connection"],
    ],
    [
      "a route to the internet",
      { "aws_route.a": created({ destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }) },
      ["exposure/internet-route"],
    ],
    [
      "another route",
      {
        "aws_route.a": updated(
          { destination_cidr_block: "10.0.0.0/8", transit_gateway_id: "tgw-1" },
          { destination_cidr_block: "10.0.0.0/8", transit_gateway_id: "tgw-2" },
        ),
      },
      ["exposure/internet-route"],
    ],
  ])("%s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });
});

describe("what is shared", () => {
  it.each<[string, Changes, string[]]>([
    ["a function, with everyone", permission({ principal: "*" }), ["exposure/lambda-permission"]],
    [
      "a function, with another account",
      permission({ principal: OTHER }),
      ["exposure/lambda-permission"],
    ],
    [
      "a function, with its own account",
      permission({ principal: `arn:aws:iam::${OWN}:role/a` }),
      [],
    ],
    [
      "a function, with a service for all",
      permission({ principal: "s3.amazonaws.com" }),
      ["exposure/lambda-permission"],
    ],
    [
      "a function, with a service for one bucket",
      permission({ principal: "s3.amazonaws.com", source_arn: "arn:aws:s3:::a" }),
      [],
    ],
    ["a key", { "aws_kms_grant.a": created({ grantee_principal: "a" }) }, ["exposure/shared"]],
    ["an image", { "aws_ami_launch_permission.a": created({ group: "all" }) }, ["exposure/shared"]],
    [
      "a snapshot",
      { "aws_db_snapshot.a": updated({ shared_accounts: [] }, { shared_accounts: ["all"] }) },
      ["exposure/shared"],
    ],
    [
      "a snapshot no longer",
      { "aws_db_snapshot.a": updated({ shared_accounts: ["all"] }, { shared_accounts: [] }) },
      [],
    ],
    ["a table that exists", lake({}), ["exposure/data-lake-permissions"]],
    [
      "a table of a new database",
      { ...lake({}), "aws_glue_catalog_database.a": created({ name: "lake" }) },
      [],
    ],
    [
      "a table of a new database, with everyone",
      {
        ...lake({ principal: "IAM_ALLOWED_PRINCIPALS" }),
        "aws_glue_catalog_database.a": created({ name: "lake" }),
      },
      ["exposure/data-lake-permissions"],
    ],
  ])("%s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });
});
