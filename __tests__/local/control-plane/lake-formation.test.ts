import { ControlPlane } from "../../support/emulator/control-plane";

const Principal = {
  DataLakePrincipalIdentifier: "arn:aws:iam::000000000000:role/crawler",
};
const Resource = { Table: { DatabaseName: "shop", Name: "orders" } };

const nothing = {
  status: 400,
  body: {
    __type: "InvalidInputException",
    message:
      "No permissions revoked. Grantee has no permissions and no grantable permissions on resource.",
  },
};

describe("permissions of Lake Formation", () => {
  let plane: ControlPlane;

  beforeEach(async () => {
    plane = await ControlPlane.start(() => undefined);
  }, 60_000);

  afterEach(() => plane.stop());

  /** The clients of the project have none for Lake Formation, which only Terraform calls. */
  async function call(operation: string, input: object) {
    const reply = await fetch(`${plane.endpointUrl}/${operation}`, {
      method: "POST",
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=test/20261129/us-east-1/lakeformation/aws4_request, SignedHeaders=host, Signature=0",
        "content-type": "application/json",
      },
      body: JSON.stringify(input),
    });
    // An answer of this protocol is a JSON object.
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  }

  const grant = (...Permissions: readonly string[]) =>
    call("GrantPermissions", { Principal, Resource, Permissions });
  const revoke = (...Permissions: readonly string[]) =>
    call("RevokePermissions", { Principal, Resource, Permissions });
  const listed = async () => {
    const { body } = await call("ListPermissions", { Principal, Resource });
    return (body["PrincipalResourcePermissions"] as { Permissions: string[] }[]).map(
      ({ Permissions }) => [...Permissions].sort(),
    );
  };

  it("end with the rejection for which Terraform waits", async () => {
    expect(await revoke("SELECT")).toMatchObject(nothing);
    await grant("DESCRIBE", "SELECT");
    expect(await listed()).toEqual([["DESCRIBE", "SELECT"]]);
    expect((await revoke("DESCRIBE", "SELECT")).status).toBe(200);
    expect(await listed()).toEqual([]);
    expect(await revoke("DESCRIBE", "SELECT")).toMatchObject(nothing);
  });

  it("are revoked that were granted in two steps, and no others", async () => {
    await grant("DESCRIBE");
    await grant("SELECT", "ALTER");
    expect((await revoke("DESCRIBE", "ALTER")).status).toBe(200);
    expect(await listed()).toEqual([["SELECT"]]);
    expect(await revoke("ALTER")).toMatchObject(nothing);
    expect((await revoke("SELECT")).status).toBe(200);
    expect(await listed()).toEqual([]);
  });

  it("are rejected one by one in a batch", async () => {
    await grant("SELECT");
    const entry = (Id: string, permission: string) => ({
      ...{ Id, Principal, Resource },
      Permissions: [permission],
    });
    const Entries = [entry("1", "ALTER"), entry("2", "SELECT")];
    expect(await call("BatchRevokePermissions", { Entries })).toEqual({
      status: 200,
      body: {
        Failures: [
          {
            RequestEntry: Entries[0],
            Error: { ErrorCode: "InvalidInputException", ErrorMessage: nothing.body.message },
          },
        ],
      },
    });
    expect(await listed()).toEqual([]);
  });
});
