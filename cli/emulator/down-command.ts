import { rmSync } from "node:fs";
import { lockHome } from "../../local/home/home-lock";
import { lakeHome } from "../../local/home/lake-home";
import { stopEmulator } from "../../local/lifecycle/stop-emulator";
import { endOrphanedTerraform, localFolders } from "./orphaned-terraform";
import type { Output } from "../terminal/output";

/** `lake down`: removes the processes, the data and the log of the embedded AWS; installed tools remain. */
export async function downCommand(output: Output): Promise<void> {
  const home = lakeHome();
  const unlock = lockHome(home, "lake down");
  try {
    const stopped = await output.step("Stop the embedded AWS", async () => {
      for (const folder of localFolders(home)) await endOrphanedTerraform(folder);
      return stopEmulator(home);
    });
    rmSync(home.logFile, { force: true });
    output.result({ stopped }, () =>
      stopped ? "Stopped. Its data is deleted." : "The embedded AWS is not running.",
    );
  } finally {
    unlock();
  }
}
