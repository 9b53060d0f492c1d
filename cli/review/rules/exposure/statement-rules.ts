import { isEveryAction } from "../../policies/every-action";
import { allowsEveryone, principalAccounts } from "../../policies/principals";
import type { PolicyStatement } from "../../policies/policy-statement";
import { eachAllowed, policyRule } from "../policy-rule";
import type { ReviewRule } from "../review-rule";

/** Rules about whom the policies of resources let in. */
export const statementRules: readonly ReviewRule[] = [
  policyRule(
    {
      id: "exposure/everyone",
      title: "A policy of a resource allows everyone",
      source:
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status and checkov CKV_AWS_70, CKV_AWS_33",
    },
    ["resource"],
    eachAllowed((statement, name) =>
      allowsEveryone(statement) ? [`${name} allows everyone`] : [],
    ),
  ),
  policyRule(
    {
      id: "exposure/other-account",
      title: "A policy of a resource allows another account",
      source:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html and checkov CKV_AWS_45",
    },
    ["resource"],
    eachAllowed((statement, name, { type, ownAccounts }) => [
      ...statement.principals
        .filter((each) => each.startsWith("CanonicalUser:"))
        .map(() => `${name} allows a user of an account that its id does not show`),
      ...principalAccounts(statement)
        .filter((account) => !ownAccounts.has(account) && !isKeyOwner(type, statement))
        .map((account) =>
          ownAccounts.size === 0
            ? `${name} allows the account ${account}, which may be another one`
            : `${name} allows another account: ${account}`,
        ),
    ]),
  ),
  policyRule(
    {
      id: "exposure/every-action",
      title: "A policy of a resource allows every action",
      source: "checkov CKV_AWS_228, CKV_AWS_72",
    },
    ["resource"],
    eachAllowed((statement, name, { type }) =>
      isKeyOwner(type, statement)
        ? []
        : statement.actions
            .filter(isEveryAction)
            .map((each) => `${name} allows every action: ${each}`),
    ),
  ),
];

/**
 * Whether it is the statement with which the account of a key administers it by its identities' policies, as in the default.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function isKeyOwner(type: string, { actions, principals }: PolicyStatement): boolean {
  return (
    type.startsWith("aws_kms_") &&
    actions.includes("kms:*") &&
    principals.length === 1 &&
    /^AWS:(?:arn:[\w-]+:iam::\d{12}:root|\d{12})$/.test(principals[0] ?? "")
  );
}
