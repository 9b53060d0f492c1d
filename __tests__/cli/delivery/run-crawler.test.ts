import { CrawlerRunningException } from "@aws-sdk/client-glue";
import { runCrawler } from "../../../cli/delivery/run-crawler";
import { readPartitions } from "../../../cli/delivery/partitions";
import { FakeAws } from "../../support/fake-aws/fake-aws";

/** A crawler that runs for two looks and ends with a result; it may run already. */
function crawlerThatEnds(lastCrawl: object | undefined, runsAlready = false): FakeAws {
  let looks = 0;
  return new FakeAws({
    StartCrawlerCommand: () => {
      if (!runsAlready) return {};
      throw new CrawlerRunningException({ message: "running", $metadata: {} });
    },
    GetCrawlerCommand: () => {
      looks += 1;
      return { Crawler: { State: looks > 2 ? "READY" : "RUNNING", LastCrawl: lastCrawl } };
    },
  });
}

describe("a crawl", () => {
  it("is waited for until the crawler is ready again", async () => {
    const aws = crawlerThatEnds({ Status: "SUCCEEDED" });
    await runCrawler(aws.clients.glue, "orders");
    expect(aws.calls.map(({ command }) => command)).toEqual([
      "StartCrawlerCommand",
      "GetCrawlerCommand",
      "GetCrawlerCommand",
      "GetCrawlerCommand",
    ]);
    expect(aws.inputs("StartCrawlerCommand")).toEqual([{ Name: "orders" }]);
  });

  it("that runs already is waited for, too", async () => {
    const aws = crawlerThatEnds({ Status: "SUCCEEDED" }, true);
    await runCrawler(aws.clients.glue, "orders");
    expect(aws.inputs("GetCrawlerCommand")).toHaveLength(3);
  });

  it.each([
    [
      { Status: "FAILED", ErrorMessage: "Access denied" },
      "The crawl ended as FAILED: Access denied",
    ],
    [{ Status: "CANCELLED" }, "The crawl ended as CANCELLED: no reason given"],
    [undefined, "The crawl ended as unknown: no reason given"],
  ])("that ended as %j is one error with the crawler's name", async (lastCrawl, message) => {
    const { glue } = crawlerThatEnds(lastCrawl).clients;
    await expect(runCrawler(glue, "orders")).rejects.toMatchObject({
      name: "UserError",
      message,
      advice: "Check crawler orders and its log group.",
    });
  });

  it("that does not end in time names the log to read", async () => {
    const { glue } = crawlerThatEnds({ Status: "SUCCEEDED" }).clients;
    await expect(runCrawler(glue, "orders", 0)).rejects.toMatchObject({
      message: "Crawler orders has not finished within 0 s.",
      advice: "Check the log: npx lake logs",
    });
  });

  it("passes on errors of other kinds", async () => {
    const aws = new FakeAws({
      StartCrawlerCommand: () => {
        throw new Error("no crawler");
      },
    });
    await expect(runCrawler(aws.clients.glue, "orders")).rejects.toThrow("no crawler");
  });
});

describe("the partitions of a table", () => {
  it("are those of every page, sorted", async () => {
    const pages = [
      [
        ["2026", "02"],
        ["2026", "01"],
      ],
      [["2025", "12"]],
    ];
    const aws = new FakeAws({
      GetPartitionsCommand: ({ NextToken: token }) => {
        const page = token === undefined ? 0 : 1;
        const partitions = (pages[page] ?? []).map((Values) => ({ Values }));
        return { Partitions: partitions, ...(page === 0 ? { NextToken: "1" } : {}) };
      },
    });
    expect(await readPartitions(aws.clients.glue, "db", "orders")).toEqual([
      ["2025", "12"],
      ["2026", "01"],
      ["2026", "02"],
    ]);
  });
});
