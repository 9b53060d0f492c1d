import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { probePython } from "../../toolchain/moto/python";
import { projectFolder } from "../home/lake-home";
import { makePrivateFolder } from "../home/private-files";
import { checkStateFormat, writeStateFormat } from "./state-format";
import type { StateWriter } from "./state-format";

/** Folders of an embedded AWS. */
export interface StateFolders {
  /** What is kept: one subfolder for each part, such as `s3` and `control-plane`. */
  readonly stateFolder: string;
  /** What a part can make again; emptied at each start. */
  readonly scratchFolder: string;
}

/**
 * Opens the state of an embedded AWS for the parts that read and write it: checks its format, marks it with the versions
 * that write it from now on, and empties the scratch folder.
 *
 * @param motoPython interpreter of the control plane
 * @throws UserError if this version can't read the state, which stays as it is
 */
export async function openState(
  { stateFolder, scratchFolder }: StateFolders,
  motoPython: string,
): Promise<void> {
  const writer = await stateWriter(motoPython);
  checkStateFormat(stateFolder, writer);
  rmSync(scratchFolder, { recursive: true, force: true });
  makePrivateFolder(stateFolder);
  makePrivateFolder(scratchFolder);
  writeStateFormat(stateFolder, writer);
}

/** The versions that read and write a state with an interpreter. */
export async function stateWriter(motoPython: string): Promise<StateWriter> {
  const found = await probePython(motoPython);
  if (found?.moto == null) throw new Error(`${motoPython} is not a Python with moto`);
  return { project: projectVersion(), moto: found.moto, python: found.version };
}

function projectVersion(): string {
  const text = readFileSync(path.join(projectFolder, "package.json"), "utf8");
  // This project's own file, which npm requires to have a version.
  return (JSON.parse(text) as { readonly version: string }).version;
}
