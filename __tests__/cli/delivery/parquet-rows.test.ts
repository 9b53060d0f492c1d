import { S3Client } from "@aws-sdk/client-s3";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { countParquetRows } from "../../../cli/delivery/parquet-rows";
import { openDuckDb } from "../../../local/duckdb/open-duckdb";
import { runCopy } from "../../../local/duckdb/run-sql";
import { literal, SQL } from "../../../local/duckdb/sql";

const FOLDER = { bucket: "lake", prefix: "data/" };

/** An S3 that answers listings and reads from memory. */
function storing(objects: Readonly<Record<string, Uint8Array>>): S3Client {
  const s3 = new S3Client({ region: "us-east-1" });
  s3.middlewareStack.add(
    (_next, { commandName }) =>
      ({ input }) => {
        const { Key = "" } = input as { Key?: string }; // of the two commands that are sent here
        const output =
          commandName === "GetObjectCommand"
            ? { Body: { transformToByteArray: () => Promise.resolve(objects[Key]) } }
            : { Contents: Object.keys(objects).map((key) => ({ Key: key })) };
        return Promise.resolve({ response: {}, output: { $metadata: {}, ...output } });
      },
    { step: "initialize" },
  );
  return s3;
}

describe("the rows of Parquet objects", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "parquet-rows-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function parquet(rows: number): Promise<Uint8Array> {
    const duckDb = await openDuckDb({ folders: [folder], spillFolder: path.join(folder, "spill") });
    const connection = await duckDb.connect();
    const file = path.join(folder, `${rows}.parquet`);
    await runCopy(connection, SQL`COPY (FROM range(${literal(rows)})) TO ${literal(file)}`);
    connection.closeSync();
    duckDb.closeSync();
    return readFileSync(file);
  }

  it("are counted over all objects", async () => {
    const s3 = storing({ "data/it's 1": await parquet(3), "data/2": await parquet(40_000) });
    expect(await countParquetRows(s3, FOLDER)).toBe(40_003);
  });

  it("are none where nothing is", async () => {
    expect(await countParquetRows(storing({}), FOLDER)).toBe(0);
  });

  it("are not guessed of an object that is no Parquet", async () => {
    const s3 = storing({ "data/1": Buffer.from("half an object") });
    await expect(countParquetRows(s3, FOLDER)).rejects.toThrow(/1\.parquet/);
  });
});
