import { StreamTagService } from "../../../local/control-plane/stream-tag-service";
import type { AwsReply, AwsRequest } from "../../../local/gateway/aws-request";

const createStream = (input: unknown): AwsRequest => ({
  service: "kinesis",
  operation: "CreateStream",
  region: "us-east-1",
  accessKeyId: "local",
  method: "POST",
  url: "/",
  headers: { "x-amz-target": "Kinesis_20131202.CreateStream" },
  body: Buffer.from(JSON.stringify(input)),
});

function controlPlane(statusOf: (target: string) => number = () => 200) {
  const calls: { target: unknown; input: unknown }[] = [];
  const forward = ({ headers, body }: AwsRequest): Promise<AwsReply> => {
    const target = String(headers["x-amz-target"]);
    calls.push({ target, input: JSON.parse(body.toString()) });
    return Promise.resolve({ status: statusOf(target), headers: {}, body: target });
  };
  return { calls, forward };
}

describe("tags of a new stream", () => {
  it("are added with a separate call", async () => {
    const { calls, forward } = controlPlane();
    const input = { StreamName: "s", ShardCount: 1, Tags: { Project: "lake" } };
    const reply = await new StreamTagService().handle(createStream(input), forward);
    expect(reply).toMatchObject({ status: 200, body: "Kinesis_20131202.CreateStream" });
    expect(calls).toEqual([
      { target: "Kinesis_20131202.CreateStream", input },
      {
        target: "Kinesis_20131202.AddTagsToStream",
        input: { StreamName: "s", Tags: { Project: "lake" } },
      },
    ]);
  });

  it.each([[{ StreamName: "s" }], [{ StreamName: "s", Tags: {} }]])(
    "need no call without tags: %j",
    async (input) => {
      const { calls, forward } = controlPlane();
      await new StreamTagService().handle(createStream(input), forward);
      expect(calls).toHaveLength(1);
    },
  );

  it("are not added if the stream could not be created", async () => {
    const { calls, forward } = controlPlane(() => 400);
    const input = { StreamName: "s", Tags: { a: "b" } };
    expect((await new StreamTagService().handle(createStream(input), forward)).status).toBe(400);
    expect(calls).toHaveLength(1);
  });
});
