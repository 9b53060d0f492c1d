import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { waitForEarlierTerraform } from "../../../cli/destroy/terraform-destroy";
import { findMatchingEmulator } from "../../../cli/emulator/existing-emulator";
import { findOrphanedTerraform, localFolders } from "../../../cli/emulator/orphaned-terraform";
import { lakeHome } from "../../../local/home/lake-home";
import { until } from "../../support/until";
import { collectedOutput } from "../support/collected-output";

const MINUTE = 60_000;

describe("a Terraform that goes on though its command was killed", () => {
  const parent = mkdtempSync(path.join(tmpdir(), "orphaned-terraform-"));
  const home = lakeHome({ LAKE_HOME: path.join(parent, "home") });
  const hold = path.join(parent, "hold");
  const program = path.join(parent, "terraform");
  beforeAll(() => {
    mkdirSync(home.folder, { recursive: true });
    writeFileSync(program, `#!/bin/sh\nwhile [ -e '${hold}' ]; do sleep 0.05; done\n`, {
      mode: 0o755,
    });
  });
  beforeEach(() => writeFileSync(hold, ""));
  afterEach(() => rmSync(hold, { force: true }));
  afterAll(() => rmSync(parent, { recursive: true }));

  async function orphan(
    command: string,
  ): Promise<{ terraform: ChildProcess; ended: Promise<unknown> }> {
    const folder = localFolders(home).find((each) => each.command === command)?.stackFolder ?? "";
    const words = ["apply", "-input=false", "-lock-timeout=0s", "-auto-approve", "-json"];
    // As the commands start it: it leads a group, which is ended with it.
    const terraform = spawn(program, [`-chdir=${folder}`, ...words], { detached: true });
    const ended = once(terraform, "exit");
    await until("the process", () => findOrphanedTerraform(folder).length === 1);
    return { terraform, ended };
  }

  it.each(["up", "destroy"])(
    "is ended by `lake up` where no embedded AWS runs: that of `lake %s`",
    async (command) => {
      const { terraform, ended } = await orphan(command);
      await findMatchingEmulator(collectedOutput().output, home, {});
      await ended;
      expect(terraform.signalCode).toBe("SIGKILL");
    },
    MINUTE,
  );

  it.each(["up", "destroy"])(
    "is awaited by `lake destroy`: that of `lake %s`",
    async (command) => {
      const { terraform, ended } = await orphan(command);
      const details: string[] = [];
      await waitForEarlierTerraform(localFolders(home), (text) => {
        details.push(text);
        rmSync(hold, { force: true });
      });
      await ended;
      expect(details).toContain(`process ${terraform.pid}`);
      expect(terraform.exitCode).toBe(0);
    },
    MINUTE,
  );
});
