import { homeLockHolder } from "../../local/home/home-lock";
import type { LakeHome } from "../../local/home/lake-home";
import { readDeployment } from "./deployment-record";

/**
 * Progress of the deployment to a running embedded AWS.
 *
 * - `deploying`: a command is deploying now; `complete` says whether an earlier deployment was completed.
 * - `incomplete`: the first deployment failed or was killed.
 * - `destroyed`: nothing is deployed, since `lake destroy`.
 * - `complete`: there is a completed deployment, or no record that says otherwise.
 */
export type DeploymentProgress =
  | {
      readonly state: "deploying";
      readonly complete: boolean;
      /** For example `lake up`. */
      readonly command: string;
      readonly pid: number;
      /** ISO 8601, UTC. */
      readonly since: string;
    }
  | { readonly state: "incomplete" | "destroyed" | "complete" };

/** Commands that deploy while they have the lock of the home. */
const DEPLOYING = ["lake up", "lake demo"];

/** Reads the progress of the deployment to a running embedded AWS. */
export function deploymentProgress(home: LakeHome): DeploymentProgress {
  const record = readDeployment(home);
  const holder = homeLockHolder(home);
  if (holder !== undefined && DEPLOYING.includes(holder.command)) {
    const { command, pid, since } = holder;
    return { state: "deploying", complete: record?.complete ?? false, command, pid, since };
  }
  if (record?.complete !== false) return { state: "complete" };
  return { state: record.destroyed === true ? "destroyed" : "incomplete" };
}

/** What to do about a deployment that is not complete; undefined if it is. */
export function deploymentAdvice(progress: DeploymentProgress): string | undefined {
  switch (progress.state) {
    case "deploying":
      return progress.complete
        ? undefined
        : `\`${progress.command}\` (process ${progress.pid}) has been deploying to it since ${progress.since}. Wait until it has finished, and run the command again.`;
    case "incomplete":
      return "The deployment to it is incomplete. Complete it: npx lake up";
    case "destroyed":
      return "Nothing is deployed to it: `lake destroy` has removed the stack. Deploy it again: npx lake up";
    case "complete":
      return undefined;
  }
}
