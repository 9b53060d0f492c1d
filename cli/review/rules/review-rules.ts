import { costRules } from "./cost/cost-rules";
import { dataLossRules } from "./data-loss/data-loss-rules";
import { deliveryRules } from "./delivery/delivery-rules";
import { durabilityRules } from "./durability/durability-rules";
import { exposureRules } from "./exposure/exposure-rules";
import { identityRules } from "./identity/identity-rules";
import { monitoringRules } from "./monitoring/monitoring-rules";
import { planRules } from "./plan/plan-rules";
import { projectRules } from "./project/project-rules";
import type { ReviewRule } from "./review-rule";
import { schemaRules } from "./schema/schema-rules";
import { unknownRules } from "./unknown/unknown-rules";

/** Every rule of the review, family by family; `lake review` applies those of the team as well. */
export const reviewRules: readonly ReviewRule[] = [
  ...dataLossRules,
  ...identityRules,
  ...exposureRules,
  ...durabilityRules,
  ...deliveryRules,
  ...monitoringRules,
  ...planRules,
  ...schemaRules,
  ...costRules,
  ...projectRules,
  ...unknownRules,
];
