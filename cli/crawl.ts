import {
  CrawlerRunningException,
  GetCrawlerCommand,
  StartCrawlerCommand,
  StopCrawlerCommand,
} from "@aws-sdk/client-glue";
import type { Crawler, GlueClient } from "@aws-sdk/client-glue";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../local/user-error";
import { onInterrupt } from "./interruption";

const FIRST_POLL_MS = 100;
const SLOWEST_POLL_MS = 5_000;

/**
 * Runs a crawler and waits until it is ready again; one that runs already is waited for, since a crawler runs once at
 * a time.
 *
 * @throws UserError with the crawler's own error when the crawl failed
 */
export async function runCrawler(glue: GlueClient, name: string): Promise<void> {
  const started = await startCrawler(glue, name);
  const forget = onInterrupt(async () => {
    // A crawl that another started is not this command's to stop.
    if (started) await glue.send(new StopCrawlerCommand({ Name: name }));
  });
  try {
    const crawler = await untilReady(glue, name);
    const { Status, ErrorMessage } = crawler?.LastCrawl ?? {};
    if (Status !== "SUCCEEDED") {
      throw new UserError(
        `The crawl ended as ${Status ?? "unknown"}: ${ErrorMessage ?? "no reason given"}`,
        `Look at crawler ${name} and its log group.`,
      );
    }
  } finally {
    forget();
  }
}

async function startCrawler(glue: GlueClient, name: string): Promise<boolean> {
  try {
    await glue.send(new StartCrawlerCommand({ Name: name }));
    return true;
  } catch (error) {
    if (error instanceof CrawlerRunningException) return false;
    throw error;
  }
}

async function untilReady(glue: GlueClient, name: string): Promise<Crawler | undefined> {
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 1.5, SLOWEST_POLL_MS)) {
    const crawler = await readCrawler(glue, name);
    if (crawler?.State === "READY") return crawler;
    await sleep(pause);
  }
}

async function readCrawler(glue: GlueClient, name: string): Promise<Crawler | undefined> {
  return (await glue.send(new GetCrawlerCommand({ Name: name }))).Crawler;
}
