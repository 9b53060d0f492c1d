import { existsSync } from "node:fs";
import type { LakeHome } from "../../../local/home/lake-home";
import { emulatorState } from "../../../local/lifecycle/emulator-state";
import { confirmName } from "../../destroy/confirm-name";
import type { Confirmation } from "../../destroy/confirm-name";
import { LOCAL } from "../../target/local-emulator";
import type { Output } from "../../terminal/output";
import { describeContents, lakeContents } from "./lake-contents";
import type { LakeContents } from "./lake-contents";

/** How a lake is lost. */
export interface LossProps extends Required<Confirmation> {
  /** Whether nobody is asked. */
  readonly yes: boolean;
}

/**
 * Says what a home's lake holds that will be lost, and lets a person confirm it.
 *
 * @returns what it holds; undefined if there is no lake
 * @throws UserError if nobody confirms
 */
export async function confirmLoss(
  output: Output,
  home: LakeHome,
  { yes, ...confirmation }: LossProps,
): Promise<LakeContents | undefined> {
  if (!existsSync(home.runFolder)) return undefined;
  const found = await emulatorState(home).catch(() => undefined);
  const endpointUrl = found?.state === "running" ? found.emulator.endpointUrl : undefined;
  const contents = await lakeContents(home, endpointUrl);
  output.note(
    `Everything in ${contents.folder} will be ${confirmation.participle}: ${describeContents(contents)}.`,
  );
  if (!yes) await confirmName(LOCAL, confirmation);
  return contents;
}
