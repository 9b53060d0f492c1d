import { reshardingProblem, reshardings } from "../../../deploy/resharding";
import type { ReviewRule } from "../review-rule";
import { policyRules } from "./policy-rules";
import { resourceRules } from "./resource-rules";

/** What this project asks of its own stacks, also of what a plan does not change. */
export const projectRules: readonly ReviewRule[] = [
  ...resourceRules,
  ...policyRules,
  {
    id: "project/resharding",
    title: "AWS rejects a change of a stream's shards, or may reject it",
    source: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html",
    level: "look closely",
    find: ({ plan }) =>
      reshardings(plan).flatMap((each) => {
        const message = reshardingProblem(each);
        return message === undefined ? [] : [{ address: each.address, message }];
      }),
  },
];
