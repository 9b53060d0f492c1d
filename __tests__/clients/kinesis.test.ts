import { RunningEmulator } from "../support/emulator/running-emulator";
import { INSTALL_MS, PythonClient } from "./support/python-client";

/** What each client does, and what it gets back. */
const OUTCOMES = {
  kcl: {
    "kcl leases": [3, 3, ["taken", "ConditionalCheckFailedException"]],
    "kcl polling": [0, true, 1, true, 0],
    "kcl fan-out": [
      ...["ACTIVE", true, true],
      ["shardId-000000000001", "shardId-000000000002"],
      ...[true, []],
    ],
  },
  cli: { "cli put and read": [2, ["aGVsbG8="], false] },
  "async-kinesis": { "async-kinesis producer and consumer": [1_200, true] },
};

describe("the streams of Kinesis", () => {
  let aws: RunningEmulator;
  let client: PythonClient;

  beforeAll(async () => {
    client = await PythonClient.install("s3");
    // The Kinesis Client Library keeps its leases in DynamoDB.
    const access = { hosts: [], origins: new Set<string>(), services: new Set(["dynamodb"]) };
    aws = await RunningEmulator.start(false, { access });
  }, INSTALL_MS);

  afterAll(() => aws.stop());

  it.each(Object.entries(OUTCOMES))(
    "are what %s expects",
    async (name, outcomes) => {
      const args = [aws.endpointUrl, name];
      expect(await client.outcomes("kinesis_calls.py", args, aws.variables)).toEqual(outcomes);
    },
    180_000,
  );
});
