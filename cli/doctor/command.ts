import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { environmentOption } from "../command-line/options";

/** `lake doctor`. */
export const declareDoctor: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "doctor",
    "check what a deployment needs: programs, packages, credentials, state bucket, price, time",
    ["npx lake doctor", "npx lake doctor --env dev"],
  )
    .addOption(environmentOption())
    .action(lazyAction(async () => (await import("./doctor-command")).doctorCommand));
};
