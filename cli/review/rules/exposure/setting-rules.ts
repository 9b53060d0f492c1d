import type { ReviewedPlan } from "../../plan/reviewed-plan";
import { isUnknownAt, textsAt } from "../../plan/values-at";
import { existingAfter, previousValues } from "../previous-values";
import type { ReviewRule, RuleMatch } from "../review-rule";
import type { ExposingSetting } from "./settings/exposing-setting";
import { protectionSettings } from "./settings/protection-settings";
import { publicSettings } from "./settings/public-settings";

/** Rules about single settings, from their tables. */
export const settingRules: readonly ReviewRule[] = [
  {
    id: "exposure/public-setting",
    title: "A setting opens a resource",
    source:
      "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html; rules of checkov by their settings",
    level: "look closely",
    find: (plan) => matchesOf(plan, publicSettings),
  },
  {
    id: "exposure/unprotected",
    title: "A setting leaves data unencrypted, or open to who should not have it",
    source:
      "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html; rules of checkov by their settings",
    level: "look closely",
    find: (plan) => matchesOf(plan, protectionSettings),
  },
];

/** Types whose settings the configuration decides, so that an unknown one is no default of AWS. */
const NEVER_COMPUTED = new Set([
  "aws_api_gateway_method",
  "aws_apigatewayv2_route",
  "aws_lambda_function_url",
  "aws_s3_bucket_acl",
]);

/** Settings that expose after a plan, and did not before; of what is unknown until then, nobody knows. */
function matchesOf({ changes }: ReviewedPlan, settings: readonly ExposingSetting[]): RuleMatch[] {
  const byType = new Map<string, ExposingSetting[]>();
  for (const setting of settings) {
    for (const type of setting.types) byType.set(type, [...(byType.get(type) ?? []), setting]);
  }
  return existingAfter(changes, [...byType.keys()]).flatMap((change) => {
    const before = previousValues(change);
    return (byType.get(change.type) ?? []).flatMap(
      ({ path, exposes, message, acceptedInNew = false }): RuleMatch[] => {
        const was = before !== null && exposes(textsAt(before, path), before);
        if (was || (before === null && acceptedInNew)) return [];
        if (isUnknownAt(change.unknown, path)) {
          const matters = change.changedPaths.some(
            (each) => path === each || path.startsWith(`${each}.`),
          );
          const isSet =
            before !== null || change.expressions !== undefined || NEVER_COMPUTED.has(change.type);
          return matters && isSet
            ? [{ address: change.address, message: `has ${path} known only after apply` }]
            : [];
        }
        return exposes(textsAt(change.after, path), change.after)
          ? [{ address: change.address, message }]
          : [];
      },
    );
  });
}
