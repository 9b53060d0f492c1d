import { emulatorState, hasEnded } from "../../local/lifecycle/emulator-state";
import type { LakeHome } from "../../local/home/lake-home";
import type { RunningEmulator } from "../../local/home/run-file";
import { UserError } from "../../errors/user-error";
import { describeOutage } from "./local-emulator";

const INTERVAL_MS = 500;
/** Generous, since Terraform puts load on the emulator and on the machine. */
const RESPONSE_TIMEOUT_MS = 30_000;

/** Watches an embedded AWS during a deployment. */
export interface EmulatorWatch {
  /** Aborted with a UserError when the embedded AWS ends or stops responding. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Watches that an embedded AWS runs and responds; without this, its callers would retry for minutes. */
export function watchEmulator(home: LakeHome, emulator: RunningEmulator): EmulatorWatch {
  const gone = new AbortController();
  let checking = false;
  const check = async (): Promise<void> => {
    // Whether the process exists is checked at every interval, also while a response is pending.
    if (checking && !hasEnded(emulator)) return;
    checking = true;
    const found = await emulatorState(home, RESPONSE_TIMEOUT_MS);
    checking = false;
    if (found.state === "running" && found.emulator.pid === emulator.pid) return;
    const outage = found.state === "running" ? "Another one was started." : describeOutage(found);
    gone.abort(
      new UserError(
        `${outage} The deployment was in progress.`,
        found.state === "unresponsive"
          ? "Restart: npx lake down && npx lake up"
          : "Start it and deploy again: npx lake up",
      ),
    );
  };
  const timer = setInterval(() => {
    check().catch((error: unknown) => gone.abort(error));
  }, INTERVAL_MS);
  return { signal: gone.signal, end: () => clearInterval(timer) };
}
