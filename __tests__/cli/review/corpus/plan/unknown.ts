import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, update } from "../support/plan-changes";
import { plan, planWith } from "../support/corpus-plan";
import { allow, policy, trustOf } from "../support/policy-text";

const FORMAT = "https://developer.hashicorp.com/terraform/internals/json-format";
const MARKS =
  "https://developer.hashicorp.com/terraform/language/manage-sensitive-data: sensitive values are redacted";
const readLake = policy(allow("s3:GetObject", "arn:aws:s3:::lake-events/*"));
const everything = policy(allow("*", "*"));

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
];
