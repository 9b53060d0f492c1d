import { spawnSync } from "node:child_process";
import type { Shell } from "../../../../../cli/completion/shells";

/** Set where every shell must be there, as in the project's own checks. */
const REQUIRE_SHELLS = "REQUIRE_SHELLS";

/**
 * Whether a shell is installed; says so in one line if not.
 *
 * @throws Error where it is not although `REQUIRE_SHELLS` is set
 */
export function isInstalled(shell: Shell): boolean {
  if (spawnSync(shell, ["--version"]).status === 0) return true;
  if ((process.env[REQUIRE_SHELLS] ?? "") !== "") {
    throw new Error(`${REQUIRE_SHELLS} is set, but ${shell} is not installed.`);
  }
  process.stderr.write(`Not run: completion in ${shell}. It is not installed.\n`);
  return false;
}
