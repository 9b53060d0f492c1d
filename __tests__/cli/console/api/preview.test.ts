import { DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { previewObject } from "../../../../cli/console/api/preview";
import { fakeLake } from "../support/fake-lake";

/** Parquet as DuckDB writes it. */
async function parquetOf(compression: string): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), "preview-"));
  const file = path.join(folder, "a.parquet");
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT range AS id, 'text' AS name FROM range(3)) TO '${file}' (FORMAT parquet, COMPRESSION ${compression})`,
    );
    return readFileSync(file);
  } finally {
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}

describe("the preview of an object", () => {
  // https://docs.aws.amazon.com/firehose/latest/APIReference/API_ParquetSerDe.html
  it.each(["UNCOMPRESSED", "GZIP", "SNAPPY"])(
    "reads Parquet in each compression that Firehose can write: %s",
    async (compression) => {
      const content = await parquetOf(compression);
      const { lake, target } = fakeLake({
        HeadObjectCommand: () => ({ ContentLength: content.length }),
        GetObjectCommand: (input) => {
          const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(String(input["Range"])) ?? [];
          const range = content.subarray(Number(first), Number(last) + 1);
          return { Body: { transformToByteArray: () => Promise.resolve(range) } };
        },
      });
      const key = `${target.names.dataPrefix}a.parquet`;
      const preview = await previewObject(lake, { dataset: "orders", area: "lake", key });
      expect(preview).toMatchObject({
        compression,
        columns: ["id", "name"],
        rows: [
          ["0", "text"],
          ["1", "text"],
          ["2", "text"],
        ],
      });
    },
  );
});
