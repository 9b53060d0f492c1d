import {
  block,
  blocks,
  refersTo,
  numeric,
  resourcesOf,
  text,
} from "../terraform/plan/terraform-resource";
import type { Block, TerraformResource } from "../terraform/plan/terraform-resource";

/** How long objects below a prefix stay in each storage class, by the bucket's lifecycle rules; all in days. */
export interface ObjectLifecycle {
  readonly infrequentAccessDays?: number | undefined;
  readonly glacierInstantDays?: number | undefined;
  readonly expirationDays?: number | undefined;
  /** How long noncurrent versions of expired objects are kept; 0 in a bucket without versioning. */
  readonly noncurrentDays: number;
}

/** Reads the lifecycle rules of a bucket that apply to a prefix. */
export function lifecycleOf(
  bucket: TerraformResource,
  prefix: string,
  resources: readonly TerraformResource[],
): ObjectLifecycle {
  const belongs = ({ values }: TerraformResource) => refersTo(text(values, "bucket"), bucket);
  const rules = resourcesOf(resources, "aws_s3_bucket_lifecycle_configuration")
    .filter(belongs)
    .flatMap(({ values }) => blocks(values, "rule"))
    .filter((rule) => rule.status === "Enabled")
    .filter((rule) => appliesTo(block(rule, "filter"), prefix));
  const transitions = rules.flatMap((rule) => blocks(rule, "transition"));
  const to = (...classes: readonly string[]) =>
    smallest(
      transitions
        .filter((transition) => classes.includes(text(transition, "storage_class") ?? ""))
        .map((transition) => numeric(transition, "days", 0)),
    );
  const versioned = resourcesOf(resources, "aws_s3_bucket_versioning")
    .filter(belongs)
    .some(({ values }) => block(values, "versioning_configuration").status === "Enabled");
  const noncurrentDays = rules.flatMap((rule) =>
    blocks(rule, "noncurrent_version_expiration").map((each) =>
      numeric(each, "noncurrent_days", 0),
    ),
  );
  return {
    infrequentAccessDays: to("STANDARD_IA", "ONEZONE_IA"),
    glacierInstantDays: to("GLACIER_IR"),
    expirationDays: smallest(
      rules.flatMap((rule) => blocks(rule, "expiration").map((each) => numeric(each, "days", 0))),
    ),
    noncurrentDays: versioned ? (smallest(noncurrentDays) ?? Infinity) : 0,
  };
}

/** Delivered objects have no tags, so a rule for tagged objects does not apply to them. */
function appliesTo(filter: Block, prefix: string): boolean {
  const isForTagged = ["and", "tag"].some((name) => blocks(filter, name).length > 0);
  return !isForTagged && prefix.startsWith(text(filter, "prefix") ?? "");
}

function smallest(days: readonly number[]): number | undefined {
  const given = days.filter((each) => each > 0);
  return given.length === 0 ? undefined : Math.min(...given);
}
