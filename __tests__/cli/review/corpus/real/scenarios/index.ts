import type { CorpusFamily } from "../../support/corpus-case";
import type { Scenario } from "../scenario";
import { dataLoss, durability } from "./data";
import { exposure } from "./exposure";
import { identity } from "./identity";
import { deliveries, monitoring } from "./operations";
import { plans } from "./plans";

/** The configurations of which Terraform makes the real plans, by what they are about. */
export const SCENARIOS: Partial<Record<CorpusFamily, readonly Scenario[]>> = {
  identity,
  exposure,
  "data loss": dataLoss,
  durability,
  delivery: deliveries,
  monitoring,
  plan: plans,
};
