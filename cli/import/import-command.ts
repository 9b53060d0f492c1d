import type { Environment } from "../../model/environment/environment";
import { importBlocks } from "../../model/environment/existing-resources";
import type { ExistingResources, ImportBlock } from "../../model/environment/existing-resources";
import { UserError } from "../../errors/user-error";
import { requireCallerAccount } from "../target/caller-account";
import { clientsFor } from "../target/environment-clients";
import {
  isResourceListFile,
  listStackResources,
  readResourceList,
} from "./cloudformation-resources";
import type { StackResources } from "./cloudformation-resources";
import { existingResources, mapResources } from "./kept-resources";
import type { MappedResource } from "./kept-resources";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import { foldLines } from "../terminal/layout/fold-lines";
import { renderTable } from "../terminal/layout/render-table";
import { findDataset } from "../target/find-dataset";

/** Options of `lake import`. */
export interface ImportOptions {
  /** A file, `-` for standard input, or the name of a stack. */
  readonly fromStack: string;
  readonly env: string;
  readonly dataset?: string;
  /** `LOGICAL_ID=SETTING` each. */
  readonly map: readonly string[];
}

/** What `lake import --json` prints. */
interface Import {
  readonly environment: string;
  readonly accountId: string;
  /** For config/environments.ts. */
  readonly existing: ExistingResources;
  /** Import blocks of the stack. */
  readonly imports: readonly ImportBlock[];
  readonly resources: readonly MappedResource[];
}

/**
 * `lake import --from-stack FILE|NAME --env NAME`: reads the resources of the article's CloudFormation stack, and prints the
 * settings with which an environment keeps them. It changes nothing.
 */
export async function importCommand(output: Output, options: ImportOptions): Promise<void> {
  const environment = requireEnvironment(options.env);
  const dataset = findDataset(options.dataset).name;
  const choices = parseChoices(options.map);
  const { resources, accountId } = await output.step(`Read ${options.fromStack}`, () =>
    readStack(options.fromStack, environment),
  );
  const mapped = mapResources(resources, choices);
  const existing = existingResources(mapped, dataset);
  const { region } = environment;
  const imports = importBlocks(existing, { region, accountId });
  const document: Import = {
    environment: environment.name,
    accountId,
    existing,
    imports,
    resources: mapped,
  };
  output.verbatim(document, renderImport);
}

async function readStack(
  source: string,
  environment: Environment,
): Promise<StackResources & { readonly accountId: string }> {
  const isFile = isResourceListFile(source);
  const list = isFile ? await readResourceList(source) : await readDeployed(source, environment);
  const { name, region } = environment;
  if (list.resources.length === 0) {
    throw new UserError(
      `${source} has no resources.`,
      "Give the stack that created the data lake.",
    );
  }
  if (list.region !== undefined && list.region !== region) {
    throw new UserError(
      `The stack is in ${list.region}, but ${name} is in ${region}.`,
      `Set region: "${list.region}" for ${name} in config/environments.ts.`,
    );
  }
  const accountId = environment.accountId ?? list.accountId;
  if (accountId === undefined) {
    throw new UserError(
      `Neither ${source} nor the environment ${name} has the account of the stack.`,
      `Set accountId for ${name} in config/environments.ts, or list the stack with describe-stack-resources.`,
    );
  }
  if (list.accountId !== undefined && list.accountId !== accountId) {
    throw new UserError(
      `The stack is in account ${list.accountId}, but ${name} is in ${accountId}.`,
      `Choose another environment, or change accountId of ${name} in config/environments.ts.`,
    );
  }
  return { ...list, accountId };
}

async function readDeployed(stack: string, environment: Environment): Promise<StackResources> {
  const { region } = environment;
  const clients = await clientsFor(environment, region);
  try {
    const accountId = await requireCallerAccount(environment, clients.sts);
    return { ...(await listStackResources(clients.cloudFormation, stack)), accountId, region };
  } finally {
    clients.destroy();
  }
}

function parseChoices(choices: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    choices.map((choice) => {
      const [logicalId = "", setting = "", ...rest] = choice.split("=");
      if (logicalId !== "" && setting !== "" && rest.length === 0) return [logicalId, setting];
      throw new UserError(
        `--map is invalid: received "${choice}".`,
        "Expected a logical id and a setting, for example --map KinesisKey=streamKeyId",
      );
    }),
  );
}

function renderImport({ environment, accountId, existing, imports, resources }: Import): string {
  return [
    renderTable(
      ["resource", "type", "name", "setting", "why it is not kept"],
      resources.map(({ logicalId, type, physicalId, setting, reason }) => [
        logicalId,
        type,
        physicalId,
        setting ?? null,
        reason ?? null,
      ]),
    ),
    foldLines(
      `${imports.length} of ${resources.length} are kept. For ${environment} in config/environments.ts:`,
    ),
    "",
    settingText("accountId", accountId),
    settingText("existing", existing),
    "",
    foldLines(
      `Then \`npx cdktf diff ${environment}\` has to show no replacement. docs/deploy/migrating-from-the-article.md has every step.`,
    ),
  ].join("\n");
}

/** A setting in the syntax of a TypeScript file. */
function settingText(name: string, value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(/"([A-Za-z_]\w*)":/g, "$1:");
  return `    ${name}: ${text.replaceAll("\n", "\n    ")},`;
}
