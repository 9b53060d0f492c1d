import type { ReviewRule } from "../review-rule";
import { networkRules } from "./network-rules";
import { settingRules } from "./setting-rules";
import { sharingRules } from "./sharing-rules";
import { statementRules } from "./statement-rules";

/** What opens a resource to others. */
export const exposureRules: readonly ReviewRule[] = [
  {
    id: "exposure/widened-policy",
    title: "A policy of a resource allows more than before",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
    level: "look closely",
    find: ({ policies }) =>
      policies
        .filter(({ kind, widens }) => widens && kind === "resource")
        .map(({ address }) => ({ address, message: "allows more than before" })),
  },
  ...statementRules,
  ...settingRules,
  ...networkRules,
  ...sharingRules,
];
