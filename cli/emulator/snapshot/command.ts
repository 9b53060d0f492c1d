import { declareCommand, lazyAction } from "../../command-line/declare-command";
import type { CommonOptions, DeclareCommand } from "../../command-line/declare-command";
import type { ConfirmedOptions, SnapshotOptions } from "./snapshot-commands";

const NAME = "name of the snapshot";
const YES = "do not ask for a name";

/** `lake snapshot save`, `load`, `list` and `delete`. */
export const declareSnapshot: DeclareCommand = (parent) => {
  const snapshot = parent
    .command("snapshot")
    .description("save the lake of this machine under a name, and go back to it")
    .helpCommand(false);
  const save = lazyAction<SnapshotOptions>(
    async () => (await import("./snapshot-commands")).snapshotSaveCommand,
  );
  declareCommand(snapshot, "save", "save everything that is deployed and in the lake", [
    "npx lake snapshot save before-the-test",
  ])
    .argument("<name>", NAME)
    .action((name: string, options: CommonOptions) => save({ ...options, name }));
  const load = lazyAction<ConfirmedOptions>(
    async () => (await import("./snapshot-commands")).snapshotLoadCommand,
  );
  declareCommand(snapshot, "load", "stop the embedded AWS, and replace the lake by a snapshot", [
    "npx lake snapshot load before-the-test",
    "npx lake up",
  ])
    .argument("<snapshot>", NAME)
    .option("--yes", YES, false)
    .action((name: string, options: Omit<ConfirmedOptions, "name">) => load({ ...options, name }));
  declareCommand(snapshot, "list", "show the snapshots and their sizes", [
    "npx lake snapshot list",
  ]).action(lazyAction(async () => (await import("./snapshot-commands")).snapshotListCommand));
  const remove = lazyAction<ConfirmedOptions>(
    async () => (await import("./snapshot-commands")).snapshotDeleteCommand,
  );
  declareCommand(snapshot, "delete", "delete a snapshot", [
    "npx lake snapshot delete before-the-test",
  ])
    .argument("<snapshot>", NAME)
    .option("--yes", YES, false)
    .action((name: string, options: Omit<ConfirmedOptions, "name">) =>
      remove({ ...options, name }),
    );
};
