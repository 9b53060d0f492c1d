import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateFunctionCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import type { Dataset } from "../../../model/dataset/dataset";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { buildPublisherPackage } from "../../../modules/streaming/publisher-package";
import { ControlPlane } from "./support/control-plane";

interface Entry {
  readonly Data: string;
  readonly PartitionKey: string;
}

const plane = new ControlPlane();
const taken: { line: string; key: string }[] = [];

/** A stream that rejects every second record of a request with several. */
function putRecords(input: Readonly<Record<string, unknown>>): unknown {
  expect(input.StreamName).toBe("events");
  const entries = input.Records as readonly Entry[]; // PutRecords always has them
  const Records = entries.map(({ Data, PartitionKey }, position) => {
    if (position % 2 === 1) return { ErrorCode: "ProvisionedThroughputExceededException" };
    taken.push({ line: Buffer.from(Data, "base64").toString(), key: PartitionKey });
    return { SequenceNumber: "1", ShardId: "shardId-000000000000" };
  });
  return { Records, FailedRecordCount: Math.floor(entries.length / 2) };
}

beforeAll(async () => {
  await plane.start();
  plane.putRecords = putRecords;
  await deploy("publisher", sampleEvents);
  await deploy("strict-publisher", { ...sampleEvents, validation: "reject" });
});
afterEach(() => taken.splice(0));
afterAll(() => plane.stop());

async function deploy(functionName: string, dataset: Dataset) {
  const { path, handler } = await buildPublisherPackage({
    dataset,
    sourceFolder: join(__dirname, "../../../lambda-src/publisher"),
    outputFolder: join(plane.folder, functionName),
  });
  await plane.lambda.send(
    new CreateFunctionCommand({
      FunctionName: functionName,
      Runtime: "nodejs22.x",
      Handler: handler,
      Role: "arn:aws:iam::123456789012:role/publisher",
      Timeout: 30,
      MemorySize: 256,
      Environment: {
        Variables: { STREAM_NAME: "events", PARTITION_KEY_PATH: "event.staffId" },
      },
      Code: { ZipFile: readFileSync(path) },
    }),
  );
}

async function publish(input: unknown, functionName = "publisher") {
  const { FunctionError, Payload } = await plane.lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(input) }),
  );
  return { FunctionError, answer: JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown };
}

describe("the deployed publisher", () => {
  it("puts events into the stream over the endpoint's plain HTTP, with its role", async () => {
    const event = { event: { staffId: 4 } };
    expect(await publish(event)).toEqual({
      FunctionError: undefined,
      answer: { published: 1, failed: 0, batches: 1, retries: 0 },
    });
    expect(taken).toEqual([{ line: '{"event":{"staffId":4}}\n', key: "4" }]);
    const [call] = plane.seen.filter(({ operation }) => operation === "PutRecords");
    expect(call?.accessKeyId).toBe("of-the-role");
  });

  it("retries rejected records until each is in the stream once", async () => {
    expect(await publish({ count: 6 })).toEqual({
      FunctionError: undefined,
      answer: { published: 6, failed: 0, batches: 1, retries: 2 },
    });
    expect(taken.map(({ key }) => key).sort()).toEqual(["1", "2", "3", "4", "5", "6"]);
  });

  it("fails before anything is sent if an event is invalid", async () => {
    const { FunctionError, answer } = await publish([{}, 5]);
    expect(FunctionError).toBe("Unhandled");
    expect(answer).toMatchObject({
      errorType: "InvalidInputError",
      errorMessage: "Nothing was published: every event must be a JSON object; event 1 is 5.",
    });
    expect(taken).toEqual([]);
  });

  it("validates events with the contract in its package", async () => {
    const { answer } = await publish([{ event: { staffId: 4.5 } }], "strict-publisher");
    expect(answer).toMatchObject({
      errorType: "InvalidInputError",
      errorMessage: expect.stringContaining(
        "event 0: event.staffId is a number, expected",
      ) as string,
    });
    expect(taken).toEqual([]);
    expect(await publish([{ event: { staffId: 4 } }], "strict-publisher")).toEqual({
      FunctionError: undefined,
      answer: { published: 1, failed: 0, batches: 1, retries: 0, violations: 0 },
    });
  });
});
