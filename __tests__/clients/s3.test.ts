import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { RunningEmulator } from "../support/emulator/running-emulator";
import { INSTALL_MS, PythonClient } from "./support/python-client";

const Bucket = "clients";
const PART_BYTES = 12 * 1024 * 1024;

/** What each client does, and what it gets back. */
const OUTCOMES = {
  boto3: {
    "boto3 transfer in parts": [true, true, true],
    "boto3 every checksum": [
      [true, "abc"],
      [true, "abc"],
      [true, "abc"],
    ],
    "boto3 pages": [25, 25, 25, "boto3/pages/24/ä b"],
    "boto3 errors": [
      ...["NoSuchKey", "NoSuchBucket", "404", "PreconditionFailed", "InvalidRange"],
      "BucketNotEmpty",
    ],
    "boto3 presigned": ["abc", 200, "put", 204, { a: "1" }, 6],
    "boto3 resource": 0,
  },
  cli: {
    "cli sync, list and remove": [
      "",
      ["3 cli/a.txt", "9437184 cli/sub/b c.bin"],
      "xxx",
      expect.stringMatching(/^0$/m) as unknown,
    ],
  },
  s3fs: {
    "s3fs files": ["yyy", { copy: PART_BYTES, large: PART_BYTES }, ["copy", "large"], false],
  },
  duckdb: {
    "duckdb partitions, globs and a filtered read": [
      true,
      [400_000, (400_000 * 399_999) / 2, 399_999],
      [[2, true]],
    ],
  },
  pyarrow: {
    "pyarrow dataset": [[1, 2, 3], 2, true],
    "pyarrow stream in parts": [true, true],
  },
};

describe("the objects of S3", () => {
  let aws: RunningEmulator;
  let client: PythonClient;

  beforeAll(async () => {
    client = await PythonClient.install("s3");
    aws = await RunningEmulator.start();
    await aws.clients.s3.send(new CreateBucketCommand({ Bucket }));
  }, INSTALL_MS);

  afterAll(() => aws.stop());

  it.each(Object.entries(OUTCOMES))(
    "are what %s expects",
    async (name, outcomes) => {
      const environment = {
        ...aws.variables,
        CLIENT_FOLDER: mkdtempSync(path.join(tmpdir(), "s3-client-")),
      };
      const args = [aws.endpointUrl, Bucket, name];
      expect(await client.outcomes("s3_calls.py", args, environment)).toEqual(outcomes);
    },
    180_000,
  );
});
