import { accountOfArn, ownAccounts } from "../../plan/own-accounts";
import type { ReviewedChange, ReviewedPlan } from "../../plan/reviewed-plan";
import { textsAt } from "../../plan/values-at";
import type { ReviewRule, RuleMatch } from "../review-rule";
import { isManaged, isUsedBefore } from "./own-places";

/** Arguments with the bucket, or the `s3://` address, of the code that a resource runs. */
const buckets: Readonly<Record<string, readonly string[]>> = {
  aws_lambda_function: ["s3_bucket"],
  aws_lambda_layer_version: ["s3_bucket"],
  aws_glue_job: ["command.script_location"],
};
const IMAGE_ACCOUNT = /^(\d{12})\.dkr\.ecr\./;

/** Code of new functions and jobs, and images of functions, that come from where this plan manages nothing. */
export const newCode: ReviewRule = {
  id: "delivery/new-code",
  title: "A function or a job runs code from a bucket or an account that is not the plan's",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
  level: "look closely",
  find: (plan) =>
    plan.changes.flatMap((change) => [
      ...(change.kind === "create"
        ? [...foreignBuckets(plan, change), ...layers(plan, change)]
        : []),
      ...foreignImage(plan, change),
    ]),
};

function foreignBuckets(plan: ReviewedPlan, change: ReviewedChange): RuleMatch[] {
  const { address, after } = change;
  return (buckets[change.type] ?? []).flatMap((path) =>
    textsAt(after, path)
      .map((value) => /^s3a?:\/\/([^/]+)/.exec(value)?.[1] ?? value)
      .every((bucket) => isManaged(plan, address, bucket) || isUsedBefore(plan, bucket))
      ? []
      : [{ address, message: `runs code of a bucket that this plan does not manage (${path})` }],
  );
}

function layers(plan: ReviewedPlan, change: ReviewedChange): RuleMatch[] {
  if (change.type !== "aws_lambda_function") return [];
  const own = accountsOf(plan, change);
  return textsAt(change.after, "layers").every((each) => own.has(accountOfArn(each) ?? ""))
    ? []
    : [{ address: change.address, message: "runs a layer of another account" }];
}

function foreignImage(plan: ReviewedPlan, change: ReviewedChange): RuleMatch[] {
  const { type, kind, before, after, address } = change;
  if (type !== "aws_lambda_function" || kind === "delete") return [];
  const [was, is] = [before, after].map((values) => textsAt(values, "image_uri")[0] ?? "");
  const account = IMAGE_ACCOUNT.exec(is ?? "")?.[1];
  // The same repository of the same registry: a release.
  if (account === undefined || account === IMAGE_ACCOUNT.exec(was ?? "")?.[1]) return [];
  return accountsOf(plan, change).has(account)
    ? []
    : [{ address, message: "runs an image of another account" }];
}

/** The plan's accounts, and the one of the role: a function runs in its role's account. */
function accountsOf(plan: ReviewedPlan, { after }: ReviewedChange): ReadonlySet<string> {
  const role = accountOfArn(after?.role);
  return new Set([...ownAccounts(plan), ...(role === undefined ? [] : [role])]);
}
