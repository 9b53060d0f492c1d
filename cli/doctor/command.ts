import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";

/** `lake doctor`. */
export const declareDoctor: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "doctor",
    "check what a deployment needs: programs, packages, credentials, state bucket, price, time",
  )
    .option("--env <name>", "environment in config/environments.ts", "local")
    .action(lazyAction(async () => (await import("./doctor-command")).doctorCommand));
};
