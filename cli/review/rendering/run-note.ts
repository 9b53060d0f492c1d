import { code } from "../../terminal/markdown";
import type { CloudRun } from "../terraform-cloud/run";

/** A message can be a whole commit message; its first words tell runs apart. */
const MAX_MESSAGE = 120;

/** A paragraph about a run of Terraform Cloud: what happens to the plan without the reviewer. */
export function runNote(run: CloudRun): string {
  const { id, workspace, status, message, autoApply, isDestroy, planOnly, targets } = run;
  const text = message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message;
  return [
    `Run ${code(id)} of the workspace ${code(workspace)} is ${code(status)}${text === "" ? "" : `: ${code(text)}`}.`,
    ...(isDestroy ? ["**It destroys everything in the workspace.**"] : []),
    ...(autoApply ? ["**It applies the plan without asking anybody.**"] : []),
    ...(planOnly ? ["It can't be applied."] : []),
    ...(targets.length === 0
      ? []
      : [
          `It is limited to ${targets.length === 1 ? code(targets[0] ?? "") : `${targets.length} addresses`}.`,
        ]),
  ].join(" ");
}
