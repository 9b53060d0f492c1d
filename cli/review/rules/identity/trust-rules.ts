import { allowsEveryone, principalAccounts } from "../../policies/principals";
import type { ConditionTest, PolicyStatement } from "../../policies/policy-statement";
import { eachAllowed, policyRule } from "../policy-rule";
import type { ReviewRule } from "../review-rule";

/** Rules about who may assume a role. */
export const trustRules: readonly ReviewRule[] = [
  policyRule(
    {
      id: "identity/trust-everyone",
      title: "Everyone may assume a role",
      source: "checkov CKV_AWS_60",
    },
    ["trust"],
    eachAllowed((statement, name) =>
      allowsEveryone(statement) ? [`${name} lets everyone assume the role`] : [],
    ),
  ),
  policyRule(
    {
      id: "identity/trust-account",
      title: "Another account may assume a role",
      source:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html#access-analyzer-iam-role and checkov CKV_AWS_61",
    },
    ["trust"],
    eachAllowed((statement, name, { ownAccounts }) =>
      principalAccounts(statement)
        .filter((account) => !ownAccounts.has(account))
        .map((account) =>
          ownAccounts.size === 0
            ? `${name} lets the account ${account} assume the role, which may be another one`
            : `${name} lets another account assume the role: ${account}`,
        ),
    ),
  ),
  policyRule(
    {
      id: "identity/trust-federation",
      title: "A role can be assumed by too many identities of a provider",
      source:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_for-idp_oidc.html and checkov CKV_AWS_358",
    },
    ["trust"],
    eachAllowed((statement, name) =>
      statement.principals
        .filter((each) => each.startsWith("Federated:"))
        .flatMap((each) => federationProblem(each.slice("Federated:".length), statement) ?? [])
        .map((problem) => `${name} ${problem}`),
    ),
  ),
];

/** What lets more identities of a provider in than one workload; undefined if nothing. */
function federationProblem(provider: string, { tests }: PolicyStatement): string | undefined {
  const has = (key: RegExp) => tests.filter((each) => key.test(each.key) && isDecisive(each));
  if (provider.includes(":saml-provider/")) {
    return has(/^saml:aud$/).length > 0 ? undefined : `lets ${provider} in without SAML:aud`;
  }
  if (provider.startsWith("cognito-identity.amazonaws.com")) {
    const pool = has(/:aud$/).length > 0;
    const signedIn = has(/:amr$/).some(({ values }) =>
      values.every((each) => each === "authenticated"),
    );
    if (pool && signedIn) return undefined;
    return `lets ${pool ? "guests" : "identities of every pool"} of Cognito in`;
  }
  const subjects = has(/:sub$/);
  if (subjects.length === 0)
    return `lets every identity of ${provider} in: no condition on its sub`;
  const wide = subjects.every(({ values }) => values.some(isWideSubject));
  const shown = subjects.flatMap(({ values }) => values).filter(isWideSubject);
  return wide ? `lets identities of ${provider} in by a wildcard: ${shown.join(", ")}` : undefined;
}

/** A test that fails without its key, and that asks for certain values. */
function isDecisive({ test }: ConditionTest): boolean {
  return /^(?:ForAnyValue:)?(?:StringEquals|StringLike|StringEqualsIgnoreCase)$/.test(test);
}

/** `repo:org/repo:*` is one repository of GitHub; a wildcard anywhere before is many. */
function isWideSubject(subject: string): boolean {
  return /[*?]/.test(subject) && !/^repo:[^*?:/]+\/[^*?:/]+:[^*?]*\*?$/.test(subject);
}
