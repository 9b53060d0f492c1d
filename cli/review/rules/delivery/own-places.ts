import { refersTo } from "../../../terraform/plan/terraform-resource";
import type { ReviewedPlan } from "../../plan/reviewed-plan";

/** Whether a plan has the resource that a name, an ARN or a reference means, other than the one at an address. */
export function isManaged(plan: ReviewedPlan, address: string, value: string): boolean {
  return [...plan.planned, ...plan.prior].some(
    (each) =>
      each.address !== address &&
      // The argument `arn` of a target is where it sends to.
      each.type !== "aws_cloudwatch_event_target" &&
      (refersTo(value, each) || isPartOf(value, each.values)),
  );
}

/** Whether something that exists refers to it already, or to an object of a bucket: a plan may leave out what it does not change. */
export function isUsedBefore({ plan, prior }: ReviewedPlan, value: string): boolean {
  const quoted = JSON.stringify(value);
  const before = (plan.resource_changes ?? []).map(({ change }) => change.before);
  const existing = JSON.stringify([before, prior.map(({ values }) => values)]);
  return existing.includes(quoted) || existing.includes(`"s3://${value}/`);
}

/** A version or an alias of a function, or a log group with `:*`. */
function isPartOf(value: string, { arn }: Readonly<Record<string, unknown>>): boolean {
  return typeof arn === "string" && arn !== "" && value.startsWith(`${arn}:`);
}
