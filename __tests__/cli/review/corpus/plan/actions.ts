import type { CorpusCase } from "../support/corpus-case";
import { change, create, destroy, forget, keep, update } from "../support/plan-changes";
import { plan, planWith, resourceChange } from "../support/corpus-plan";
import { trustOf } from "../support/policy-text";

const FORMAT = "https://developer.hashicorp.com/terraform/internals/json-format";
const queue = { name: "jobs", sqs_managed_sse_enabled: true };
const bucket = { bucket: "lake-events", id: "lake-events", force_destroy: false };

/** What Terraform itself says of a plan: actions, and whether it is complete. */
export const actions: readonly CorpusCase[] = [
  {
    name: "changes nothing",
    verdict: "nothing to do",
    source: `${FORMAT}: no-op`,
    why: "Every resource is as it is configured.",
    plan: plan(keep("aws_sqs_queue.jobs", queue), keep("aws_s3_bucket.lake", bucket)),
  },
  {
    name: "has no resources",
    verdict: "nothing to do",
    source: FORMAT,
    why: "There is nothing.",
    plan: plan(),
  },
  {
    name: "reads data sources only",
    verdict: "nothing to do",
    source: `${FORMAT}: read`,
    why: "Reading changes nothing.",
    plan: plan(
      change("data.aws_caller_identity.current", ["read"], null, {}, { unknown: { id: true } }),
    ),
  },
  {
    name: "moves a resource to another address",
    verdict: "safe",
    source: "https://developer.hashicorp.com/terraform/language/modules/develop/refactoring",
    why: "The address changes, and the resource stays as it is.",
    plan: plan(keep("aws_s3_bucket.lake", bucket, { previousAddress: "aws_s3_bucket.events" })),
  },
  {
    name: "moves a resource, and weakens it on the way",
    verdict: "look closely",
    source: "checkov CKV_AWS_293: databases have deletion protection",
    why: "A move does not make the change harmless.",
    plan: plan(
      update(
        "module.shop.aws_db_instance.orders",
        { identifier: "orders", deletion_protection: true },
        { deletion_protection: false },
        { previousAddress: "aws_db_instance.orders" },
      ),
    ),
  },
  {
    name: "forgets a bucket",
    verdict: "look closely",
    source:
      "https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources: it stays, and nobody manages it",
    why: "What was guarded by this code is guarded by nobody.",
    plan: plan(forget("aws_s3_bucket.lake", bucket)),
  },
  {
    name: "forgets a role",
    verdict: "look closely",
    source:
      "https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources: it stays, and nobody manages it",
    why: "A role that nobody manages keeps its permissions.",
    plan: plan(forget("aws_iam_role.ci", { name: "ci", assume_role_policy: trustOf("codebuild") })),
  },
  {
    name: "imports a bucket and changes it",
    verdict: "look closely",
    source:
      "https://developer.hashicorp.com/terraform/language/import: the configuration wins over what exists",
    why: "Somebody set it up otherwise, and perhaps for a reason.",
    plan: plan(
      update("aws_s3_bucket.legacy", bucket, { force_destroy: true }, { importId: "lake-events" }),
    ),
  },
  {
    name: "forgets an old deployment of a resource that is created again",
    verdict: "look closely",
    source: `${FORMAT}: actions create and forget`,
    why: "Two of them exist then, and one is managed by nobody.",
    plan: plan(
      change("aws_sqs_queue.jobs", ["create", "forget"], queue, { ...queue, name: "jobs-2" }, {}),
    ),
  },
  {
    name: "has an action that no Terraform of today has",
    verdict: "look closely",
    source: `${FORMAT}: consumers must ignore unknown properties, and can't ignore unknown actions`,
    why: "Nobody knows what it does.",
    plan: plan(change("aws_s3_bucket.lake", ["reincarnate"], bucket, bucket, {})),
  },
  {
    name: "defers the deletion of a bucket",
    verdict: "look closely",
    source: `${FORMAT}: deferred_changes`,
    why: "It does not happen now, and happens without another look later.",
    plan: planWith({
      complete: false,
      deferred_changes: [
        {
          reason: "provider_config_unknown",
          resource_change: resourceChange(destroy("aws_s3_bucket.lake", bucket)),
        },
      ],
    }),
  },
  {
    name: "is incomplete",
    verdict: "look closely",
    source: `${FORMAT}: complete is false if a second plan is needed`,
    why: "What the rest changes is unknown.",
    plan: planWith({ complete: false }, create("aws_sqs_queue.jobs", queue)),
  },
  {
    name: "failed half-way",
    verdict: "look closely",
    source: `${FORMAT}: errored`,
    why: "What Terraform did not plan is not shown.",
    plan: planWith({ errored: true, applyable: false }),
  },
  {
    name: "fails a check",
    verdict: "look closely",
    source: "https://developer.hashicorp.com/terraform/language/checks: status fail",
    why: "The team wrote down what must hold, and it does not.",
    plan: planWith({
      checks: [
        {
          address: { kind: "check", name: "certificate", to_display: "check.certificate" },
          status: "fail",
          instances: [
            {
              address: { to_display: "check.certificate" },
              status: "fail",
              problems: [{ message: "The certificate expires tomorrow." }],
            },
          ],
        },
      ],
    }),
  },
  {
    name: "passes its checks",
    verdict: "nothing to do",
    source: "https://developer.hashicorp.com/terraform/language/checks: status pass",
    why: "What must hold holds.",
    plan: planWith({
      checks: [
        {
          address: { kind: "check", name: "certificate", to_display: "check.certificate" },
          status: "pass",
          instances: [{ address: { to_display: "check.certificate" }, status: "pass" }],
        },
      ],
    }),
  },
  {
    name: "could not run a check",
    verdict: "look closely",
    source: "https://developer.hashicorp.com/terraform/language/checks: status error",
    why: "Whether it holds is unknown.",
    plan: planWith({
      checks: [
        {
          address: { kind: "check", name: "site", to_display: "check.site" },
          status: "error",
          instances: [{ address: { to_display: "check.site" }, status: "error" }],
        },
      ],
    }),
  },
  {
    name: "invokes an action of a provider",
    verdict: "look closely",
    source: "https://developer.hashicorp.com/terraform/language/invoke-actions: action_invocations",
    why: "A function is run by the apply, and no change of a resource shows what it does.",
    plan: planWith({
      action_invocations: [
        {
          address: "action.aws_lambda_invoke.migrate",
          type: "aws_lambda_invoke",
          name: "migrate",
          config_values: { function_name: "migrate", payload: "{}" },
          lifecycle_action_trigger: {
            triggering_resource_address: "aws_sqs_queue.jobs",
            action_trigger_event: "AfterCreate",
          },
        },
      ],
    }),
  },
  {
    name: "leaves a change of a security group that was made outside of Terraform",
    verdict: "look closely",
    source: `${FORMAT}: resource_drift; https://developer.hashicorp.com/terraform/tutorials/state/resource-drift`,
    why: "Somebody opened the group by hand, and this plan does not close it.",
    plan: planWith(
      {
        resource_drift: [
          resourceChange(
            update(
              "aws_security_group.database",
              { name: "database", ingress: [] },
              { ingress: [{ from_port: 0, to_port: 65535, cidr_blocks: ["0.0.0.0/0"] }] },
            ),
          ),
        ],
      },
      keep("aws_security_group.database", { name: "database", ingress: [] }),
    ),
  },
  {
    name: "finds a table that was deleted outside of Terraform",
    verdict: "look closely",
    source: `${FORMAT}: resource_drift`,
    why: "The apply creates an empty table where data was.",
    plan: planWith(
      {
        resource_drift: [
          resourceChange(destroy("aws_dynamodb_table.sessions", { name: "sessions" })),
        ],
      },
      create("aws_dynamodb_table.sessions", {
        name: "sessions",
        hash_key: "id",
        billing_mode: "PAY_PER_REQUEST",
      }),
    ),
  },
];
