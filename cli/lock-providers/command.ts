import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { repeatable } from "../command-line/options";

/** `lake lock-providers`. */
export const declareLockProviders: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "lock-providers",
    "lock the versions and checksums of Terraform's providers in .terraform.lock.hcl",
    ["npx lake lock-providers", "npx lake lock-providers --platform linux_arm64 --upgrade"],
  )
    .option(
      "--platform <system_processor>",
      "platform to lock for; repeatable (default: Linux and macOS, each on amd64 and arm64)",
      repeatable,
      [],
    )
    .option("--mirror <folder>", "read a filesystem mirror instead of the registry")
    .option("--upgrade", "take the newest version that the stack allows", false)
    .action(
      lazyAction(async () => (await import("./lock-providers-command")).lockProvidersCommand),
    );
};
