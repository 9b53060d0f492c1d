import type { ReviewRule } from "../review-rule";
import { accessRules } from "./access-rules";
import { attachmentRules } from "./attachment-rules";
import { borrowedRole } from "./borrowed-role";
import { organisationRules } from "./organisation-rules";
import { statementRules } from "./statement-rules";
import { trustRules } from "./trust-rules";

/** What lets an identity do more, or lets others become it. */
export const identityRules: readonly ReviewRule[] = [
  {
    id: "identity/widened-policy",
    title: "A policy of an identity allows more than before",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    level: "look closely",
    find: ({ policies }) =>
      policies
        .filter(({ kind, widens }) => widens && kind === "identity")
        .map(({ address }) => ({ address, message: "allows more than before" })),
  },
  {
    id: "identity/widened-trust",
    title: "More identities can assume a role than before, or on easier terms",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
    level: "look closely",
    find: ({ policies }) =>
      policies
        .filter(({ kind, widens }) => widens && kind === "trust")
        .map(({ address }) => ({ address, message: "can be assumed by more than before" })),
  },
  ...attachmentRules,
  ...statementRules,
  ...trustRules,
  ...accessRules,
  borrowedRole,
  ...organisationRules,
];
