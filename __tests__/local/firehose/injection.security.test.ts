import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ParquetWriter } from "../../../local/firehose/parquet-writer";
import { Canary } from "../../support/canary";

describe("an attack by a delivery stream", () => {
  const folder = mkdtempSync(join(tmpdir(), "firehose-injection-"));
  const canary = new Canary();
  const writer = new ParquetWriter(folder);

  afterAll(async () => {
    await writer.close();
    canary.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("writes no file by the version of its Parquet writer", async () => {
    const path = join(folder, "rows.json");
    writeFileSync(path, '{"name":"a"}\n');
    const columns = [{ name: "name", type: { kind: "string" as const } }];
    const writerVersion = `V1); COPY (SELECT 1) TO '${canary.target}'; --`;
    const settings = { compression: "SNAPPY", writerVersion };
    const rows = [{ path, columns, longestLine: 20 }];
    await writer
      .write(rows, columns, settings, join(folder, "rows.parquet"))
      .catch(() => undefined);
    expect(canary.written).toEqual([]);
  });
});
