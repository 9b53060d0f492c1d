import { registerPartitions } from "../../../cli/delivery/register-partitions";
import type { Target } from "../../../cli/target/target";
import { datasetNames, lakeNames } from "../../../model/naming/names";
import { FakeAws } from "../../support/fake-aws/fake-aws";
import { environmentOf } from "../../support/plans/synth";

const FOLDER = "year=2026/month=11/day=25/hour=09/country=caf%25/";
const PARTITION = ["2026", "11", "25", "9", "caf%"];

/** A lake whose crawler registers the partition in its nth run. */
function lakeThatRegistersIn(run: number, environment = environmentOf("dev")) {
  let runs = 0;
  const aws = new FakeAws({
    StartCrawlerCommand: () => {
      runs += 1;
      return {};
    },
    GetCrawlerCommand: () => ({ Crawler: { State: "READY", LastCrawl: { Status: "SUCCEEDED" } } }),
    GetPartitionsCommand: () => ({
      Partitions:
        runs >= run ? [{ Values: PARTITION }] : [{ Values: ["2026", "11", "25", "8", ""] }],
    }),
  });
  const scope = { project: "lake", environment: "dev", accountId: "111122223333" };
  const names = { ...lakeNames(scope), ...datasetNames(scope, "orders") };
  const partitionBy = [{ name: "country", path: "country" }];
  const dataset = { name: "orders", description: "Orders.", columns: {}, partitionBy };
  const target: Target = { environment, dataset, names, clients: aws.clients };
  return { target, runs: () => runs };
}

describe("the partitions of what was delivered", () => {
  it.each([
    ["no run, if they are registered already", 0, false, 0],
    ["one run, if they are new", 1, false, 1],
    ["another run, if one that had begun did not see them", 2, false, 2],
    ["one run, if it is asked for", 0, true, 1],
  ])("need %s", async (_, registersIn, isForced, expected) => {
    const { target, runs } = lakeThatRegistersIn(registersIn);
    expect(await registerPartitions(target, [FOLDER], isForced)).toBe(expected > 0);
    expect(runs()).toBe(expected);
  });

  it("are reported if the crawler does not register them", async () => {
    const { target, runs } = lakeThatRegistersIn(3);
    await expect(registerPartitions(target, [FOLDER])).rejects.toThrow(
      `The crawler lake-dev-orders ran, but did not register ${FOLDER}.`,
    );
    expect(runs()).toBe(2);
  });

  it("need no crawler where they are projected", async () => {
    const partitions = { type: "projection", since: "2026-01-01" } as const;
    const { target, runs } = lakeThatRegistersIn(1, environmentOf("dev", { partitions }));
    expect(await registerPartitions(target, [FOLDER])).toBe(false);
    expect(runs()).toBe(0);
  });
});
