import { PLAN_ADDRESS } from "../rules/plan/plan-address";
import type { Finding } from "../rules/review-rule";
import type { MaskedPlan } from "./mask-plan";

/**
 * Findings that can be shown. The rules judge a plan with its sensitive values; the messages are those that they write about
 * the plan without them, so that no message, however a rule makes it, contains one.
 *
 * @param judged findings of the plan as it is
 * @param shown findings of the plan without its sensitive values
 */
export function findingsWithoutSecrets(
  judged: readonly Finding[],
  shown: readonly Finding[],
  { addresses }: Pick<MaskedPlan, "addresses">,
): Finding[] {
  const same = new Set(shown.map(identity));
  const exact = new Set(judged.map(identity).filter((each) => same.has(each)));
  const others = shown.filter((each) => !exact.has(identity(each)));
  const findings = judged.map((finding) => {
    if (exact.has(identity(finding))) return finding;
    const place = others.findIndex((each) => placeOf(each) === placeOf(finding));
    const [other] = place < 0 ? [] : others.splice(place, 1);
    return other === undefined
      ? withoutDetails(finding, addresses)
      : { ...finding, message: other.message };
  });
  return [...new Map(findings.map((each) => [JSON.stringify(each), each])).values()];
}

function withoutDetails(finding: Finding, addresses: ReadonlySet<string>): Finding {
  return {
    ...finding,
    address: addresses.has(finding.address) ? finding.address : PLAN_ADDRESS,
    message: `is judged by values that are marked as sensitive: ${finding.title}`,
  };
}

function identity({ rule, address, message }: Finding): string {
  return JSON.stringify([rule, address, message]);
}

function placeOf({ rule, address }: Finding): string {
  return JSON.stringify([rule, address]);
}
