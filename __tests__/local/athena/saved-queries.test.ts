import { SavedQueries } from "../../../local/athena/saved-queries";
import type { AwsReply, AwsRequest } from "../../../local/gateway/aws-request";
import { serveJson } from "../../../local/gateway/emulated-service";

/** Saved queries a and b, which can't be deleted, as in moto. */
const forward = ({ headers, body }: AwsRequest): Promise<AwsReply> => {
  const target = String(headers["x-amz-target"]);
  const { NamedQueryId: id, WorkGroup: group } = JSON.parse(body.toString()) as {
    NamedQueryId?: string;
    WorkGroup?: string;
  };
  if (group === "missing") {
    const refusal = { __type: "InvalidRequestException", message: "WorkGroup does not exist" };
    return Promise.resolve({ status: 400, headers: {}, body: JSON.stringify(refusal) });
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

  it("are left to the control plane until one is deleted", async () => {
    expect(await call("GetNamedQuery", { NamedQueryId: "a" })).toBeUndefined();
    expect(await call("BatchGetNamedQuery", { NamedQueryIds: ["a", "b"] })).toBeUndefined();
  });

  it("are gone once they are deleted", async () => {
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

  it("are not listed as none where the control plane refuses to list them", async () => {
    expect(await call("ListNamedQueries", { WorkGroup: "missing" })).toMatchObject({
      status: 400,
      __type: "InvalidRequestException",
      message: "WorkGroup does not exist",
    });
  });

  it("must be there to be deleted", async () => {
    expect(await call("DeleteNamedQuery", { NamedQueryId: "c" })).toMatchObject({
      status: 400,
      message: "NamedQuery c was not found",
    });
  });
});
