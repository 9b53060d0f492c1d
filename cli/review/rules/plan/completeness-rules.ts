import type { ReviewRule } from "../review-rule";
import { PLAN_ADDRESS } from "./plan-address";

const FORMAT = "https://developer.hashicorp.com/terraform/internals/json-format";

/** Data sources that compute or name what nothing outside of the plan decides. */
const HARMLESS_READS =
  /^(?:aws_(?:iam_policy_document|caller_identity|region|partition|default_tags|service|service_principal|arn|billing_service_account|canonical_user_id|elb_service_account|elb_hosted_zone_id|availability_zones?)|archive_file|template_file)$/;

/** Rules about what a plan leaves open: it will do more than it shows, or something else. */
export const completenessRules: readonly ReviewRule[] = [
  {
    id: "plan/deferred",
    title: "Terraform defers a change to a later plan",
    source: `${FORMAT}#plan-representation (deferred_changes)`,
    level: "look closely",
    find: ({ plan }) =>
      (plan.deferred_changes ?? []).map(({ reason = "unknown", resource_change }) => ({
        address: resource_change?.address ?? PLAN_ADDRESS,
        message: `is deferred (${reason}): ${resource_change?.change?.actions.join(", ") ?? "an unknown change"}`,
      })),
  },
  {
    id: "plan/incomplete",
    title: "Another plan is needed after this one",
    source: `${FORMAT}#plan-representation (complete)`,
    level: "look closely",
    find: ({ plan }) =>
      plan.complete === false && plan.errored !== true
        ? [
            {
              address: PLAN_ADDRESS,
              message: "is incomplete: Terraform expects that another one is needed after it",
            },
          ]
        : [],
  },
  {
    id: "plan/check",
    title: "A check fails, or its result is known only after apply",
    source: `${FORMAT}#checks-representation`,
    level: "look closely",
    find: ({ plan }) =>
      (plan.checks ?? []).flatMap(({ address, status, instances = [] }) => {
        if (status === "pass") return [];
        const name = address?.to_display ?? PLAN_ADDRESS;
        const problems = instances.flatMap((each) =>
          (each.problems ?? []).flatMap(({ message }) => message ?? []),
        );
        const result =
          status === "fail" || status === "error" ? "fails a check" : "is checked only after apply";
        return [
          {
            address: name,
            message: problems.length === 0 ? result : `${result}: ${problems.join("; ")}`,
          },
        ];
      }),
  },
  {
    id: "plan/action",
    title: "An apply calls an action of a provider",
    source: "https://developer.hashicorp.com/terraform/language/invoke-actions",
    level: "look closely",
    find: ({ plan }) => [
      ...(plan.action_invocations ?? []).map(({ address, type }) => ({
        address: address ?? PLAN_ADDRESS,
        message: `is called during the apply: an action of the type ${type ?? "unknown"}`,
      })),
      ...(plan.deferred_action_invocations ?? []).map(({ reason, action_invocation }) => ({
        address: action_invocation?.address ?? PLAN_ADDRESS,
        message: `is an action whose call is deferred (${reason ?? "unknown"})`,
      })),
    ],
  },
  {
    id: "plan/data-read",
    title: "A data source is read only during the apply",
    source:
      "https://developer.hashicorp.com/terraform/language/data-sources#data-resource-behavior",
    level: "look closely",
    find: ({ plan }) =>
      (plan.resource_changes ?? [])
        .filter(
          ({ mode, type, change }) =>
            mode === "data" && change.actions.join() === "read" && !HARMLESS_READS.test(type),
        )
        .map(({ address }) => ({
          address,
          message: "is read only during the apply, so what depends on it is not known yet",
        })),
  },
];
