import { ControlPlane, payloadOf } from "./support/control-plane";

const plane = new ControlPlane();
beforeAll(() => plane.start(undefined, true));
afterAll(() => plane.stop());

const MIB = 1024 ** 2;

/** A function that puts 1 MiB into a stream and returns the response. */
const PUTS = `
  const answer = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: "POST",
    headers: {
      authorization: "AWS4-HMAC-SHA256 Credential=role/20261123/eu-west-1/kinesis/aws4_request, SignedHeaders=host, Signature=0",
      "x-amz-target": "Kinesis_20131202.PutRecords",
    },
    body: JSON.stringify({ Data: "x".repeat(${MIB}) }),
  });
  return answer.status;`;

describe("invocations with the largest events", () => {
  it("leave memory for the calls of their functions", async () => {
    await plane.deploy("puts", PUTS, { Timeout: 15, MemorySize: 512 });
    const event = { text: "x".repeat(6 * MIB - 100) };
    const answers = await Promise.all(Array.from({ length: 6 }, () => plane.invoke("puts", event)));
    expect(answers.map(payloadOf)).toEqual(answers.map(() => 200));
    expect(plane.seen.filter(({ operation }) => operation === "PutRecords")).toHaveLength(6);
  }, 60_000);
});
