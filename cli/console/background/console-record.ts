import { rmSync } from "node:fs";
import { InvalidFileError, jsonFile, readJsonFile } from "../../../local/home/json-file";
import type { LakeHome } from "../../../local/home/lake-home";
import { writePrivateFile } from "../../../local/home/private-files";
import { processMembers, processProperties } from "../../../local/home/process-schema";
import type { ProcessIdentity } from "../../../local/processes/process-identity";

/** A console that a process serves in the background. */
export interface ServedConsole extends ProcessIdentity {
  /** With the token, which is why the file is private. */
  readonly address: string;
}

const record = jsonFile<ServedConsole>(
  "The record of the console",
  "Remove the file; npx lake up writes it again.",
  {
    type: "object",
    properties: {
      ...processProperties,
      address: { type: "string", pattern: "^http://127\\.0\\.0\\.1:[1-9]\\d{0,4}/#token=[\\w-]+$" },
    },
    required: [...processMembers, "address"],
    additionalProperties: false,
  },
);

/** The console of a home, as it was recorded when it started; undefined if there is none, or its record can't be trusted. */
export function readConsoleRecord(home: LakeHome): ServedConsole | undefined {
  try {
    return readJsonFile(home.consoleFile, record);
  } catch (error) {
    if (error instanceof InvalidFileError) return undefined;
    throw error;
  }
}

/** Records the console of a home, in place of an earlier one. */
export function writeConsoleRecord(home: LakeHome, served: ServedConsole): void {
  writePrivateFile(home.consoleFile, `${JSON.stringify(served)}\n`);
}

/** Removes the record of a home's console. */
export function removeConsoleRecord(home: LakeHome): void {
  rmSync(home.consoleFile, { force: true, recursive: true });
}
