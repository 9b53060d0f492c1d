import type { TerraformPlan } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusCase } from "../support/corpus-case";
import { change, create, destroy, update } from "../support/plan-changes";
import { plan, planWith } from "../support/corpus-plan";
import { allow, policy, trustOf } from "../support/policy-text";

const FORMAT = "https://developer.hashicorp.com/terraform/internals/json-format";
const MARKS =
  "https://developer.hashicorp.com/terraform/language/manage-sensitive-data: sensitive values are redacted";
const readLake = policy(allow("s3:GetObject", "arn:aws:s3:::lake-events/*"));
const everything = policy(allow("*", "*"));

const alarm = create("aws_cloudwatch_metric_alarm.errors", {
  alarm_name: "errors",
  metric_name: "Errors",
  namespace: "AWS/Lambda",
  comparison_operator: "GreaterThanThreshold",
  threshold: 1,
  evaluation_periods: 1,
  alarm_actions: ["arn:aws:sns:eu-west-1:111122223333:alarms"],
});

/** The plan with a command at every resource of the configuration. */
function withProvisioner(of: TerraformPlan): TerraformPlan {
  const provisioners = [{ type: "local-exec" }];
  const resources = (of.configuration?.root_module?.resources ?? []).map((each) => ({
    ...each,
    provisioners,
  }));
  return { ...of, configuration: { ...of.configuration, root_module: { resources } } };
}

