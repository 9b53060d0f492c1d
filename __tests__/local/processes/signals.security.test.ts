import { spawnSync } from "node:child_process";
import { isAlive } from "../../../local/processes/signals";

/** What `process.kill` answers with. */
function refuse(code: string): void {
  jest.spyOn(process, "kill").mockImplementation(() => {
    throw Object.assign(new Error(`kill ${code}`), { code });
  });
}

describe("whether a process is alive", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("is answered with yes when the system refuses to signal it, since it is another user's", () => {
    refuse("EPERM");
    expect(isAlive(1)).toBe(true);
  });

  it("is answered with no when the system knows no such process", () => {
    refuse("ESRCH");
    expect(isAlive(1)).toBe(false);
  });

  it("is answered for this process, and for one that has ended", () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(spawnSync(process.execPath, ["--version"]).pid)).toBe(false);
  });
});
