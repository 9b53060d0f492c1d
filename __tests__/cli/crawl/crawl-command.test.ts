import { crawlCommand } from "../../../cli/crawl/crawl-command";
import { waitForDelivery } from "../../../cli/delivery/wait-for-delivery";
import { requireTargets } from "../../../cli/target/target";
import type * as target from "../../../cli/target/target";
import { UserError } from "../../../errors/user-error";
import { until } from "../../support/until";
import { FakeAws } from "../../support/fake-aws/fake-aws";
import { environmentOf } from "../../support/plans/synth";
import { collectedOutput } from "../support/collected-output";

jest.mock("../../../cli/target/target", () => ({
  ...jest.requireActual<typeof target>("../../../cli/target/target"),
  requireTargets: jest.fn(),
}));

jest.mock("../../../cli/delivery/wait-for-delivery", () => ({ waitForDelivery: jest.fn() }));

const aws = new FakeAws({
  StartCrawlerCommand: () => ({}),
  GetCrawlerCommand: () => ({ Crawler: { State: "READY", LastCrawl: { Status: "SUCCEEDED" } } }),
  GetPartitionsCommand: () => ({ Partitions: [{ Values: ["2026", "01"] }] }),
});

function targetOf(environment = environmentOf("dev"), name = "orders"): target.Target {
  const names = { crawler: `lake-${name}`, database: "lake", table: name };
  // What the command reads of a target.
  return {
    environment,
    names,
    clients: aws.clients,
    dataset: { name },
  } as unknown as target.Target;
}

const resolve = jest.mocked(requireTargets);
const wait = jest.mocked(waitForDelivery);

describe("lake crawl", () => {
  beforeEach(() => {
    aws.calls.length = 0;
    wait.mockReset().mockImplementation(() => {
      // Nothing may be crawled before.
      expect(aws.inputs("StartCrawlerCommand")).toEqual([]);
      return Promise.resolve(undefined);
    });
    resolve.mockReset().mockResolvedValue([targetOf()]);
  });

  it("runs the crawler of the dataset, and lists the partitions", async () => {
    const { output, text } = collectedOutput();
    await crawlCommand(output, { env: "dev", dataset: "orders" });
    expect(resolve).toHaveBeenCalledWith("dev", "orders");
    expect(aws.inputs("StartCrawlerCommand")).toEqual([{ Name: "lake-orders" }]);
    expect(text()).toMatch(/partitions of lake\.orders[^]*2026 \/ 01/);
  });

  it("runs every crawler without a dataset, and names each", async () => {
    resolve.mockResolvedValue([targetOf(), targetOf(environmentOf("dev"), "quakes")]);
    const { output, text, notes } = collectedOutput();
    await crawlCommand(output, { env: "dev" });
    expect(resolve).toHaveBeenCalledWith("dev", undefined);
    expect(aws.inputs("StartCrawlerCommand")).toEqual([
      { Name: "lake-orders" },
      { Name: "lake-quakes" },
    ]);
    expect(notes()).toContain("run the crawlers lake-orders, lake-quakes");
    expect(text()).toMatch(/partitions of lake\.orders[^]*partitions of lake\.quakes/);
  });

  it("waits first for what was published, unless told not to", async () => {
    const { output } = collectedOutput();
    await crawlCommand(output, { env: "dev" });
    expect(wait).toHaveBeenCalledTimes(1);
    await crawlCommand(output, { env: "dev", wait: false });
    expect(wait).toHaveBeenCalledTimes(1);
    expect(aws.inputs("StartCrawlerCommand")).toHaveLength(2);
  });

  it("crawls each dataset as soon as it is delivered, also where another one fails", async () => {
    resolve.mockResolvedValue(
      ["orders", "quakes", "visits"].map((name) => targetOf(environmentOf("dev"), name)),
    );
    wait.mockReset().mockImplementation(async ({ dataset }) => {
      if (dataset.name !== "orders") return undefined;
      // Gives up only after the others were crawled.
      await until("two crawls", () => aws.inputs("StartCrawlerCommand").length === 2);
      throw new UserError("orders is stuck", "Look at it.");
    });
    const { output, text, notes } = collectedOutput();
    await expect(crawlCommand(output, { env: "dev" })).rejects.toMatchObject({
      message: "orders is stuck",
      advice: "Look at it.",
    });
    expect(aws.inputs("StartCrawlerCommand")).toEqual([
      { Name: "lake-quakes" },
      { Name: "lake-visits" },
    ]);
    expect(notes()).toMatch(/^✖/m);
    expect(text()).toBe("");
  });

  it("names every dataset that fails", async () => {
    resolve.mockResolvedValue([targetOf(), targetOf(environmentOf("dev"), "quakes")]);
    wait
      .mockReset()
      .mockImplementation(({ dataset }) =>
        Promise.reject(new UserError(`${dataset.name} is stuck`, "Look at it.")),
      );
    const { output } = collectedOutput();
    await expect(crawlCommand(output, { env: "dev" })).rejects.toMatchObject({
      message: "orders is stuck\nquakes is stuck",
      advice: "Look at it.",
    });
  });

  it("says of each dataset how far it is", async () => {
    resolve.mockResolvedValue([targetOf(), targetOf(environmentOf("dev"), "quakes")]);
    wait.mockReset().mockImplementation(({ dataset }, detail) => {
      detail(`${dataset.name.length} delivered`);
      return Promise.resolve(undefined);
    });
    const { output } = collectedOutput();
    const details: string[] = [];
    jest
      .spyOn(output, "step")
      .mockImplementation((_, work) => work((text) => void details.push(text)));
    await crawlCommand(output, { env: "dev" });
    expect(details).toContain("orders: 6 delivered; quakes: 6 delivered");
    expect(details.at(-1)).toBe("orders: the crawler runs; quakes: the crawler runs");
  });

  it("prints one JSON document with --json", async () => {
    const { output, text } = collectedOutput(true);
    await crawlCommand(output, { env: "dev" });
    expect(JSON.parse(text())).toEqual({
      tables: [{ dataset: "orders", table: "lake.orders", partitions: [["2026", "01"]] }],
    });
  });

  it("refuses an environment without crawlers before any call", async () => {
    const partitions = { type: "projection", since: "2026-01-01" } as const;
    resolve.mockResolvedValue([targetOf(environmentOf("dev", { partitions }))]);
    const { output, text } = collectedOutput();
    await expect(crawlCommand(output, { env: "dev" })).rejects.toMatchObject({
      name: "UserError",
      message: 'Environment "dev" has no crawler: its partitions are projected.',
      advice: "New partitions can be queried at once, without a crawl.",
    });
    expect(aws.calls).toEqual([]);
    expect(text()).toBe("");
  });
});
