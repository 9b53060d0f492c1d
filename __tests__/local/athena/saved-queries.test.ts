import { SavedQueries } from "../../../local/athena/saved-queries";
import type { AwsReply, AwsRequest } from "../../../local/gateway/aws-request";
import { serveJson } from "../../../local/gateway/emulated-service";

/** A control plane like moto, with the saved queries a and b, which it can't delete. */
const forward = ({ headers, body }: AwsRequest): Promise<AwsReply> => {
  const target = String(headers["x-amz-target"]);
  const { NamedQueryId: id, WorkGroup: group } = JSON.parse(body.toString()) as {
    NamedQueryId?: string;
    WorkGroup?: string;
  };
  if (group === "missing") {
    const error = { __type: "InvalidRequestException", message: "WorkGroup does not exist" };
    return Promise.resolve({ status: 400, headers: {}, body: JSON.stringify(error) });
  }
  const known = target.endsWith("ListNamedQueries") || id === "a" || id === "b";
  return Promise.resolve({
    status: known ? 200 : 500,
    headers: {},
    body: JSON.stringify({ NamedQueryIds: ["a", "b"], NextToken: "more" }),
  });
};

describe("saved queries", () => {
  const saved = new SavedQueries();
  const handle = serveJson(saved.operations);
  const call = async (operation: string, input: unknown) => {
    const reply = await handle(
      {
        service: "athena",
        operation,
        region: "us-east-1",
        accessKeyId: "local",
        method: "POST",
        url: "/",
        headers: { "x-amz-target": `AmazonAthena.${operation}` },
        body: Buffer.from(JSON.stringify(input)),
      },
      forward,
    );
    return reply && { status: reply.status, ...(JSON.parse(reply.body.toString()) as object) };
  };

  it("are forwarded to moto unless they were deleted", async () => {
    expect(await call("GetNamedQuery", { NamedQueryId: "a" })).toBeUndefined();
    expect(await call("BatchGetNamedQuery", { NamedQueryIds: ["a", "b"] })).toBeUndefined();
  });

  it("are hidden after they were deleted", async () => {
    expect(await call("DeleteNamedQuery", { NamedQueryId: "a" })).toEqual({ status: 200 });
    const gone = {
      status: 400,
      __type: "InvalidRequestException",
      message: "NamedQuery a was not found",
    };
    expect(await call("GetNamedQuery", { NamedQueryId: "a" })).toMatchObject(gone);
    expect(await call("DeleteNamedQuery", { NamedQueryId: "a" })).toMatchObject(gone);
    expect(await call("ListNamedQueries", {})).toEqual({
      status: 200,
      NamedQueryIds: ["b"],
      NextToken: "more",
    });
  });

  it("return moto's error if it can't list them", async () => {
    expect(await call("ListNamedQueries", { WorkGroup: "missing" })).toMatchObject({
      status: 400,
      __type: "InvalidRequestException",
      message: "WorkGroup does not exist",
    });
  });

  it("can't be deleted if they don't exist", async () => {
    expect(await call("DeleteNamedQuery", { NamedQueryId: "c" })).toMatchObject({
      status: 400,
      message: "NamedQuery c was not found",
    });
  });
});
