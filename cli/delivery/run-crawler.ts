import {
  CrawlerRunningException,
  GetCrawlerCommand,
  StartCrawlerCommand,
  StopCrawlerCommand,
} from "@aws-sdk/client-glue";
import type { Crawler, GlueClient } from "@aws-sdk/client-glue";
import { UserError } from "../../errors/user-error";
import { onInterrupt } from "../terminal/interruption";
import { pollUntil } from "../target/poll";

const POLLING = { firstMs: 100, slowestMs: 5_000 };

/**
 * Runs a crawler and waits until it is ready again. If it is running already, waits for that run, since a crawler has
 * one run at a time.
 *
 * @param timeoutMs @default - as long as it takes
 * @throws UserError with the crawler's own error if the crawl failed
 */
export async function runCrawler(
  glue: GlueClient,
  name: string,
  timeoutMs?: number,
): Promise<void> {
  const started = await startCrawler(glue, name);
  const forget = onInterrupt(async () => {
    // A run that was started elsewhere is not stopped.
    if (started) await glue.send(new StopCrawlerCommand({ Name: name }));
  });
  try {
    const crawler = await pollUntil(
      () => readCrawler(glue, name),
      (looked) => looked?.State === "READY",
      POLLING,
      timeoutMs === undefined
        ? undefined
        : { timeoutMs, what: `Crawler ${name}`, advice: "Check the log: npx lake logs" },
    );
    const { Status, ErrorMessage } = crawler?.LastCrawl ?? {};
    if (Status !== "SUCCEEDED") {
      throw new UserError(
        `The crawl ended as ${Status ?? "unknown"}: ${ErrorMessage ?? "no reason given"}`,
        `Check crawler ${name} and its log group.`,
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

async function readCrawler(glue: GlueClient, name: string): Promise<Crawler | undefined> {
  return (await glue.send(new GetCrawlerCommand({ Name: name }))).Crawler;
}
