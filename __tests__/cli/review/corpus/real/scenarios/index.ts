import type { CorpusFamily } from "../../support/corpus-case";
import type { Scenario } from "../scenario";
import { identity } from "./identity";

/** The configurations of which Terraform makes the real plans, by what they are about. */
export const SCENARIOS: Partial<Record<CorpusFamily, readonly Scenario[]>> = {
  identity,
};
