import type { Crawler } from "@aws-sdk/client-glue";

import type { AwsRequest } from "../../gateway/aws-request";
import type { Forward } from "../../gateway/emulated-service";
import { parseReply, sameServiceCall } from "../../gateway/control-plane-call";

type Input = Readonly<Record<string, unknown>>;

/**
 * Serves UpdateCrawler, which moto lacks: deletes the crawler and creates it again with the changes. Its tags belong to
 * its ARN and stay.
 */
export async function recreateCrawler(
  existing: Crawler,
  changes: Input,
  request: AwsRequest,
  forward: Forward,
): Promise<object> {
  const { Name, Role, DatabaseName, Description, Targets, Classifiers, TablePrefix } = existing;
  const { SchemaChangePolicy, RecrawlPolicy, LineageConfiguration, Configuration } = existing;
  const unchanged = {
    Name,
    Role,
    DatabaseName,
    Description,
    Targets,
    Classifiers,
    TablePrefix,
    SchemaChangePolicy,
    RecrawlPolicy,
    LineageConfiguration,
    Configuration,
    CrawlerSecurityConfiguration: existing.CrawlerSecurityConfiguration,
    Schedule: existing.Schedule?.ScheduleExpression,
  };
  const merged = { ...unchanged, ...changes };
  const call = async (operation: string, input: object) =>
    parseReply(await forward(sameServiceCall(request, operation, input)));
  await call("DeleteCrawler", { Name });
  try {
    await call("CreateCrawler", merged);
  } catch (error) {
    await call("CreateCrawler", unchanged);
    throw error;
  }
  return {};
}
