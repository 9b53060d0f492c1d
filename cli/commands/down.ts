import { rmSync } from "node:fs";
import { stopEmulator } from "../../local/runtime/emulator-process";
import { lakeHome } from "../../local/runtime/lake-home";
import type { Output } from "../output";

/** `lake down`: nothing of the embedded AWS is left, neither process nor data nor log; the tools that it needs stay. */
export async function downCommand(output: Output): Promise<void> {
  const home = lakeHome();
  const stopped = await output.step("Stop the embedded AWS", () => stopEmulator(home));
  rmSync(home.logFile, { force: true });
  output.result({ stopped }, () =>
    stopped ? "Stopped; its data is gone." : "It did not run; there was nothing to stop.",
  );
}
