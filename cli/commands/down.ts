import { stopEmulator } from "../../local/runtime/emulator-process";
import { lakeHome } from "../../local/runtime/lake-home";
import type { Output } from "../output";

/** `lake down`: nothing of the embedded AWS is left, neither process nor data. */
export async function downCommand(output: Output): Promise<void> {
  const stopped = await output.step("Stop the embedded AWS", () => stopEmulator(lakeHome()));
  output.result({ stopped }, () =>
    stopped ? "Stopped; its data is gone." : "It did not run; there was nothing to stop.",
  );
}
