import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  endBackgroundConsole,
  runningConsole,
  startBackgroundConsole,
} from "../../../../cli/console/background/background-console";
import { lakeHome } from "../../../../local/home/lake-home";
import { isAlive } from "../../../../local/processes/signals";
import { endAll, processesOf } from "../../../support/test-run/leftover-processes";
import { until } from "../../../support/until";

// Each test goes on where the one before ended.
describe("a console in the background", () => {
  const home = lakeHome({ LAKE_HOME: mkdtempSync(path.join(tmpdir(), "background-console-")) });
  let address: string;

  afterAll(() => {
    endAll(processesOf(home.folder));
    rmSync(home.folder, { recursive: true, force: true });
  });

  const answers = async (url: string) => {
    try {
      return (await fetch(url)).status;
    } catch {
      return "nothing";
    }
  };
  const pidOf = (): number => {
    const { pid } = runningConsole(home) ?? {};
    if (pid === undefined) throw new Error("No console runs");
    return pid;
  };

  it("serves its page and says that no embedded AWS runs, to whoever has the token", async () => {
    address = await startBackgroundConsole(home);
    expect(await answers(address)).toBe(200);
    const [origin = "", token = ""] = address.split("#token=");
    const call = (headers: Record<string, string>) =>
      fetch(`${origin}api/lake`, { method: "POST", headers, body: "{}" });
    const json = { "content-type": "application/json" };
    expect((await call(json)).status).toBe(401);
    const answered = await call({ ...json, "x-lake-console-token": token });
    expect(await answered.text()).toContain("The embedded AWS is not running.");
  });

  it("is started once, and its token is in no file that others can read", async () => {
    const pid = pidOf();
    expect(await startBackgroundConsole(home)).toBe(address);
    expect(pidOf()).toBe(pid);
    expect(statSync(home.consoleFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(home.logFile, "utf8")).not.toContain("token");
  });

  it("is started again after it was killed, with another token", async () => {
    const pid = pidOf();
    process.kill(pid, "SIGKILL");
    await until("its end", () => !isAlive(pid));
    const old = address;
    address = await startBackgroundConsole(home);
    expect(address.split("#")[1]).not.toBe(old.split("#")[1]);
    expect(await answers(address)).toBe(200);
  });

  it("trusts no damaged record: it starts another, and the one before ends by itself", async () => {
    const pid = pidOf();
    writeFileSync(home.consoleFile, '{"pid": 1}');
    expect(runningConsole(home)).toBeUndefined();
    await endBackgroundConsole(home);
    address = await startBackgroundConsole(home);
    expect(pidOf()).not.toBe(pid);
    await until("the end of the one before", () => !isAlive(pid));
    expect(await answers(address)).toBe(200);
  });

  it("ends with `lake down`, and where its home is deleted", async () => {
    await endBackgroundConsole(home);
    expect(await answers(address)).toBe("nothing");
    address = await startBackgroundConsole(home);
    rmSync(home.folder, { recursive: true });
    await until("its end", async () => (await answers(address)) === "nothing");
  });
});
