import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateDatabaseCommand } from "@aws-sdk/client-glue";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runQuery } from "../../../cli/query/athena-query";
import type { RecordedCall } from "../../../local/gateway/call-recorder";
import { RunningEmulator } from "../../support/emulator/running-emulator";
import { parquet } from "../../support/fake-aws/event-table";

const Bucket = "stored";
const FOLDERS = 20;

describe("a query of objects that the embedded S3 stores", () => {
  const folder = mkdtempSync(join(tmpdir(), "stored-objects-"));
  const recording = join(folder, "calls.jsonl");
  let aws: RunningEmulator;

  beforeAll(async () => {
    aws = await RunningEmulator.start(false, { recordCalls: recording });
    const { athena, glue, s3 } = aws.clients;
    await s3.send(new CreateBucketCommand({ Bucket }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "shop" } }));
    await athena.send(
      new CreateWorkGroupCommand({
        Name: "stored",
        Configuration: { ResultConfiguration: { OutputLocation: `s3://${Bucket}/results/` } },
      }),
    );
    for (let number = 0; number < FOLDERS; number += 1) await put(`n=${number}/a`, number);
    await put("n=3/_hidden", 100);
    await ask(`CREATE EXTERNAL TABLE t (a bigint) PARTITIONED BY (n int)
      ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://${Bucket}/t/'
      TBLPROPERTIES ('projection.enabled' = 'true', 'projection.n.type' = 'integer',
        'projection.n.range' = '0,999')`);
  }, 180_000);
  afterAll(async () => {
    await aws?.stop();
    rmSync(folder, { recursive: true });
  });

  const put = (key: string, a: number) =>
    aws.clients.s3.send(new PutObjectCommand({ Bucket, Key: `t/${key}`, Body: `{"a": ${a}}\n` }));
  const ask = async (sql: string) =>
    (await runQuery(aws.clients.athena, { sql, workGroup: "stored", database: "shop" })).rows;
  const TOTAL = "SELECT sum(a), count(*) FROM t";

  /** Calls that read objects of the table. */
  const reads = () =>
    readFileSync(recording, "utf8")
      .trimEnd()
      .split("\n")
      // The recorder wrote each line.
      .map((line) => JSON.parse(line) as RecordedCall)
      .filter(({ service, method, url }) => {
        return service === "s3" && method === "GET" && /list-type|\/t\//.test(url);
      });

  it("reads them where they are, by no call", async () => {
    expect(await ask(TOTAL)).toEqual([["190", "20"]]);
    expect(reads()).toEqual([]);
  });

  it("reads what was written and deleted since, and neither older versions nor markers", async () => {
    await put("n=0/a", 1_000);
    await aws.clients.s3.send(new DeleteObjectCommand({ Bucket, Key: "t/n=19/a" }));
    await put("n=500/b", 7);
    expect(await ask(TOTAL)).toEqual([["1178", "20"]]);
    expect(reads()).toEqual([]);
  });

  describe("in many Parquet files", () => {
    const FILES = 80;
    /** Files of three kinds, of which each has its own number. */
    const CONTENTS = [
      (n: number) => `SELECT ${n}::BIGINT AS a`,
      (n: number) => `SELECT 'x' AS other, ${n}::INTEGER AS a`,
      (n: number) => `SELECT ${n}::BIGINT AS a, 'y' AS b`,
    ] as const;
    const putFile = async (n: number, Body: string | Buffer) =>
      aws.clients.s3.send(new PutObjectCommand({ Bucket, Key: `p/n=${n}/f`, Body }));
    const COUNTS = `SELECT count(*), sum(a), count(b), count_if(a <> n),
      count_if("$path" <> 's3://${Bucket}/p/n=' || CAST(n AS varchar) || '/f') FROM p`;

    beforeAll(async () => {
      for (let n = 0; n < FILES; n += 1) {
        await putFile(n, await parquet(CONTENTS[n % CONTENTS.length]?.(n) ?? ""));
      }
      await ask(`CREATE EXTERNAL TABLE p (a bigint, b string) PARTITIONED BY (n int)
        STORED AS PARQUET LOCATION 's3://${Bucket}/p/'
        TBLPROPERTIES ('projection.enabled' = 'true', 'projection.n.type' = 'integer',
          'projection.n.range' = '0,999')`);
    }, 180_000);

    it("knows the file of each row, whatever columns the files have", async () => {
      expect(await ask(COUNTS)).toEqual([["80", "3160", "26", "0", "0"]]);
      expect(await ask(`${COUNTS} WHERE n BETWEEN 9 AND 75`)).toEqual([
        ["67", "2814", "22", "0", "0"],
      ]);
    });

    it("reads what was written and deleted since", async () => {
      await putFile(3, await parquet("SELECT 3::BIGINT AS a FROM range(5)"));
      await aws.clients.s3.send(new DeleteObjectCommand({ Bucket, Key: "p/n=7/f" }));
      expect(await ask(COUNTS)).toEqual([["83", "3165", "26", "0", "0"]]);
      expect(reads()).toEqual([]);
    });

    it("names the object that is no Parquet file", async () => {
      await putFile(8, "no Parquet");
      await expect(ask(COUNTS)).rejects.toThrow(`Not valid Parquet file: s3://${Bucket}/p/n=8/f`);
    });
  });

  it("says of a bucket that does not exist what S3 says", async () => {
    await ask(`CREATE EXTERNAL TABLE lost (a bigint)
      ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://nowhere/t/'`);
    await expect(ask("SELECT * FROM lost")).rejects.toThrow("The specified bucket does not exist");
  });
});
