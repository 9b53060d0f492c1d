import { readUpkeepStatus } from "../../../cli/status/upkeep-status";
import { FakeAws } from "../../support/fake-aws/fake-aws";

/** Glue with an optimizer a type, which ran last as these say. */
function glueWith(lastRuns: readonly (readonly [type: string, lastRun: object | undefined])[]) {
  const TableOptimizers = lastRuns.map(([type, lastRun]) => ({
    tableOptimizer: { type, configuration: { enabled: true }, lastRun },
  }));
  return new FakeAws({ BatchGetTableOptimizerCommand: () => ({ TableOptimizers }) });
}

describe("the upkeep of an Iceberg table", () => {
  it("asks for the three optimizers of the table", async () => {
    const aws = glueWith([]);
    expect(await readUpkeepStatus(aws.clients.glue, "lake", "orders")).toEqual({
      state: "0 optimizers enabled",
    });
    expect(aws.inputs("BatchGetTableOptimizerCommand")).toEqual([
      {
        Entries: ["compaction", "retention", "orphan_file_deletion"].map((type) => ({
          databaseName: "lake",
          tableName: "orders",
          type,
        })),
      },
    ]);
  });

  it("is as good as the last runs", async () => {
    const { glue } = glueWith([
      ["compaction", { eventType: "completed" }],
      ["retention", undefined],
    ]).clients;
    expect(await readUpkeepStatus(glue, "lake", "orders")).toEqual({
      state: "2 optimizers enabled",
    });
  });

  it("says which optimizers failed last, and why", async () => {
    const { glue } = glueWith([
      ["compaction", { eventType: "failed", error: "AccessDenied on s3:GetObject" }],
      ["retention", { eventType: "completed" }],
      ["orphan_file_deletion", { eventType: "failed" }],
    ]).clients;
    expect(await readUpkeepStatus(glue, "lake", "orders")).toEqual({
      state: "3 optimizers enabled, 2 failed",
      lastError:
        "compaction: AccessDenied on s3:GetObject; orphan_file_deletion: no reason is given",
    });
  });
});
