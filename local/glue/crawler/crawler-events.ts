import type { ServiceEvent } from "../../events/event-bus";
import type { CrawlRun } from "./crawler-runs";

/**
 * The event that Glue sends to EventBridge when a run starts or ends; undefined for a cancelled run.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html
 */
export function crawlerEvent(crawlerName: string, run: CrawlRun): ServiceEvent | undefined {
  const event = (state: string, more: ServiceEvent["detail"]): ServiceEvent => ({
    source: "aws.glue",
    detailType: "Glue Crawler State Change",
    detail: {
      crawlerName,
      state,
      message: `Crawler ${state}`,
      cloudWatchLogLink: `group=${run.logGroup};stream=${run.logStream}`,
      ...more,
    },
  });
  switch (run.outcome) {
    case undefined:
      return event("Started", { startTime: run.startTime.toISOString() });
    case "SUCCEEDED":
      return event("Succeeded", {
        completionDate: run.endTime?.toISOString(),
        partitionsCreated: String(run.summary?.partitionsAdded ?? 0),
        partitionsDeleted: String(run.summary?.partitionsDeleted ?? 0),
        partitionsUpdated: String(run.summary?.partitionsUpdated ?? 0),
      });
    case "FAILED":
      return event("Failed", { errorMessage: run.errorMessage });
    case "CANCELLED":
      return undefined;
  }
}
