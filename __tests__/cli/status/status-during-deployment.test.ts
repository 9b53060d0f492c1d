import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { writeDeployment } from "../../../cli/emulator/deployment-record";
import { statusCommand } from "../../../cli/status/status-command";
import { explainEmulatorFailure } from "../../../cli/target/local-emulator";
import { resolveTargets } from "../../../cli/target/target";
import type * as target from "../../../cli/target/target";
import { Output } from "../../../cli/terminal/output";
import { lockHome } from "../../../local/home/home-lock";
import { lakeHome } from "../../../local/home/lake-home";
import type { RunningEmulator } from "../../../local/home/run-file";
import { emulatorState } from "../../../local/lifecycle/emulator-state";
import { ownIdentity } from "../../../local/processes/process-identity";
import { unfolded } from "../support/wide-screen";

jest.mock("../../../local/lifecycle/emulator-state", () => ({ emulatorState: jest.fn() }));
jest.mock("../../../cli/target/target", () => ({
  ...jest.requireActual<typeof target>("../../../cli/target/target"),
  resolveTargets: jest.fn(),
}));

const emulator: RunningEmulator = {
  ...ownIdentity(),
  endpointUrl: "http://127.0.0.1:4566",
  startedAt: "2026-11-28T18:00:00.000Z",
  enforceIam: false,
  controlPlane: ownIdentity(),
};
const notFound = Object.assign(new Error("Stream events not found"), {
  name: "ResourceNotFoundException",
});

describe("lake status of an embedded AWS whose deployment", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "status-"));
  const { LAKE_HOME } = process.env;
  let unlock: (() => void) | undefined;

  beforeEach(() => {
    process.env.LAKE_HOME = folder;
    mkdirSync(lakeHome().stateFolder, { recursive: true });
    process.exitCode = undefined;
    jest.mocked(emulatorState).mockResolvedValue({ state: "running", emulator });
    jest.mocked(resolveTargets).mockReset().mockRejectedValue(notFound);
  });

  afterEach(() => {
    unlock?.();
    unlock = undefined;
    process.exitCode = undefined;
    rmSync(lakeHome().deploymentFile, { force: true });
  });

  afterAll(() => {
    if (LAKE_HOME === undefined) delete process.env.LAKE_HOME;
    else process.env.LAKE_HOME = LAKE_HOME;
    rmSync(folder, { recursive: true });
  });

  /** What the command prints, and its exit code. */
  async function status() {
    const stdout = new PassThrough();
    await statusCommand(new Output({ stdout }), { env: "local", watch: false });
    return { text: unfolded(String(stdout.read())), exitCode: process.exitCode };
  }

  it("is in progress names the command, and advises to wait", async () => {
    unlock = lockHome(lakeHome(), "lake up");
    writeDeployment(lakeHome(), { complete: false, applying: true });
    const { text, exitCode } = await status();
    expect(text).toContain("The embedded AWS runs at http://127.0.0.1:4566");
    expect(text).toMatch(
      /`lake up` \(process \d+\) has been deploying to it since \S+\. Wait until it has finished, and run the command again\./,
    );
    expect(text).not.toContain("npx lake up");
    expect(exitCode).toBe(0);
    expect(resolveTargets).not.toHaveBeenCalled();
  });

  it("has just begun, without a record yet, advises to wait as well", async () => {
    unlock = lockHome(lakeHome(), "lake demo");
    expect((await status()).text).toContain("`lake demo` (process");
  });

  it("failed half-way advises lake up, and fails", async () => {
    writeDeployment(lakeHome(), { complete: false, applying: true });
    const { text, exitCode } = await status();
    expect(text).toContain("The deployment to it is incomplete. Complete it: npx lake up");
    expect(exitCode).toBe(1);
  });

  it("was destroyed says that nothing is deployed, and what to do", async () => {
    writeDeployment(lakeHome(), { complete: false, applying: false, destroyed: true });
    const { text, exitCode } = await status();
    expect(text).toContain(
      "Nothing is deployed to it: `lake destroy` has removed the stack. Deploy it again: npx lake up",
    );
    expect(text).not.toContain("incomplete");
    expect(exitCode).toBe(0);
    await expect(explainEmulatorFailure(notFound)).resolves.toMatchObject({
      advice: expect.stringContaining("Nothing is deployed to it") as string,
    });
    // The next `lake up` begins a new deployment.
    writeDeployment(lakeHome(), { complete: false, applying: true });
    expect((await status()).text).toContain("incomplete");
  });

  it("is complete shows the pipeline, also while it is updated", async () => {
    jest.mocked(resolveTargets).mockResolvedValue([]);
    unlock = lockHome(lakeHome(), "lake up");
    writeDeployment(lakeHome(), { complete: true, applying: true });
    await status();
    expect(resolveTargets).toHaveBeenCalled();
  });

  it("is in progress explains another command's failure in the same way", async () => {
    unlock = lockHome(lakeHome(), "lake up");
    await expect(explainEmulatorFailure(notFound)).resolves.toMatchObject({
      message: "Stream events not found",
      advice: expect.stringContaining("Wait until it has finished") as string,
    });
  });

  it("is complete leaves another command's failure as it is", async () => {
    writeDeployment(lakeHome(), { complete: true, applying: false });
    await expect(explainEmulatorFailure(notFound)).resolves.toBeUndefined();
  });
});
