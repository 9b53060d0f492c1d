import { rmSync } from "node:fs";
import { SQL_ENGINES, type SqlEngine } from "../athena/trino/server/engine-settings";
import { jsonFile, readJsonFile } from "./json-file";
import type { LakeHome } from "./lake-home";
import { writePrivateFile } from "./private-files";
import { processMembers, processProperties } from "./process-schema";
import type { ProcessIdentity } from "../processes/process-identity";

/** Version of the file's schema. */
const VERSION = 2;

/** A running embedded AWS, as recorded in its run file. */
export interface RunningEmulator extends ProcessIdentity {
  /** Always on the loopback interface. */
  readonly endpointUrl: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Whether each call of a role must be allowed by the deployed policies. */
  readonly enforceIam: boolean;
  /** Which program answers queries. @default "duckdb" */
  readonly sqlEngine?: SqlEngine;
  /** The moto process. */
  readonly controlPlane: ProcessIdentity;
  /** Set when it exited unexpectedly. */
  readonly ended?: EmulatorEnd;
}

/** Why an embedded AWS exited unexpectedly. */
export interface EmulatorEnd {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** A sentence. */
  readonly reason: string;
}

const text = { type: "string", maxLength: 16_384 } as const;
const moment = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$" } as const;

const runRecord = jsonFile<RunningEmulator & { readonly version: number }>(
  "The run file of the embedded AWS",
  "Stop the embedded AWS and remove the file: npx lake down",
  {
    type: "object",
    properties: {
      version: { type: "integer", const: VERSION },
      ...processProperties,
      endpointUrl: { type: "string", pattern: "^http://127\\.0\\.0\\.1:[1-9]\\d{0,4}$" },
      startedAt: moment,
      enforceIam: { type: "boolean" },
      sqlEngine: { type: "string", enum: SQL_ENGINES, nullable: true },
      controlPlane: {
        type: "object",
        properties: processProperties,
        required: processMembers,
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
      ...processMembers,
      ...(["version", "endpointUrl", "startedAt", "enforceIam", "controlPlane"] as const),
    ],
    additionalProperties: false,
  },
);

/**
 * Reads the run file of a home.
 *
 * @returns undefined if there is none
 * @throws InvalidFileError if the file can't be trusted
 */
export function readRunFile(home: LakeHome): RunningEmulator | undefined {
  const record = readJsonFile(home.runFile, runRecord);
  if (record === undefined) return undefined;
  // Part of the file only; `writeRunFile` adds it.
  const { version, ...emulator } = record;
  void version;
  return emulator;
}

/** Writes the run file of a home. */
export function writeRunFile(home: LakeHome, emulator: RunningEmulator): void {
  writePrivateFile(home.runFile, `${JSON.stringify({ ...emulator, version: VERSION })}\n`);
}

/** Removes the run file of a home. */
export function removeRunFile(home: LakeHome): void {
  rmSync(home.runFile, { force: true, recursive: true });
}
