import { counts } from "./rules/review-rule";
import type { Finding } from "./rules/review-rule";
import { PLAN_ADDRESS } from "./rules/plan/plan-address";
import { EXIT } from "../terminal/exit-codes";

/** How much attention a plan needs. */
export type VerdictLevel = "nothing to do" | "safe" | "look closely" | "destroys data";

/** The first line of a review, with its reasons. */
export interface Verdict {
  readonly level: VerdictLevel;
  readonly reasons: readonly string[];
}

/** Addresses that a reason names. */
const NAMED_ADDRESSES = 3;

/**
 * The level of the worst finding that counts. Without one, a plan with changes is safe.
 *
 * @param findings the worst first
 * @param changes whether the plan changes anything: a resource, the state, or an output
 */
export function verdictOf(findings: readonly Finding[], changes: boolean): Verdict {
  const counted = findings.filter(counts);
  const reasons = reasonsOf(counted);
  if (counted.some(({ level }) => level === "destroys data")) {
    return { level: "destroys data", reasons };
  }
  if (counted.length > 0) return { level: "look closely", reasons };
  return { level: changes ? "safe" : "nothing to do", reasons };
}

/** 0 for nothing to do, 2 for changes, 3 if a second person should review them. */
export function exitCodeOf({ level }: Verdict): 0 | 2 | 3 {
  if (level === "nothing to do") return EXIT.done;
  return level === "safe" ? EXIT.changes : EXIT.reviewNeeded;
}

/** What destroys data, one by one; then the other findings, those of one rule together. */
function reasonsOf(findings: readonly Finding[]): string[] {
  const worst = findings.filter(({ level }) => level === "destroys data");
  const others = findings.filter(({ level }) => level !== "destroys data");
  const rules = [...new Set(others.map(({ rule }) => rule))];
  return [
    ...worst.map(sentence),
    ...rules.map((rule) => groupReason(others.filter((each) => each.rule === rule))),
  ];
}

function groupReason(group: readonly Finding[]): string {
  const [first] = group;
  if (first === undefined) return "";
  if (group.length === 1) return sentence(first);
  const addresses = [...new Set(group.map(({ address }) => address))];
  const more = addresses.length - NAMED_ADDRESSES;
  const named = addresses.slice(0, NAMED_ADDRESSES).join(", ");
  return `${first.title}: ${named}${more > 0 ? ` and ${more} more` : ""}`;
}

function sentence({ address, message }: Finding): string {
  return `${address === PLAN_ADDRESS ? "the plan" : address} ${message}`;
}
