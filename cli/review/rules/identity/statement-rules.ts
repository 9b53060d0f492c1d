import { isEveryAction } from "../../policies/every-action";
import { globCovers } from "../../policies/glob";
import type { PolicyStatement } from "../../policies/policy-statement";
import { eachAllowed, policyRule } from "../policy-rule";
import type { ReviewRule } from "../review-rule";
import { ESCALATION_SOURCE, borrowingActions, permissionActions } from "./escalation-actions";

/** Actions without resource types in AWS's service authorization reference. */
const WITHOUT_RESOURCE_TYPES =
  /^(glue:(Get|Create)SecurityConfiguration|kms:List|logs:DescribeLogGroups|cloudwatch:PutMetricData|sts:GetCallerIdentity|ecr:GetAuthorizationToken|ec2:Describe|s3:ListAllMyBuckets|xray:Put|tag:GetResources|logs:Describe|cloudwatch:(Get|List)Metric)/;

/** Escalating actions that a message names. */
const NAMED_ACTIONS = 5;

/** Rules about what the statements of identities allow. */
export const statementRules: readonly ReviewRule[] = [
  policyRule(
    {
      id: "identity/every-action",
      title: "A policy of an identity allows every action of a service",
      source: "checkov CKV_AWS_62, CKV_AWS_63",
    },
    ["identity", "trust"],
    eachAllowed(({ actions }, name) =>
      actions.filter(isEveryAction).map((each) => `${name} allows every action: ${each}`),
    ),
  ),
  policyRule(
    {
      id: "identity/every-resource",
      title: "A policy of an identity allows actions on every resource",
      source: "checkov CKV_AWS_355",
    },
    ["identity"],
    eachAllowed(({ actions, resources }, name) => {
      const wide = resources.filter((each) => isWide(each) && !each.startsWith("!"));
      const notable = actions.filter((each) => !WITHOUT_RESOURCE_TYPES.test(each));
      if (wide.length === 0 || notable.length === 0) return [];
      // A function creates its log group by a name that it does not know.
      if (!wide.includes("*") && notable.every((each) => each.startsWith("logs:"))) return [];
      const what = wide.includes("*") ? "every resource" : wide.join(", ");
      return [`${name} allows ${actions.join(", ")} on ${what}`];
    }),
  ),
  policyRule(
    {
      id: "identity/privilege-escalation",
      title: "A policy lets an identity gain permissions that it does not have",
      source: ESCALATION_SOURCE,
    },
    ["identity"],
    eachAllowed((statement, name) => {
      const found = escalations(statement);
      const more = found.length - NAMED_ACTIONS;
      const named = `${found.slice(0, NAMED_ACTIONS).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
      return found.length === 0
        ? []
        : [`${name} allows ${named}, with which an identity can gain other permissions`];
    }),
  ),
  policyRule(
    {
      id: "identity/other-account-role",
      title: "A policy lets an identity assume a role of another account",
      source:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html",
    },
    ["identity"],
    eachAllowed((statement, name, { ownAccounts }) =>
      otherAccounts(statement, ownAccounts).map(
        (account) =>
          `${name} lets an identity assume a role of the account ${account}${ownAccounts.size === 0 ? ", which may be another one" : ""}`,
      ),
    ),
  ),
  policyRule(
    {
      id: "identity/inverted-elements",
      title: "A policy allows everything but what it names",
      source:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html and checkov CKV_AWS_49",
    },
    ["identity", "trust", "resource"],
    eachAllowed(({ actions, resources, principals }, name) =>
      Object.entries({ NotAction: actions, NotResource: resources, NotPrincipal: principals })
        .filter(([, values]) => values.some((each) => each.startsWith("!")))
        .map(([element]) => `${name} allows with ${element}, so all that it does not name`),
    ),
  ),
];

const ASSUME = "sts:AssumeRole";

/** Accounts of the roles that a statement lets an identity assume, but the own ones. */
function otherAccounts(
  { actions, resources }: PolicyStatement,
  ownAccounts: ReadonlySet<string>,
): string[] {
  if (!actions.some((each) => globCovers(each.toLowerCase(), ASSUME.toLowerCase()))) return [];
  const accounts = resources.flatMap((each) => /:iam::(\d{12}):role\//.exec(each)?.[1] ?? []);
  return [...new Set(accounts)].filter((each) => !ownAccounts.has(each));
}

/** Escalating actions that a statement allows. */
function escalations({ actions, resources }: PolicyStatement): string[] {
  const allows = (action: string) =>
    actions.some((each) => globCovers(each.toLowerCase(), action.toLowerCase()));
  const wide = resources.some(isWide);
  const found = [...permissionActions, ...(wide ? borrowingActions : [])].filter(allows);
  const roles = !wide && allows(ASSUME) && resources.some((each) => /[*?]/.test(each));
  return roles ? [...found, ASSUME] : found;
}

/** All resources of a service, or of one kind: `arn:aws:iam::111122223333:role/*`, but not `arn:aws:s3:::lake/*`. */
const WIDE =
  /^arn:[\w*-]+:[^:]*:[^:]*:[^:]*:(?:(?:alias|cluster|database|deliverystream|document|function|group|instance|key|log-group|parameter|policy|repository|role|secret|stack|stateMachine|stream|table|task|task-definition|user)[:/])?\*(?:[:/]\*)*$/;

/** Resources that have nothing in common: what matches both matches everything. */
const DISSIMILAR = ["arn:aws:iam::111122223333:role/app", "arn:aws:s3:::lake/data/key"];

/** Whether a resource stands for all of its service or kind. */
function isWide(resource: string): boolean {
  return (
    resource.startsWith("!") ||
    WIDE.test(resource) ||
    DISSIMILAR.every((each) => globCovers(resource, each))
  );
}
