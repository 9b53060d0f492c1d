import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../../../errors/error-code";
import { isRecord } from "../../../errors/is-record";
import type { LakeHome } from "../../../local/home/lake-home";

/** File of Terraform's state in Terraform's folder, as `config/local-environment.ts` names it. */
export const LOCAL_STATE_FILE = "local.tfstate";

/** Terraform's state of the stack `local`, which its local backend keeps in one file. */
export interface LocalState {
  /** `damaged`: the file is cut off, or something else. */
  readonly condition: "good" | "damaged" | "missing";
  /** SHA-256 of the file, as hexadecimal digits; undefined unless the state is good. */
  readonly digest?: string;
  /** The stack's outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Of its resources. */
  readonly addresses: ReadonlySet<string>;
}

/**
 * Reads Terraform's state of the stack `local`; no Terraform may run at the same time.
 *
 * @param name of the file. @default {@link LOCAL_STATE_FILE}
 */
export function readLocalState(
  { terraformFolder }: Pick<LakeHome, "terraformFolder">,
  name = LOCAL_STATE_FILE,
): LocalState {
  const nothing = { outputs: {}, addresses: new Set<string>() };
  let text: string;
  try {
    text = readFileSync(path.join(terraformFolder, name), "utf8");
  } catch (error) {
    return { condition: errorCode(error) === "ENOENT" ? "missing" : "damaged", ...nothing };
  }
  const state = parse(text);
  if (!isRecord(state) || !("serial" in state)) return { condition: "damaged", ...nothing };
  return {
    condition: "good",
    digest: createHash("sha256").update(text).digest("hex"),
    outputs: outputsOf(state),
    addresses: addressesOf(state),
  };
}

/** Whether a Terraform that had locked the state was killed, or has it locked now. */
export function hasStateLock({ terraformFolder }: Pick<LakeHome, "terraformFolder">): boolean {
  // Terraform removes this file when it releases its lock, which a killed one can't. The lock itself ends with its process.
  return existsSync(path.join(terraformFolder, ".local.tfstate.lock.info"));
}

/** Of the state's format 4, which every supported Terraform writes: `{"name": {"value", "type"}}`. */
function outputsOf(state: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const outputs = isRecord(state.outputs) ? Object.entries(state.outputs) : [];
  return Object.fromEntries(
    outputs.map(([name, output]) => [name, isRecord(output) ? output.value : undefined]),
  );
}

/** Of the same format: `[{"mode", "type", "name"}]`; the stack has no modules. */
function addressesOf({ resources }: Readonly<Record<string, unknown>>): Set<string> {
  const all: readonly unknown[] = Array.isArray(resources) ? resources : [];
  return new Set(
    all.flatMap((each) =>
      isRecord(each) && each.mode === "managed"
        ? [`${String(each.type)}.${String(each.name)}`]
        : [],
    ),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
