import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { costCommand } from "../../../../cli/cost/cost-command";
import { deployStack } from "../../../../cli/emulator/stack/deploy-stack";
import { PreparedStack } from "../../../../cli/emulator/stack/prepared-stack";
import { Output } from "../../../../cli/terminal/output";
import { lakeHome, projectFolder } from "../../../../local/home/lake-home";
import type { RunningEmulator } from "../../../../local/home/run-file";
import { startProcess } from "../../../support/emulator/lake-command";

jest.mock("../../../../cli/target/emulator-watch", () => ({
  watchEmulator: () => ({ signal: new AbortController().signal, end: () => undefined }),
}));

const MINUTE = 60_000;

/** A port that is not the default one, to which every other command's synth refers. */
const endpointUrl = "http://127.0.0.1:4588";

describe("a command that synthesizes while `lake up` initializes Terraform", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "up-stack-folder-"));
  const home = lakeHome({ LAKE_HOME: path.join(folder, "home") });
  const before = { ...process.env };
  const initializing = path.join(folder, "initializing");
  const resume = path.join(folder, "resume");
  const applied = path.join(folder, "applied.json");

  beforeAll(() => {
    process.env.LAKE_HOME = home.folder;
    delete process.env.AWS_ENDPOINT_URL;
    jest.spyOn(process.stderr, "write").mockReturnValue(true);
    jest.spyOn(process.stdout, "write").mockReturnValue(true);
    for (const each of [home.terraformFolder, home.stateFolder]) {
      mkdirSync(each, { recursive: true });
    }
  });

  afterAll(() => {
    process.env = before;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Waits in `init`, and keeps what it is told to apply. */
  function heldTerraform(): string {
    const program = path.join(folder, "terraform");
    writeFileSync(
      program,
      `#!/bin/sh
case "$*" in
  init*)
    : > '${initializing}'
    while [ ! -e '${resume}' ]; do sleep 0.05; done ;;
  *apply*) cp cdk.tf.json '${applied}' ;;
esac
`,
      { mode: 0o755 },
    );
    return program;
  }

  it(
    "does not change what is applied",
    async () => {
      const self = { pid: process.pid, startTime: "0", commandLine: "emulator" };
      const emulator: RunningEmulator = {
        ...self,
        endpointUrl,
        startedAt: new Date().toISOString(),
        enforceIam: false,
        controlPlane: self,
      };
      const output = new Output({ json: true });
      const up = deployStack(output, {
        home,
        emulator,
        stack: new PreparedStack(home, heldTerraform(), endpointUrl),
        stateMayBeIncomplete: false,
      });
      try {
        // Ends with the deployment too, should that fail before.
        let ended = false;
        void up.catch(() => undefined).finally(() => (ended = true));
        while (!ended && !existsSync(initializing)) await sleep(20);
        await costCommand(output, { env: "dev" });
        // What `npx cdktf synth` runs, with the folder that it uses in a home.
        const { exitCode, stderr } = await startProcess(
          process.execPath,
          ["synth.mjs"],
          { LAKE_HOME: home.folder, CDKTF_OUTDIR: path.join(home.folder, "cdktf.out") },
          projectFolder,
        ).ended;
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      } finally {
        writeFileSync(resume, "");
        await up;
      }
      const stack = readFileSync(applied, "utf8");
      expect(stack).toContain(endpointUrl);
      expect(stack).not.toContain("http://127.0.0.1:4566");
    },
    2 * MINUTE,
  );
});
