import { spawnSync } from "node:child_process";
import { checkovCommand, INSTALL_CHECKOV } from "../../../policy/checkov";

/** Set where checkov must be there, as in the project's own checks. */
const REQUIRE_CHECKOV = "REQUIRE_CHECKOV";

/**
 * Whether checkov can be run on this machine.
 *
 * @throws Error where it can't although `REQUIRE_CHECKOV` is set
 */
export function hasCheckov(): boolean {
  const { status, error } = spawnSync(checkovCommand(), ["--version"]);
  if (status === 0) return true;
  if ((process.env[REQUIRE_CHECKOV] ?? "") !== "") {
    throw new Error(
      `${REQUIRE_CHECKOV} is set, but ${checkovCommand()} can't be run (${error?.message ?? `exit code ${status}`}). Install it: ${INSTALL_CHECKOV}`,
    );
  }
  return false;
}
