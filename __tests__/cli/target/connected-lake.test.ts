import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { anyTarget, ConnectedLake, targetNamed } from "../../../cli/target/connected-lake";
import type { Lake } from "../../../cli/target/connected-lake";
import type { Target } from "../../../cli/target/target";
import { requireEnvironment } from "../../../cli/target/require-environment";
import { fakeLake } from "../console/support/fake-lake";

const empty: Lake = {
  environment: requireEnvironment("local"),
  readOnly: false,
  targets: () => Promise.resolve([]),
};

describe("a lake that stays connected", () => {
  const home = mkdtempSync(path.join(tmpdir(), "connected-lake-"));
  const { LAKE_HOME } = process.env;
  beforeAll(() => void (process.env.LAKE_HOME = home));
  afterAll(() => {
    if (LAKE_HOME === undefined) delete process.env.LAKE_HOME;
    else process.env.LAKE_HOME = LAKE_HOME;
    rmSync(home, { recursive: true, force: true });
  });

  it("says how to start an embedded AWS that does not run, each time it is asked", async () => {
    const lake = new ConnectedLake(requireEnvironment("local"), false);
    for (let turn = 0; turn < 2; turn += 1) {
      await expect(lake.targets()).rejects.toMatchObject({
        message: "The embedded AWS is not running.",
        advice: "Start it: npx lake up",
      });
    }
  });

  it("connects once for calls that come at the same time, and again after a failure", async () => {
    const { target } = fakeLake();
    const destroy = jest.spyOn(target.clients, "destroy");
    const connect = jest
      .fn<Promise<Target[]>, [string]>()
      .mockRejectedValueOnce(new Error("denied"))
      .mockImplementation(() => Promise.resolve([target, target]));
    const lake = new ConnectedLake(requireEnvironment("dev"), true, connect);
    await expect(lake.targets()).rejects.toThrow("denied");
    const [one, other] = await Promise.all([lake.targets(), lake.targets()]);
    expect(one).toBe(other);
    expect(connect).toHaveBeenCalledTimes(2);
    lake.close();
    await lake.targets();
    expect(connect).toHaveBeenCalledTimes(3);
    expect(destroy).toHaveBeenCalledTimes(1);
  });

  it("says how to add a dataset where there is none", async () => {
    await expect(anyTarget(empty)).rejects.toThrow("There is no dataset.");
    await expect(targetNamed(empty, "x")).rejects.toThrow('There is no dataset "x".');
  });
});
