import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { declareUp } from "../../../cli/emulator/command";
import { ensureDeployed } from "../../../cli/emulator/deployment";
import { removedBetween } from "../../../cli/emulator/stack/deploy-stack";
import { renderDeployment } from "../../../cli/emulator/up-command";
import { collectedOutput } from "../support/collected-output";

const outputs = {
  orders_stream_name: "lake-orders",
  orders_data_location: "s3://lake/data/orders/",
  orders_saved_query_ids: { count: "a83e5a3b" },
};
const deployment = {
  endpointUrl: "http://127.0.0.1:4566",
  changes: { add: 119, change: 1, remove: 0 },
  outputs,
  removedDatasets: [],
};

describe("lake up", () => {
  it("refuses a port that is taken before it does anything else", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    // A listening TCP server has an address of this form.
    const { port } = server.address() as AddressInfo;
    const { LAKE_HOME } = process.env;
    process.env.LAKE_HOME = mkdtempSync(path.join(tmpdir(), "taken-port-"));
    const { output, notes } = collectedOutput();
    try {
      await expect(ensureDeployed(output, { port }, "lake up")).rejects.toMatchObject({
        message: `Port ${port} on 127.0.0.1 is in use by another program.`,
        advice: expect.stringContaining("--port ") as unknown,
      });
      expect(notes()).toBe("");
    } finally {
      server.close();
      rmSync(process.env.LAKE_HOME, { recursive: true });
      if (LAKE_HOME === undefined) delete process.env.LAKE_HOME;
      else process.env.LAKE_HOME = LAKE_HOME;
    }
  });
});

describe("lake up's options", () => {
  it.each([
    [[], true],
    [["--no-console"], false],
  ])("serves the console unless that is declined: %j", (words, served) => {
    const program = new Command();
    declareUp(program);
    const [up] = program.commands;
    up?.parseOptions(words);
    expect(up?.opts()).toMatchObject({ console: served });
  });
});

describe("what lake up prints", () => {
  const text = renderDeployment(deployment, ["orders"]);

  it("shows where each dataset is, and no other output", () => {
    expect(text).toMatch(/│ orders *│ lake-orders *│ s3:\/\/lake\/data\/orders\/ *│/);
    expect(text).not.toContain("a83e5a3b");
  });

  it("fits on a screen", () => {
    expect(text.split("\n").length).toBeLessThanOrEqual(24);
  });

  it("ends with commands of one line each, which can be pasted", () => {
    expect(text.split("\n").filter((line) => line.startsWith("  npx"))).toEqual([
      "  npx lake publish --count 100 --dataset orders --wait",
      '  npx lake query "SELECT * FROM orders LIMIT 5"',
      "  npx lake console",
      "  npx lake down",
    ]);
  });

  it("has the address of the console that is served", () => {
    const consoleAddress = "http://127.0.0.1:40001/#token=abc";
    const served = renderDeployment({ ...deployment, consoleAddress }, ["orders"]).split("\n");
    expect(served).toContain(`  ${consoleAddress}`);
    expect(served).not.toContain("  npx lake console");
  });

  it("has commands for other datasets, too, and still fits on a screen", () => {
    const names = ["orders", "visits", "quakes", "rates", "prices", "stocks"];
    const all = renderDeployment(deployment, names);
    for (const name of names.slice(0, 3)) {
      expect(all).toContain(`\n  npx lake publish --count 100 --dataset ${name} --wait\n`);
      expect(all).toContain(`\n  npx lake query "SELECT * FROM ${name} LIMIT 5"\n`);
    }
    expect(all).toContain("\nThe same goes for rates, prices, stocks.\n");
    expect(all.split("\n").length).toBeLessThanOrEqual(24);
  });

  it("says how many resources changed, or that none did", () => {
    expect(text).toContain("Resources: 119 added, 1 changed, 0 removed.");
    const changes = { add: 0, change: 0, remove: 0 };
    expect(renderDeployment({ ...deployment, changes }, ["orders"])).toContain(
      "Nothing has changed since the last deployment.",
    );
  });

  it("names a dataset that was removed, and where its data stays", () => {
    const visits = { visits_data_location: "s3://lake/data/visits/", visits_stream_name: "v" };
    const removedDatasets = removedBetween({ ...outputs, ...visits }, outputs);
    expect(renderDeployment({ ...deployment, removedDatasets }, ["orders"])).toContain(
      "The dataset visits is removed, with its stream and tables. Its objects stay:\n  s3://lake/data/visits/\n",
    );
    expect(removedBetween(outputs, outputs)).toEqual([]);
  });

  it("proposes no dataset where there is none", () => {
    expect(renderDeployment(deployment, [])).not.toContain("publish");
  });
});
