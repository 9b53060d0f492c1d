import { dollars } from "../../../cost/cost-line";
import { PLAN_ADDRESS } from "../plan/plan-address";
import type { ReviewRule } from "../review-rule";

/** A cost increase above both of these needs attention. */
const NOTABLE_CENTS = 1_000;
const NOTABLE_SHARE = 0.1;

/** What makes an environment cost more. */
export const costRules: readonly ReviewRule[] = [
  {
    id: "cost/increase",
    title: "The monthly cost grows by more than a tenth and more than $10",
    source:
      "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/welcome.html",
    level: "look closely",
    find: ({ cost }) => {
      if (cost === undefined || cost.beforeCents === 0) return [];
      const more = cost.afterCents - cost.beforeCents;
      if (more <= NOTABLE_CENTS || more <= cost.beforeCents * NOTABLE_SHARE) return [];
      return [{ address: PLAN_ADDRESS, message: `costs ${dollars(more)} a month more` }];
    },
  },
];
