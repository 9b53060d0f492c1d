import { existsSync, readFileSync } from "node:fs";
import { UserError } from "../../errors/user-error";

/** What is of use here in a Terraform state. */
export interface TerraformState {
  readonly resources: readonly StateResource[];
}

interface StateResource {
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes?: { readonly id?: unknown } }[];
}

/** A state file, or nothing when there is none or it holds nothing. */
export function readStateFile(file: string): TerraformState | undefined {
  return existsSync(file) ? parseState(readFileSync(file, "utf8"), file) : undefined;
}

/**
 * A state as Terraform keeps it, or nothing for an empty one.
 *
 * @param from where it comes from, for the message
 * @throws UserError when it is no state
 */
export function parseState(text: string, from: string): TerraformState | undefined {
  if (text.trim() === "") return undefined;
  const state = parseJson(text);
  if (!isState(state)) {
    throw new UserError(
      `${from} holds no Terraform state.`,
      "Look at it: Terraform may have been killed while it wrote. A copy beside it ends in .backup.",
    );
  }
  return state.resources.length === 0 ? undefined : state;
}

/** Whether a state has an element at an address. */
export function hasResource(state: TerraformState | undefined, address: string): boolean {
  return (state?.resources ?? []).some(({ type, name }) => `${type}.${name}` === address);
}

/**
 * Whether a state knows all that another knows. Their lineage would not tell: Terraform gives a state that is pushed to
 * an empty place a new one.
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
  // Looked at before it counts as a state.
  const resources = (value as Partial<TerraformState> | null | undefined)?.resources;
  return (
    Array.isArray(resources) &&
    resources.every((resource: Partial<StateResource>) => Array.isArray(resource.instances))
  );
}
