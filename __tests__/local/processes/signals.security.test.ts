import { spawnSync } from "node:child_process";
import { isAlive } from "../../../local/processes/signals";

/** The error of `process.kill`. */
function failKillWith(code: string): void {
  jest.spyOn(process, "kill").mockImplementation(() => {
    throw Object.assign(new Error(`kill ${code}`), { code });
  });
}

describe("whether a process is alive", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("is true if the system does not allow a signal, since it belongs to another user", () => {
    failKillWith("EPERM");
    expect(isAlive(1)).toBe(true);
  });

  it("is false if the system knows no such process", () => {
    failKillWith("ESRCH");
    expect(isAlive(1)).toBe(false);
  });

  it("is true for this process, and false for one that has exited", () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(spawnSync(process.execPath, ["--version"]).pid)).toBe(false);
  });
});
