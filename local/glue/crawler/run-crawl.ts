import type { Crawler } from "@aws-sdk/client-glue";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";

import type { AwsClients } from "../../aws-clients";
import { crawlCatalogTable } from "./catalog-crawl";
import { CrawlLog } from "./crawl-log";
import { associateLogKey } from "./crawl-log-key";
import type { CrawlOutcome, CrawlRun, CrawlSummary } from "./crawler-runs";
import { messageOf } from "../../../errors/message-of";

const DEFAULT_LOG_GROUP = "/aws-glue/crawlers";

/** The log group of a crawler; one with a security configuration has its own. */
export function crawlLogGroup(crawler: Crawler): string {
  const configuration = crawler.CrawlerSecurityConfiguration;
  return configuration === undefined || configuration === ""
    ? DEFAULT_LOG_GROUP
    : `${DEFAULT_LOG_GROUP}-role/${roleName(crawler.Role)}-${configuration}`;
}

/**
 * Runs a crawl to its end with the crawler's role and stores the outcome in the run. It never throws: an error is an
 * outcome.
 *
 * @param onLogFailure called if the crawl's log could not be written
 */
export async function runCrawl(
  crawler: Crawler,
  service: AwsClients,
  run: CrawlRun,
  onLogFailure: (message: string) => void,
): Promise<void> {
  const log = new CrawlLog(run.id);
  log.benchmark(`Running Start Crawl for Crawler ${crawler.Name}`);
  let role: AwsClients | undefined;
  let outcome: CrawlOutcome;
  try {
    role = service.assumeRole(await roleArn(crawler.Role, service), "AWS-Crawler");
    await assertAssumable(role, crawler.Role);
    await associateLogKey(crawler, role, run.logGroup);
    run.summary = await crawlTargets(crawler, role, log, run);
    log.benchmark(`Finished writing to Catalog`);
    outcome = "SUCCEEDED";
  } catch (error) {
    outcome = run.abort.signal.aborted ? "CANCELLED" : "FAILED";
    if (outcome === "FAILED") {
      run.errorMessage = messageOf(error);
      log.error(run.errorMessage);
    }
  }
  log.benchmark("Crawler has finished running and is in state READY");
  if (role !== undefined) {
    try {
      await log.send(role.logs, run.logGroup, run.logStream);
    } catch (error) {
      onLogFailure(`Could not write the log of crawler ${crawler.Name}: ${String(error)}`);
    }
    role.destroy();
  }
  run.endTime = new Date();
  run.outcome = outcome;
}

async function crawlTargets(
  crawler: Crawler,
  role: AwsClients,
  log: CrawlLog,
  { id: runId, abort: { signal } }: CrawlRun,
): Promise<CrawlSummary> {
  const { CatalogTargets: catalogTargets = [], ...others } = crawler.Targets ?? {};
  const foreign = Object.entries(others).find(
    ([, targets]: [string, unknown]) => Array.isArray(targets) && targets.length > 0,
  );
  if (foreign !== undefined) {
    throw new Error(
      `${foreign[0]} are not supported by the embedded Glue, which crawls only tables of CatalogTargets; this crawler works on AWS.`,
    );
  }
  const total = { partitionsAdded: 0, partitionsDeleted: 0, partitionsUpdated: 0 };
  for (const { DatabaseName = "", Tables: tables = [] } of catalogTargets) {
    for (const table of tables) {
      const name = { DatabaseName, TableName: table };
      const tools = { glue: role.glue, s3: role.s3, log, runId, signal };
      const summary = await crawlCatalogTable(name, crawler, tools);
      total.partitionsAdded += summary.partitionsAdded;
      total.partitionsDeleted += summary.partitionsDeleted;
      total.partitionsUpdated += summary.partitionsUpdated;
    }
    log.benchmark(`Classification complete, writing results to database ${DatabaseName}`);
  }
  return total;
}

async function assertAssumable(role: AwsClients, name: string | undefined): Promise<void> {
  try {
    await role.sts.send(new GetCallerIdentityCommand({}));
  } catch (error) {
    throw new Error(
      `Service is unable to assume role ${name}. Please verify role's TrustPolicy. (${messageOf(error)})`,
      { cause: error },
    );
  }
}

/** A crawler names its role by ARN or, in the same account, by path and name. */
async function roleArn(role: string | undefined, service: AwsClients): Promise<string> {
  if (role?.startsWith("arn:") === true) return role;
  const { Account, Arn } = await service.sts.send(new GetCallerIdentityCommand({}));
  return `arn:${Arn?.split(":")[1] ?? "aws"}:iam::${Account}:role/${role?.replace(/^\//, "")}`;
}

function roleName(role: string | undefined): string {
  return role?.slice(role.lastIndexOf("/") + 1) ?? "";
}
