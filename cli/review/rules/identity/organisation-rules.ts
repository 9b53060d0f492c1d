import type { ReviewRule, RuleMatch } from "../review-rule";
import { textsAt, valueAt } from "../../plan/values-at";
import { existingAfter, previousValues } from "../previous-values";

/** Settings of the password policy by what weakens them. */
export const passwordSettings: Readonly<Record<string, "less" | "more" | "off" | "on">> = {
  minimum_password_length: "less",
  password_reuse_prevention: "less",
  max_password_age: "more",
  require_lowercase_characters: "off",
  require_uppercase_characters: "off",
  require_numbers: "off",
  require_symbols: "off",
  hard_expiry: "off",
  allow_users_to_change_password: "on",
};

/** Rules about what bounds whole accounts. */
export const organisationRules: readonly ReviewRule[] = [
  {
    id: "identity/guardrail",
    title: "A policy that bounds accounts or an endpoint allows more than before",
    source:
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    level: "look closely",
    find: ({ policies }) =>
      policies
        .filter(({ kind, widens }) => widens && kind === "guardrail")
        .map(({ address }) => ({ address, message: "bounds less than before" })),
  },
  {
    id: "identity/guardrail-attachment",
    title: "A policy of an organisation is attached, or no longer attached",
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_policies_detach.html",
    level: "look closely",
    find: ({ changes }) =>
      changes
        .filter(
          ({ type, kind }) => type === "aws_organizations_policy_attachment" && kind !== "move",
        )
        .map(({ address, before, after }) => ({
          address,
          message:
            after === null
              ? `takes the policy ${textsAt(before, "policy_id").join("")} from ${textsAt(before, "target_id").join("")}`
              : `binds ${textsAt(after, "target_id").join("")} by a policy of the organisation`,
        })),
  },
  {
    id: "identity/password-policy",
    title: "The rules for passwords are weaker",
    source: "checkov CKV_AWS_9 to CKV_AWS_15",
    level: "look closely",
    find: ({ changes }) =>
      existingAfter(changes, ["aws_iam_account_password_policy"]).flatMap((change): RuleMatch[] =>
        Object.entries(passwordSettings)
          .filter(([name, weaker]) =>
            isWeaker(valueAt(previousValues(change), name), valueAt(change.after, name), weaker),
          )
          .map(([name]) => ({ address: change.address, message: `weakens ${name}` })),
      ),
  },
];

function isWeaker(was: unknown, is: unknown, weaker: "less" | "more" | "off" | "on"): boolean {
  if (was === undefined || was === is) return false;
  if (weaker === "off") return was === true && is !== true;
  if (weaker === "on") return false;
  const [before, after] = [Number(was), Number(is ?? 0)];
  return weaker === "less" ? after < before : after > before || after === 0;
}
