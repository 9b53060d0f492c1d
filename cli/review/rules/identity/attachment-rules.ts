import type { ReviewedChange, ReviewedPlan } from "../../plan/reviewed-plan";
import { withoutLastKey } from "../../../terraform/plan/resource-address";
import { isUnknownAt, textsAt } from "../../plan/values-at";
import { isCreatedHere, referencedAddresses } from "../../plan/references";
import { existingAfter, previousValues } from "../previous-values";
import type { ReviewRule, RuleMatch } from "../review-rule";
import { rateManagedPolicy } from "./managed-policies";

/** Arguments with ARNs of policies, by type, and the argument that names the identity that gets them. */
export const attachments: Readonly<
  Record<string, { readonly policies: string; readonly identities: readonly string[] }>
> = {
  aws_iam_role_policy_attachment: { policies: "policy_arn", identities: ["role"] },
  aws_iam_user_policy_attachment: { policies: "policy_arn", identities: ["user"] },
  aws_iam_group_policy_attachment: { policies: "policy_arn", identities: ["group"] },
  aws_iam_policy_attachment: { policies: "policy_arn", identities: ["roles", "users", "groups"] },
  aws_iam_role_policy_attachments_exclusive: { policies: "policy_arns", identities: ["role_name"] },
  aws_iam_user_policy_attachments_exclusive: { policies: "policy_arns", identities: ["user_name"] },
  aws_iam_group_policy_attachments_exclusive: {
    policies: "policy_arns",
    identities: ["group_name"],
  },
  aws_iam_role: { policies: "managed_policy_arns", identities: [] },
  aws_ssoadmin_managed_policy_attachment: {
    policies: "managed_policy_arn",
    identities: ["permission_set_arn"],
  },
};

/** Rules about policies that identities get. */
export const attachmentRules: readonly ReviewRule[] = [
  {
    id: "identity/powerful-policy",
    title: "An identity gets a policy of AWS that allows very much",
    source: "checkov CKV_AWS_274, CKV2_AWS_56",
    level: "look closely",
    find: ({ changes }) =>
      attached(changes).flatMap(({ change, added }) =>
        added
          .filter((arn) => rateManagedPolicy(arn) === "powerful")
          .map((arn) => ({ address: change.address, message: `attaches ${arn}` })),
      ),
  },
  {
    id: "identity/attached-policy",
    title:
      "An identity gets a policy whose permissions the plan does not show, or an existing one gets more",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    level: "look closely",
    find: (plan) => attached(plan.changes).flatMap((each) => attachmentMatches(plan, each)),
  },
];

interface Attachment {
  readonly change: ReviewedChange;
  /** ARNs that the same identities did not have before, as far as they are known. */
  readonly added: readonly string[];
  /** Whether some of the ARNs are known only after apply. */
  readonly unknown: boolean;
  /** Names of the identities that get them. */
  readonly identities: readonly string[];
}

function attached(changes: readonly ReviewedChange[]): Attachment[] {
  return existingAfter(changes, Object.keys(attachments)).map((change) => {
    const { policies = "", identities: names = [] } = attachments[change.type] ?? {};
    const before = previousValues(change);
    const identitiesOf = (values: unknown) => names.flatMap((name) => textsAt(values, name));
    const had = new Set(textsAt(before, policies));
    const was = new Set(identitiesOf(before));
    const identities = identitiesOf(change.after);
    const gained = identities.filter((each) => !was.has(each));
    const added = textsAt(change.after, policies).filter(
      (arn) => !had.has(arn) || gained.length > 0,
    );
    const unknown = change.changedPaths.includes(policies) && isUnknownAt(change.unknown, policies);
    return { change, added, unknown, identities: gained.length > 0 ? gained : identities };
  });
}

function attachmentMatches(plan: ReviewedPlan, attachment: Attachment): RuleMatch[] {
  const { change, added, unknown } = attachment;
  const isNew = isOfNewIdentity(plan, attachment);
  const messages = added
    .filter((arn) => rateManagedPolicy(arn) !== "powerful")
    .flatMap((arn) =>
      isNew ? (unseenPolicy(plan, arn) ?? []) : `attaches ${arn} to an identity that exists`,
    );
  const later = unknown && !isNew ? ["attaches another policy to an identity that exists"] : [];
  const unseen =
    unknown && isNew && !showsPolicy(plan, change)
      ? ["attaches a policy that is known only after apply"]
      : [];
  return [...messages, ...later, ...unseen].map((message) => ({
    address: change.address,
    message,
  }));
}

/** Whether the plan creates the identities, so that they had no permissions before. */
function isOfNewIdentity(plan: ReviewedPlan, { change, identities }: Attachment): boolean {
  if (change.kind !== "create") return false;
  // A name that is known only after apply is that of something new.
  return identities.every((each) => isCreatedHere(plan, each));
}

/** Whether a policy that is known only after apply is among those whose statements the plan shows. */
function showsPolicy({ changes, planned }: ReviewedPlan, change: ReviewedChange): boolean {
  const { policies = "" } = attachments[change.type] ?? {};
  if (change.expressions === undefined) {
    return changes.some(({ type, kind }) => type === "aws_iam_policy" && kind === "create");
  }
  const referenced = referencedAddresses(change, policies);
  return (
    referenced.length > 0 &&
    referenced.every((address) => planned.some((each) => withoutLastKey(each.address) === address))
  );
}

/** Why the permissions of a policy must be looked up; undefined if they are modest, or shown by the plan. */
function unseenPolicy({ prior, planned }: ReviewedPlan, arn: string): string | undefined {
  const rating = rateManagedPolicy(arn);
  if (rating === "modest") return undefined;
  if (rating === "other policy of AWS") return `attaches ${arn}, whose permissions are not shown`;
  const known = [...prior, ...planned].some(
    ({ type, values }) => type === "aws_iam_policy" && values.arn === arn,
  );
  return known ? undefined : `attaches ${arn}, whose permissions the plan does not show`;
}
