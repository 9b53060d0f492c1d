import type { ReviewedPlan } from "../plan/reviewed-plan";
import type { Waiver } from "../team/team-policy";

/** How severe a finding is, the worst first. */
export const findingLevels = ["destroys data", "look closely"] as const;
export type FindingLevel = (typeof findingLevels)[number];

/** Whether a value, which nobody has type-checked, is a level. */
export function isFindingLevel(value: unknown): value is FindingLevel {
  return findingLevels.some((level) => level === value);
}

/**
 * Something that a reviewer must see. A rule is a pure function of a plan: it reads no file and calls no service.
 *
 * What changes in a plan must be judged by a rule, or be harmless by `knowledge/`; everything else is a finding of the
 * family `unknown`.
 */
export interface ReviewRule {
  /** Family and name, for example `identity/administrator-policy`. */
  readonly id: string;
  /** What it finds, as one sentence without a period. */
  readonly title: string;
  /** What asks for it: a checkov rule, a page of AWS, or a public incident. */
  readonly source: string;
  /** Level of its matches, unless a match says otherwise. */
  readonly level: FindingLevel;
  find(plan: ReviewedPlan): Iterable<RuleMatch>;
}

/** A rule as reports name it. */
export type RuleDescription = Pick<ReviewRule, "id" | "title" | "source" | "level">;

/** One place where a rule applies. */
export interface RuleMatch {
  readonly address: string;
  /** Predicate of a sentence whose subject is the resource, for example `is not encrypted`. */
  readonly message: string;
  /** @default - the level of the rule */
  readonly level?: FindingLevel;
  /** Whether the plan introduces it. What was there before is shown, and does not count. @default true */
  readonly isNew?: boolean;
}

/** What a rule found in a plan. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly title: string;
  readonly address: string;
  /** That of the rule or its match, unless the team decided otherwise; a note does not count. */
  readonly level: FindingLevel | "note";
  readonly message: string;
  readonly isNew: boolean;
  /** The team's acceptance; then it does not count. */
  readonly waiver?: Waiver;
}

/** Whether a finding counts in the verdict. */
export function counts({ isNew, level, waiver }: Finding): boolean {
  return isNew && level !== "note" && waiver === undefined;
}
