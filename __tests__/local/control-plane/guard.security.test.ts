import { MotoProcess } from "../../../local/control-plane/moto-process";
import { ControlPlane } from "../../../local/gateway/control-plane";
import { ChangeTracker } from "../../../local/gateway/change-tracker";
import { lakeHome } from "../../../local/home/lake-home";
import { findMoto } from "../../../toolchain/moto/moto";

const HEADER = "x-lake-control-plane";

describe("the control plane's own port", () => {
  let moto: MotoProcess;
  let address: string;

  beforeAll(async () => {
    const python = await findMoto({
      toolsFolder: lakeHome().toolsFolder,
      progress: () => undefined,
    });
    const log = { info: () => undefined, error: () => undefined };
    moto = await MotoProcess.start(python, log, () => undefined);
    address = `http://127.0.0.1:${moto.port}`;
  }, 60_000);

  afterAll(() => moto.stop());

  it.each([
    ["a simple request, as any page can send", {}],
    ["a wrong secret", { [HEADER]: "0".repeat(64) }],
    ["an empty secret", { [HEADER]: "" }],
    ["a secret beyond ASCII", { [HEADER]: "\u00e9" }],
  ])("rejects %s", async (_, headers) => {
    const attempts = [
      fetch(`${address}/moto-api/reset`, { method: "POST", headers }),
      fetch(`${address}/moto-api/`, { headers }),
      fetch(`${address}/a-bucket`, { method: "PUT", headers }),
      fetch(address, {
        method: "POST",
        headers: { ...headers, "content-type": "text/plain" },
        body: "Action=ListUsers&Version=2010-05-08",
      }),
    ];
    for (const answer of await Promise.all(attempts)) {
      expect(answer.status).toBe(403);
      expect([...answer.headers.keys()].filter((name) => name.startsWith("access-"))).toEqual([]);
      expect(await answer.text()).toBe(
        "The control plane accepts calls only from the endpoint of the embedded AWS.\n",
      );
    }
  });

  it("accepts the endpoint, which sends the secret whatever its caller sent", async () => {
    const controlPlane = new ControlPlane(moto, new ChangeTracker());
    const call = {
      service: "s3",
      operation: "",
      region: "us-east-1",
      accessKeyId: "local",
      method: "PUT",
      url: "/made-by-the-endpoint",
      headers: { host: "127.0.0.1", [HEADER]: "forged" },
      body: Buffer.alloc(0),
    };
    expect((await controlPlane.answer(call)).status).toBe(200);
    controlPlane.close();
  });
});
