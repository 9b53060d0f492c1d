import { allResources } from "../../terraform/plan/terraform-plan";
import { policyArgumentsOf } from "../policies/policy-arguments";
import { statementsAt } from "../policies/planned-statements";
import { valuesAt } from "./values-at";
import type { ReviewedPlan } from "./reviewed-plan";

/**
 * Accounts that a plan is about: the provider's, the caller's and those of the ARNs of what exists; where there are none, those
 * for which services of AWS may act by its policies. Empty if nothing shows one.
 */
export function ownAccounts(reviewed: ReviewedPlan): ReadonlySet<string> {
  const { plan, prior, planned } = reviewed;
  const callers = allResources(plan.prior_state?.values?.root_module)
    .filter(({ type }) => type === "aws_caller_identity")
    .map(({ values }) => values?.account_id);
  const allowed = Object.values(plan.configuration?.provider_config ?? {}).flatMap(
    ({ expressions }) => valuesAt(expressions, "allowed_account_ids.constant_value"),
  );
  const arns = [...prior, ...planned].map(({ values }) => accountOfArn(values.arn));
  const shown = texts([...callers, ...allowed, ...arns]);
  return new Set(shown.length > 0 ? shown : servedAccounts(planned));
}

/** Accounts in whose name services may act: a policy names its own with `aws:SourceAccount`. */
function servedAccounts(planned: ReviewedPlan["planned"]): string[] {
  return planned
    .flatMap(({ type, values }) =>
      policyArgumentsOf(type).flatMap(({ argument }) => statementsAt(values, argument)),
    )
    .filter(({ principals }) => principals.every((each) => each.startsWith("Service:")))
    .flatMap(({ principals, tests }) => (principals.length === 0 ? [] : tests))
    .filter(({ key }) => key === "aws:sourceaccount")
    .flatMap(({ values }) => values)
    .filter((each) => /^\d{12}$/.test(each));
}

function texts(values: readonly unknown[]): string[] {
  return values.flatMap((each) => (typeof each === "string" && each !== "" ? [each] : []));
}

/** The account of an ARN; undefined for anything else, and for a service without accounts in its ARNs. */
export function accountOfArn(arn: unknown): string | undefined {
  if (typeof arn !== "string") return undefined;
  return /^arn:[\w-]+:[\w-]*:[\w-]*:(\d{12}):/.exec(arn)?.[1];
}