/** Values, types and providers of which a plan says too little. */
export const unknown: readonly CorpusCase[] = [
  {
    name: "gives a role a policy that is known after the apply only",
    verdict: "look closely",
    source: `${FORMAT}: after_unknown`,
    why: "What the role may do is not in the plan.",
    plan: plan(
      update(
        "aws_iam_role_policy.publisher",
        { name: "permissions", role: "publisher", policy: readLake },
        { policy: undefined },
        { unknown: { policy: true }, references: { policy: "local_file.policy.content" } },
      ),
    ),
  },
  {
    name: "trusts somebody who is known after the apply only",
    verdict: "look closely",
    source: `${FORMAT}: after_unknown`,
    why: "Who becomes the role is not in the plan.",
    plan: plan(
      update(
        "aws_iam_role.publisher",
        { name: "publisher", assume_role_policy: trustOf("lambda") },
        { assume_role_policy: undefined },
        {
          unknown: { assume_role_policy: true },
          references: { assume_role_policy: "data.http.trust.response_body" },
        },
      ),
    ),
  },
  {
    name: "lets in addresses that are known after the apply only",
    verdict: "look closely",
    source: `${FORMAT}: after_unknown`,
    why: "It may be the whole internet.",
    plan: plan(
      create(
        "aws_vpc_security_group_ingress_rule.partner",
        { security_group_id: "sg-1", ip_protocol: "tcp", from_port: 443, to_port: 443 },
        {
          unknown: { cidr_ipv4: true },
          references: { cidr_ipv4: "data.external.partner.result" },
        },
      ),
    ),
  },
  {
    name: "changes a policy that is marked as sensitive",
    verdict: "look closely",
    source: MARKS,
    why: "A hidden policy can't be judged by a reader, whatever it says.",
    plan: plan(
      update(
        "aws_iam_policy.hidden",
        { name: "hidden", policy: readLake },
        { policy: everything },
        { sensitive: { policy: true } },
      ),
    ),
  },
  {
    name: "no longer marks a password as sensitive",
    verdict: "look closely",
    source: MARKS,
    why: "From now on it is printed.",
    plan: plan(
      update(
        "aws_db_instance.orders",
        { identifier: "orders", password: "hunter2-canary" },
        { password: "hunter2-canary-2" },
        { sensitive: {}, sensitiveBefore: { password: true } },
      ),
    ),
  },
  {
    name: "no longer marks an output as sensitive",
    verdict: "look closely",
    source: MARKS,
    why: "A secret is printed by every plan and apply, and is readable for other workspaces.",
    plan: planWith({
      output_changes: {
        password: {
          actions: ["update"],
          before: "hunter2-canary",
          after: "hunter2-canary",
          after_unknown: false,
          before_sensitive: true,
          after_sensitive: false,
        },
      },
    }),
  },
  {
    name: "adds an output",
    verdict: "safe",
    source: "https://developer.hashicorp.com/terraform/language/values/outputs",
    why: "An address of a bucket is no secret.",
    plan: planWith({
      output_changes: {
        bucket_name: {
          actions: ["create"],
          before: null,
          after: "lake-events",
          after_unknown: false,
          before_sensitive: false,
          after_sensitive: false,
        },
      },
    }),
  },
  {
    name: "creates a resource of a type that nobody here knows",
    verdict: "look closely",
    source: "the review's own promise: unknown is never safe",
    why: "Nobody can say what it opens.",
    plan: plan(create("aws_quantum_teleporter.main", { name: "main" })),
  },
  {
    name: "updates a resource of a type that nobody here knows",
    verdict: "look closely",
    source: "the review's own promise: unknown is never safe",
    why: "Nobody can say what the argument does.",
    plan: plan(update("aws_quantum_teleporter.main", { name: "main", mode: "a" }, { mode: "b" })),
  },
  {
    name: "changes only tags of a resource of a type that nobody here knows",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
    why: "Tags are tags for every type.",
    plan: plan(
      update(
        "aws_quantum_teleporter.main",
        { name: "main", tags: { team: "a" }, tags_all: { team: "a" } },
        { tags: { team: "b" }, tags_all: { team: "b" } },
      ),
    ),
  },
  {
    name: "changes an argument of a known type that nobody here knows",
    verdict: "look closely",
    source: "the review's own promise: unknown is never safe",
    why: "A newer provider has arguments that no rule has seen.",
    plan: plan(
      update(
        "aws_s3_bucket.lake",
        { bucket: "lake-events", teleportation: "disabled" },
        { teleportation: "enabled" },
      ),
    ),
  },
  {
    name: "makes a bucket of another cloud public",
    verdict: "look closely",
    source: "checkov CKV_GCP_28: buckets are not public",
    why: "A plan of several clouds is reviewed as a whole.",
    plan: plan(
      create("google_storage_bucket_iam_member.all", {
        bucket: "lake",
        role: "roles/storage.objectViewer",
        member: "allUsers",
      }),
    ),
  },
  {
    name: "runs a command on the machine that applies",
    verdict: "look closely",
    source: "https://developer.hashicorp.com/terraform/language/resources/provisioners/local-exec",
    why: "It runs with the credentials of the deployment.",
    plan: plan(create("null_resource.migrate", { triggers: { version: "2" } })),
  },
  {
    name: "destroys a database of another cloud",
    verdict: "look closely",
    source: "https://cloud.google.com/sql/docs/postgres/delete-instance",
    why: "It can't be undone; a reader of AWS's types can say at least that something goes.",
    plan: plan(destroy("google_sql_database_instance.orders", { name: "orders" })),
  },
  {
    name: "updates a listener rule whose actions are in a dynamic block that is known after the apply only",
    verdict: "look closely",
    source: `${FORMAT}: after_unknown; configuration has no dynamic blocks`,
    why: "Where requests go is not in the plan.",
    plan: plan(
      change(
        "aws_lb_listener_rule.lake",
        ["update"],
        { listener_arn: "l", priority: 1, action: [{ type: "authenticate-oidc" }] },
        { listener_arn: "l", priority: 1 },
        { unknown: { action: true } },
      ),
    ),
  },
  {
    name: "creates a security group whose rules are in a dynamic block that is known after the apply only",
    verdict: "look closely",
    source: `${FORMAT}: after_unknown; configuration has no dynamic blocks`,
    why: "It may let in the whole internet.",
    plan: plan(
      create(
        "aws_security_group.lake",
        { name: "lake", description: "Lake", vpc_id: "vpc-1" },
        { unknown: { ingress: true, owner_id: true } },
      ),
    ),
  },
  {
    name: "changes a policy to one that has a key twice",
    verdict: "look closely",
    source: "https://datatracker.ietf.org/doc/html/rfc8259#section-4: names should be unique",
    why: "Which of the two values counts is the parser's choice.",
    plan: plan(
      update(
        "aws_iam_role_policy.publisher",
        { name: "permissions", role: "publisher", policy: readLake },
        { policy: readLake.replace('"Action":', '"Action":"iam:*","Action":') },
      ),
    ),
  },
  {
    name: "creates an alarm and runs a command with it",
    verdict: "look closely",
    source: "https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax",
    why: "The command can do anything that the machine of the apply can.",
    plan: withProvisioner(plan(alarm)),
  },
  {
    name: "changes labels of a bucket by a provider of somebody else",
    verdict: "look closely",
    source: "https://developer.hashicorp.com/terraform/language/providers/requirements",
    why: "Whatever the plan shows, the provider can do anything with the credentials.",
    plan: plan({
      ...update("aws_s3_bucket.lake", { bucket: "lake", tags: { a: "1" } }, { tags: { a: "2" } }),
      provider_name: "registry.terraform.io/evil/aws",
    }),
  },
];
