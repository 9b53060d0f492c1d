import type { CorpusCase } from "../support/corpus-case";
import { plan } from "../support/corpus-plan";
import { create } from "../support/plan-changes";
import { OTHER_ACCOUNT, allow, policy } from "../support/policy-text";

/** Plans that let an identity act in another account. */
export const otherAccounts: readonly CorpusCase[] = [
  {
    name: "creates a policy with which one role of another account is assumed",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html: the policy decides who switches to the role",
    why: "What that role may do is shown by no plan of this account.",
    plan: plan(
      create("aws_iam_policy.partner", {
        name: "partner",
        path: "/",
        policy: policy(allow("sts:AssumeRole", `arn:aws:iam::${OTHER_ACCOUNT}:role/export`)),
      }),
    ),
  },
];
