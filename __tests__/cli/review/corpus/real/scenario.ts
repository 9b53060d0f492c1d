import type { Judgement } from "../support/corpus-case";

/** Two configurations: the plan of the second, after the first was applied, is the one to judge. */
export interface Scenario extends Judgement {
  /** Applied first. @default - nothing: the plan is the first one */
  readonly before?: string;
  /** Planned then. */
  readonly after: string;
  /** Arguments of `terraform plan`. @default - none */
  readonly planArguments?: readonly string[];
}
