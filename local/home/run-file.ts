import { rmSync } from "node:fs";
import { jsonFile, readJsonFile } from "./json-file";
import type { LakeHome } from "./lake-home";
import { writePrivateFile } from "./private-files";
import type { ProcessIdentity } from "../processes/process-identity";

/** Version of the run file's form; another one is another program's, older or newer. */
const VERSION = 2;

/** An embedded AWS, as its run file names it. */
export interface RunningEmulator extends ProcessIdentity {
  /** Always of the loopback interface. */
  readonly endpointUrl: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Whether every call of a role must be allowed by the deployed policies. */
  readonly enforceIam: boolean;
  /** The process of moto. */
  readonly controlPlane: ProcessIdentity;
  /** There once it ended by itself. */
  readonly ended?: EmulatorEnd;
}

/** How an embedded AWS ended that nobody stopped. */
export interface EmulatorEnd {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** A sentence. */
  readonly reason: string;
}

/** Never 1, nor a number that means a group or everybody to `kill`. */
const pid = { type: "integer", minimum: 2 } as const;
const text = { type: "string", maxLength: 16_384 } as const;
const moment = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$" } as const;

const runRecord = jsonFile<RunningEmulator & { readonly version: number }>(
  "The run file of the embedded AWS",
  "No command guesses where it leads. End what it was of, and remove it: npx lake down",
  {
    type: "object",
    properties: {
      version: { type: "integer", const: VERSION },
      pid,
      startTime: text,
      commandLine: text,
      endpointUrl: { type: "string", pattern: "^http://127\\.0\\.0\\.1:[1-9]\\d{0,4}$" },
      startedAt: moment,
      enforceIam: { type: "boolean" },
      controlPlane: {
        type: "object",
        properties: { pid, startTime: text, commandLine: text },
        required: ["pid", "startTime", "commandLine"],
        additionalProperties: false,
      },
      ended: {
        type: "object",
        properties: { at: moment, reason: text },
        required: ["at", "reason"],
        additionalProperties: false,
        nullable: true,
      },
    },
    required: [
      ...(["version", "pid", "startTime", "commandLine", "endpointUrl", "startedAt"] as const),
      ...(["enforceIam", "controlPlane"] as const),
    ],
    additionalProperties: false,
  },
);

/**
 * Reads which embedded AWS a home has.
 *
 * @returns undefined when there is none
 * @throws RecordError when the file can't be relied on
 */
export function readRunFile(home: LakeHome): RunningEmulator | undefined {
  const record = readJsonFile(home.runFile, runRecord);
  if (record === undefined) return undefined;
  // Of the file's form only; `writeRunFile` sets it.
  const { version, ...emulator } = record;
  void version;
  return emulator;
}

/** Says which embedded AWS a home has. */
export function writeRunFile(home: LakeHome, emulator: RunningEmulator): void {
  writePrivateFile(home.runFile, `${JSON.stringify({ ...emulator, version: VERSION })}\n`);
}

/** Says that a home has none. */
export function removeRunFile(home: LakeHome): void {
  rmSync(home.runFile, { force: true, recursive: true });
}
