import { emulatorState, hasEnded } from "../../local/lifecycle/emulator-state";
import type { LakeHome } from "../../local/home/lake-home";
import type { RunningEmulator } from "../../local/home/run-file";
import { UserError } from "../../errors/user-error";
import { describeOutage } from "./local-emulator";

const INTERVAL_MS = 500;
/** Terraform makes the emulator busy, and the machine is busy too. */
const ANSWER_LIMIT_MS = 30_000;

/** A look at an embedded AWS while it is worked with. */
export interface EmulatorWatch {
  /** Aborted, with a UserError, when the embedded AWS serves nobody any more. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Watches that an embedded AWS lives and answers: those who call it would try again for minutes where it does not. */
export function watchEmulator(home: LakeHome, emulator: RunningEmulator): EmulatorWatch {
  const gone = new AbortController();
  let asking = false;
  const look = async (): Promise<void> => {
    // Whether the process is there is quickly seen; the answer is waited for beside that.
    if (asking && !hasEnded(emulator)) return;
    asking = true;
    const found = await emulatorState(home, ANSWER_LIMIT_MS);
    asking = false;
    if (found.state === "running" && found.emulator.pid === emulator.pid) return;
    const absence = found.state === "running" ? "Another one was started." : describeOutage(found);
    gone.abort(
      new UserError(
        `${absence} It was being deployed to.`,
        found.state === "unresponsive"
          ? "Start anew: npx lake down && npx lake up"
          : "Start it and deploy again: npx lake up",
      ),
    );
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => gone.abort(error));
  }, INTERVAL_MS);
  return { signal: gone.signal, end: () => clearInterval(timer) };
}
