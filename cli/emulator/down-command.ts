import { rmSync } from "node:fs";
import { lockHome } from "../../local/home/home-lock";
import { lakeHome } from "../../local/home/lake-home";
import { stopEmulator } from "../../local/lifecycle/stop-emulator";
import { endOrphanedTerraform } from "./orphaned-terraform";
import type { Output } from "../terminal/output";
import { stackFolderOf } from "../terraform/synth";

/** `lake down`: nothing of the embedded AWS is left, neither process nor data nor log; the tools that it needs stay. */
export async function downCommand(output: Output): Promise<void> {
  const home = lakeHome();
  const unlock = lockHome(home, "lake down");
  try {
    const stopped = await output.step("Stop the embedded AWS", async () => {
      await endOrphanedTerraform(stackFolderOf(home));
      return stopEmulator(home);
    });
    rmSync(home.logFile, { force: true });
    output.result({ stopped }, () =>
      stopped ? "Stopped; its data is gone." : "It did not run; there was nothing to stop.",
    );
  } finally {
    unlock();
  }
}
