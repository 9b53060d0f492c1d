import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AwsClients } from "../../../../local/aws-clients";
import { ControlPlane } from "../../../support/emulator/control-plane";
import { zipOf } from "../../lambda/support/control-plane";
import { deployResources, type SessionCredentials } from "./deploy-resources";
import { describeResources } from "./describe-resources";

/** Metrics, log events and the time of a caller's last call are written every two seconds. */
const REGULARLY_WRITTEN_MS = 5_000;

describe("the control plane's state", () => {
  const said: string[] = [];
  let folder: string;
  let controlPlane: ControlPlane;

  const start = async () => {
    controlPlane = await ControlPlane.start((line) => said.push(line), undefined, folder);
  };

  /** Who the credentials of an assumed role belong to. */
  const callerOf = async (credentials: SessionCredentials) => {
    const { endpointUrl, region } = controlPlane;
    const clients = new AwsClients({ region, endpointUrl, credentials });
    const { Arn, UserId } = await clients.sts.send(new GetCallerIdentityCommand({}));
    clients.destroy();
    return { Arn, UserId };
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "kept-state-"));
    await start();
  });
  afterAll(async () => {
    await controlPlane?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("has every resource as it was before a kill", async () => {
    const { clients } = controlPlane;
    const deployed = await deployResources(clients, zipOf("return 1;"));
    const caller = await callerOf(deployed.session);
    const before = await describeResources(clients, deployed);
    await new Promise((resolve) => setTimeout(resolve, REGULARLY_WRITTEN_MS));
    await controlPlane.kill();
    await start();
    const after = await describeResources(controlPlane.clients, deployed);
    expect(after).toEqual(before);
    expect(await callerOf(deployed.session)).toEqual(caller);
    expect(said).toEqual([]);
  });

  it("is accessible only to its owner", async () => {
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect((await stat(path.join(folder, "journal"))).mode & 0o777).toBe(0o600);
  });
});
