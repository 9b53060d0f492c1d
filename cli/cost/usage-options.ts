import type { Command } from "commander";
import { decimalNumber, wholeNumber } from "../command-line/options";

/** Adds the options that describe the usage for which a cost is estimated: a `Partial<Usage>`. */
export function addUsageOptions(command: Command): Command {
  return command
    .option(
      "--events-per-second <number>",
      "events into the stream of each dataset",
      decimalNumber(0),
    )
    .option("--event-bytes <number>", "bytes of one event", decimalNumber(1))
    .option("--events-per-record <number>", "events in one Kinesis record", wholeNumber(1, 10_000))
    .option("--queries-per-day <number>", "queries through Athena", decimalNumber(0))
    .option(
      "--unfiltered-queries-per-day <number>",
      "those of them without a condition on the partition keys",
      decimalNumber(0),
    )
    .option("--scan-bytes-per-query <number>", "bytes that one query scans", decimalNumber(0))
    .option("--month <number>", "month since the first deploy, from 1", wholeNumber(1, 1_200))
    .option("--parquet-ratio <number>", "bytes of Parquet per byte of JSON", decimalNumber(0.001))
    .option(
      "--active-partitions <number>",
      "partitions that dynamic partitioning writes at a time",
      wholeNumber(1, 500),
    )
    .option(
      "--events-per-invocation <number>",
      "events per invocation of the publisher function; 0 if producers call Kinesis directly",
      wholeNumber(0, 1_000_000),
    )
    .option("--crawler-dpus <number>", "data processing units of a crawl", decimalNumber(0.1));
}
