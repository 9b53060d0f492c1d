import { costLine, over, times } from "../cost-line";
import type { CostContext, CostLine } from "../cost-line";
import { refersTo, resourcesOf, stringArgument } from "../../terraform/plan/terraform-resource";

/** Cost of notifications. */
export function snsCosts(context: CostContext): CostLine[] {
  const { resources, usage } = context;
  return resourcesOf(resources, "aws_sns_topic").flatMap((topic) => {
    const line = { service: "SNS", resource: topic.address };
    const emails = resourcesOf(resources, "aws_sns_topic_subscription").filter(
      ({ values }) =>
        refersTo(stringArgument(values, "topic_arn"), topic) &&
        (stringArgument(values, "protocol") ?? "").startsWith("email"),
    );
    const sent = times(usage.notificationsPerMonth, "notifications");
    return [
      costLine(context, {
        ...line,
        what: "notifications",
        factors: [sent, over(1e6, "")],
        price: "snsRequests",
      }),
      ...(emails.length === 0
        ? []
        : [
            costLine(context, {
              ...line,
              what: "emails",
              factors: [sent, times(emails.length, "addresses"), over(100_000, "")],
              price: "snsEmails",
            }),
          ]),
    ];
  });
}
