import { textsAt } from "../../plan/values-at";
import type { ReviewRule } from "../review-rule";

/** Arguments with calls of AWS, by type; changes of existing ones are judged as such. */
const calls: Readonly<Record<string, string>> = {
  aws_sfn_state_machine: "definition",
  aws_scheduler_schedule: "target.arn",
};
/** Calls that delete, or end, by the optimized and the SDK integrations: `arn:aws:states:::aws-sdk:s3:deleteBucket`. */
const DELETING =
  /arn:[\w-]+:(?:states|scheduler):::(?:aws-sdk:)?([\w-]+):((?:batch)?(?:delete|remove|terminate|purge|destroy|revoke|disable|scheduleKeyDeletion)\w*)/gi;

/** A new workflow or schedule that calls what deletes: no resource of the plan shows it as destroyed. */
export const deletingWorkflow: ReviewRule = {
  id: "data-loss/deleting-workflow",
  title: "A new state machine or schedule calls actions of AWS that delete",
  source: "https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html",
  level: "look closely",
  find: ({ changes }) =>
    changes
      .filter(({ kind }) => kind === "create")
      .flatMap(({ address, type, after }) => {
        const path = calls[type];
        if (path === undefined) return [];
        const found = textsAt(after, path).flatMap((text) =>
          [...text.matchAll(DELETING)].map(([, service, action]) => `${service}:${action}`),
        );
        return [...new Set(found)].map((call) => ({ address, message: `calls ${call}` }));
      }),
};
