import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { EnginePool } from "../../../../local/athena/engine-process/engine-pool";
import { exceedsTogether } from "../../../../local/athena/engine-process/shared-limit";
import { executionSettings } from "../../../support/athena/execution-settings";

describe("the pool of query processes", () => {
  const folder = mkdtempSync(join(tmpdir(), "engine-pool-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("cancels a query that waits for the start of its process", async () => {
    const log = { info: () => undefined, error: () => undefined };
    const pool = new EnginePool({
      folder,
      resultFolder: folder,
      context: { endpointUrl: "http://127.0.0.1:1", log },
      // It is never built.
      bundle: new Promise(() => undefined),
    });
    const abort = new AbortController();
    const running = pool.run(
      {
        id: "query",
        region: "eu-west-1",
        caller: undefined,
        text: "SELECT 1",
        parameters: [],
        database: undefined,
        settings: executionSettings(),
        outputLocation: "s3://results/query.csv",
        submitted: new Date(),
      },
      () => undefined,
      abort.signal,
    );
    abort.abort();
    expect(await running).toMatchObject({ state: "CANCELLED" });
    expect(pool.processIds).toEqual([]);
  });
});

describe("a limit of all processes together", () => {
  it.each([
    ["within it", 30, [30, 40, 30], false],
    ["above it, another one uses more", 30, [30, 41, 30], false],
    ["above it, none uses more", 41, [30, 41, 30], true],
    ["above it alone", 101, [101], true],
  ])("kills one of them: %s", (_, own, all, expected) => {
    expect(exceedsTogether(own, all, 100)).toBe(expected);
  });
});
