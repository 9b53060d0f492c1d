import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../../errors/is-record";
import { writePrivateFile } from "../../../local/home/private-files";
import type { ImportBlock } from "../../../model/environment/existing-resources";
import { localClients } from "../../target/local-clients";
import { LOCAL } from "../../target/local-emulator";
import { requireEnvironment } from "../../target/require-environment";
import { adoptableTypes } from "./adoptable-types";
import type { AdoptableType, TextArguments } from "./adoptable-types";

/** Terraform reads it together with the stack. */
const FILE = "adopted.tf.json";

/** A reference to an argument of another resource, as CDKTF writes it. */
const REFERENCE = /^\$\{(aws_\w+)\.(\w+)\.(\w+)\}$/;

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A resource of the stack, of a type that can be adopted. */
export interface FoundResource {
  readonly address: string;
  /** For Terraform's import. */
  readonly id: string;
  /** Whether it is deployed. */
  readonly exists: boolean;
}

/** Looks which resources of a synthesized stack are deployed, whatever Terraform's state says. */
export async function findResources(
  stackFolder: string,
  endpointUrl: string,
): Promise<FoundResource[]> {
  const clients = localClients(endpointUrl, requireEnvironment(LOCAL).region);
  try {
    return await Promise.all(
      adoptableIn(stackFolder).map(async ({ address, type, named }) => ({
        address,
        id: type.id(named),
        exists: await isThere(type.exists(clients, named)),
      })),
    );
  } finally {
    clients.destroy();
  }
}

/**
 * Makes the next apply take resources into Terraform's state: those of an apply that was killed while it created them.
 * Otherwise their creation would fail, or they would have to be deleted with what they hold.
 *
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function adoptResources(stackFolder: string, resources: readonly FoundResource[]): void {
  forgetAdopted(stackFolder);
  if (resources.length === 0) return;
  const blocks: ImportBlock[] = resources.map(({ address, id }) => ({ to: address, id }));
  writePrivateFile(path.join(stackFolder, FILE), JSON.stringify({ import: blocks }));
}

/** Undoes {@link adoptResources} for later applies. */
export function forgetAdopted(stackFolder: string): void {
  rmSync(path.join(stackFolder, FILE), { force: true });
}

/** The resources of a stack whose type can be adopted, with their arguments. */
function adoptableIn(
  stackFolder: string,
): { readonly address: string; readonly type: AdoptableType; readonly named: TextArguments }[] {
  const text = readFileSync(path.join(stackFolder, "cdk.tf.json"), "utf8");
  // CDKTF writes resources by type and name.
  const { resource = {} } = JSON.parse(text) as { resource?: Resources };
  return Object.entries(adoptableTypes).flatMap(([name, type]) =>
    Object.entries(resource[name] ?? {}).map(([each, block]) => ({
      ...{ address: `${name}.${each}`, type },
      named: textArguments(resource, block),
    })),
  );
}

function textArguments(resources: Resources, block: unknown): TextArguments {
  const all = isRecord(block) ? Object.entries(block) : [];
  return Object.fromEntries(
    all.flatMap(([name, value]) => {
      const text = resolve(resources, value);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function resolve(resources: Resources, value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const [, type = "", name = "", argument = ""] = REFERENCE.exec(value) ?? [];
  const referenced = resources[type]?.[name];
  if (!isRecord(referenced)) return value;
  return resolve(resources, referenced[argument]) ?? value;
}

/** Whether an answer says so, or is none of a service that does not find it. */
async function isThere(answer: Promise<unknown>): Promise<boolean> {
  try {
    return (await answer) !== false;
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    // Athena has no error of its own for a workgroup that is not there.
    if (/NotFound|NoSuch|^InvalidRequestException$/.test(name)) return false;
    throw error;
  }
}
