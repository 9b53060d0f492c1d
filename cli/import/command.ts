import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { DeclareCommand } from "../command-line/declare-command";
import { datasetOption, repeatable, requiredEnvironmentOption } from "../command-line/options";

/** `lake import`. */
export const declareImport: DeclareCommand = (parent) => {
  declareCommand(
    parent,
    "import",
    "find the settings that keep the resources of the article's CloudFormation stack",
    [
      "npx lake import --env prod --from-stack resources.json",
      "npx lake import --env prod --from-stack datalake --map DataBucket=lakeBucket",
    ],
  )
    .requiredOption(
      "--from-stack <file-or-name>",
      "JSON list of the stack's resources, or the stack's name",
    )
    .addOption(requiredEnvironmentOption())
    .addOption(datasetOption("the first"))
    .option(
      "--map <id=setting>",
      "setting for a resource that is not matched by its name; repeatable",
      repeatable,
      [],
    )
    .action(lazyAction(async () => (await import("./import-command")).importCommand));
};
