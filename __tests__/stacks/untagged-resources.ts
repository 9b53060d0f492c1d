import { isDeepStrictEqual } from "node:util";
import type { Block, SynthesizedStack } from "../support/plans/synth";

/** Types of resources without tags in AWS: parts of a resource that has them, or attachments. */
const TYPES_WITHOUT_TAGS: ReadonlySet<string> = new Set([
  "aws_athena_named_query",
  "aws_cloudwatch_dashboard",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_log_stream",
  "aws_glue_catalog_table",
  "aws_glue_security_configuration",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_kms_alias",
  "aws_lakeformation_permissions",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
]);

type Tags = Readonly<Record<string, unknown>>;

/**
 * Resources of a stack that would not get the given tags, one line each with the reason.
 *
 * The provider adds its default tags to every resource whose schema has `tags_all`, unless the resource has a tag of the same
 * key, or uses another configuration of the provider.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block
 */
export async function untaggedResources(
  stack: Pick<SynthesizedStack, "providers" | "resources">,
  tags: Tags,
): Promise<string[]> {
  const [provider, ...others] = stack.providers;
  const problems = isDeepStrictEqual(provider?.default_tags, [{ tags }])
    ? []
    : [`provider: has the default tags ${JSON.stringify(provider?.default_tags)}`];
  if (others.length > 0) problems.push(`provider: has ${others.length} further configurations`);
  for (const [address, block] of Object.entries(stack.resources)) {
    const problem = await problemOf(address, block, tags);
    if (problem !== undefined) problems.push(`${address}: ${problem}`);
  }
  return problems;
}

async function problemOf(address: string, block: Block, tags: Tags): Promise<string | undefined> {
  const [type = ""] = address.split(".");
  if (block.provider !== undefined) return "uses another configuration of the provider";
  if (TYPES_WITHOUT_TAGS.has(type)) {
    return (await hasDefaultTags(type))
      ? "is listed as a type without tags, but has them"
      : undefined;
  }
  if (!(await hasDefaultTags(type))) return "does not get the provider's default tags";
  // Terraform's name of the argument, as CDKTF renders it.
  const own = (block.tags ?? {}) as Tags;
  const overridden = Object.keys(tags).filter((key) => key in own && own[key] !== tags[key]);
  return overridden.length === 0 ? undefined : `overrides ${overridden.join(", ")}`;
}

/** Whether the schema of a type has `tags_all`, according to the provider's generated binding. */
async function hasDefaultTags(type: string): Promise<boolean> {
  const library = type.replace(/^aws_/, "").replaceAll("_", "-");
  const binding = (await import(`@cdktf/provider-aws/lib/${library}`)) as Readonly<
    Record<string, { readonly tfResourceType?: string; readonly prototype?: object } | undefined>
  >; // Classes and functions of a generated module.
  const resource = Object.values(binding).find((each) => each?.tfResourceType === type);
  if (resource?.prototype === undefined) throw new Error(`There is no binding of ${type}`);
  return "tagsAll" in resource.prototype;
}
