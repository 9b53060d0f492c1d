import type { TerraformPlan } from "../../../../../cli/terraform/plan/terraform-plan";
import type { VerdictLevel } from "../../../../../cli/review/verdict";

/** What a plan of the corpus is about, as in docs/review.md. */
export type CorpusFamily =
  | "identity"
  | "exposure"
  | "data loss"
  | "durability"
  | "delivery"
  | "monitoring"
  | "plan"
  | "schema and cost"
  | "everyday";

/** The verdict of a careful human reviewer about one plan. */
export interface Judgement {
  /** What the plan does, after "the plan"; unique in the corpus. */
  readonly name: string;
  readonly verdict: VerdictLevel;
  /** Who asks for this verdict: a check with its meaning, the address of a page, a public incident. */
  readonly source: string;
  /** One sentence. */
  readonly why: string;
}

/** A plan with the verdict that it deserves. */
export interface CorpusCase extends Judgement {
  readonly plan: TerraformPlan;
  /** Protected resources for which Terraform refuses the plan. @default - none */
  readonly refused?: readonly string[];
}

/** Verdicts, the mildest first. */
export const LEVELS: readonly VerdictLevel[] = [
  "nothing to do",
  "safe",
  "look closely",
  "destroys data",
];
