import { existsSync, readFileSync } from "node:fs";
import { UserError } from "../../errors/user-error";

/** The used part of a Terraform state. */
export interface TerraformState {
  readonly resources: readonly StateResource[];
}

/** A resource, or a data source, of a state. */
export interface StateResource {
  readonly mode?: "managed" | "data";
  /** Its module; missing for the root. */
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly {
    readonly index_key?: number | string;
    readonly attributes?: Readonly<Record<string, unknown>>;
  }[];
}

/** A state file; undefined if it does not exist or is empty. */
export function readStateFile(file: string): TerraformState | undefined {
  return existsSync(file) ? parseState(readFileSync(file, "utf8"), file) : undefined;
}

/**
 * Parses a Terraform state; undefined if it is empty.
 *
 * @param from its source, for the message
 * @throws UserError if it is not a state
 */
export function parseState(text: string, from: string): TerraformState | undefined {
  if (text.trim() === "") return undefined;
  const state = parseJson(text);
  if (!isState(state)) {
    throw new UserError(
      `${from} is not a Terraform state.`,
      "Terraform may have been killed while it wrote the file. Next to it is a copy with the suffix .backup.",
    );
  }
  return state.resources.length === 0 ? undefined : state;
}

/** Whether a state contains a resource. */
export function hasResource(state: TerraformState | undefined, address: string): boolean {
  return (state?.resources ?? []).some(({ type, name }) => `${type}.${name}` === address);
}

/**
 * Whether a state contains all resources of another. Their lineage does not help: Terraform assigns a new one to a state
 * that is pushed to an empty backend.
 */
export function containsState(state: TerraformState | undefined, other: TerraformState): boolean {
  const known = new Set(identities(state));
  return identities(other).every((identity) => known.has(identity));
}

function identities(state: TerraformState | undefined): string[] {
  return (state?.resources ?? []).flatMap(({ type, name, instances }) =>
    instances.map(({ attributes }) => JSON.stringify([type, name, attributes?.id])),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isState(value: unknown): value is TerraformState {
  // Checked below before it counts as a state.
  const resources = (value as Partial<TerraformState> | null | undefined)?.resources;
  return (
    Array.isArray(resources) &&
    resources.every((resource: Partial<StateResource>) => Array.isArray(resource.instances))
  );
}
