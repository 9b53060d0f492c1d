import {
  nestedBlock,
  nestedBlocks,
  refersTo,
  numberArgument,
  resourcesOf,
  stringArgument,
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
  const belongs = ({ values }: TerraformResource) =>
    refersTo(stringArgument(values, "bucket"), bucket);
  const rules = resourcesOf(resources, "aws_s3_bucket_lifecycle_configuration")
    .filter(belongs)
    .flatMap(({ values }) => nestedBlocks(values, "rule"))
    .filter((rule) => rule.status === "Enabled")
    .filter((rule) => appliesTo(nestedBlock(rule, "filter"), prefix));
  const transitions = rules.flatMap((rule) => nestedBlocks(rule, "transition"));
  const to = (...classes: readonly string[]) =>
    smallest(
      transitions
        .filter((transition) => classes.includes(stringArgument(transition, "storage_class") ?? ""))
        .map((transition) => numberArgument(transition, "days", 0)),
    );
  const versioned = resourcesOf(resources, "aws_s3_bucket_versioning")
    .filter(belongs)
    .some(({ values }) => nestedBlock(values, "versioning_configuration").status === "Enabled");
  const noncurrentDays = rules.flatMap((rule) =>
    nestedBlocks(rule, "noncurrent_version_expiration").map((each) =>
      numberArgument(each, "noncurrent_days", 0),
    ),
  );
  return {
    infrequentAccessDays: to("STANDARD_IA", "ONEZONE_IA"),
    glacierInstantDays: to("GLACIER_IR"),
    expirationDays: smallest(
      rules.flatMap((rule) =>
        nestedBlocks(rule, "expiration").map((each) => numberArgument(each, "days", 0)),
      ),
    ),
    noncurrentDays: versioned ? (smallest(noncurrentDays) ?? Infinity) : 0,
  };
}

/** Delivered objects have no tags, so a rule for tagged objects does not apply to them. */
function appliesTo(filter: Block, prefix: string): boolean {
  const isForTagged = ["and", "tag"].some((name) => nestedBlocks(filter, name).length > 0);
  return !isForTagged && prefix.startsWith(stringArgument(filter, "prefix") ?? "");
}

function smallest(days: readonly number[]): number | undefined {
  const given = days.filter((each) => each > 0);
  return given.length === 0 ? undefined : Math.min(...given);
}
