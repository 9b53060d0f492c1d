import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../errors/user-error";
import { trinoReadsAsItself } from "../../local/athena/trino/server/reads-as-itself";
import type { LakeHome } from "../../local/home/lake-home";
import { readSqlEngine } from "../../local/lifecycle/sql-engine-state";
import type { TrinoChoice } from "../../local/lifecycle/trino-arguments";
import { resolveEnvironment } from "../../model/environment/resolve-environment";
import { trinoMemoryRange } from "../../model/environment/settings/emulator-settings";
import { findTrino } from "../../toolchain/trino/trino";
import { requireEnvironment } from "../target/require-environment";
import { LOCAL } from "../target/local-emulator";
import type { Output } from "../terminal/output";
import type { EmulatorOptions } from "./existing-emulator";

/** Environment variable with the largest Java heap of Trino in MiB. */
const HEAP_VARIABLE = "LAKE_TRINO_HEAP";

const POLL_MS = 500;

/**
 * Finds or installs Trino if the options, or else the local environment, choose it.
 *
 * @returns undefined for the engine `duckdb`
 * @throws UserError if it can't be used
 */
export async function chooseTrino(
  output: Output,
  { toolsFolder }: Pick<LakeHome, "toolsFolder">,
  { sqlEngine, enforceIam }: Pick<EmulatorOptions, "sqlEngine" | "enforceIam">,
): Promise<TrinoChoice | undefined> {
  const { emulator: configured } = resolveEnvironment(requireEnvironment(LOCAL));
  // The local environment always has an emulator; only the type allows none.
  if (configured === undefined || (sqlEngine ?? configured.sqlEngine) === "duckdb") {
    return undefined;
  }
  if (enforceIam === true) throw trinoReadsAsItself();
  const memoryMiB = trinoMemory(configured.trinoMemoryMiB, process.env[HEAP_VARIABLE]);
  const source = await output.step("Find Trino", (progress) =>
    findTrino({ toolsFolder, progress }),
  );
  return { source, memoryMiB };
}

/**
 * Largest Java heap in MiB.
 *
 * @throws UserError for a variable that is not a whole number in Trino's range
 */
export function trinoMemory(configured: number, variable: string | undefined): number {
  if (variable === undefined || variable === "") return configured;
  const { min, max } = trinoMemoryRange;
  const memory = Number(variable);
  if (/^\d+$/.test(variable) && memory >= min && memory <= max) return memory;
  throw new UserError(
    `${HEAP_VARIABLE} is ${JSON.stringify(variable)}, expected a whole number of MiB from ${min} to ${max}.`,
    `Set it for example to ${configured}, or unset it.`,
  );
}

/** Waits until the server of the engine `trino` answers. @throws UserError with the reason if it did not start */
export async function waitForTrino(output: Output, endpointUrl: string): Promise<void> {
  await output.step("Wait for Trino", async () => {
    for (;;) {
      const status = await readSqlEngine(endpointUrl);
      if (status?.engine !== "trino" || status.state === "ready") return;
      if (status.state === "failed") {
        throw new UserError(
          status.reason ?? "Trino did not start.",
          "Read its log; npx lake up --sql-engine duckdb works without it.",
        );
      }
      await sleep(POLL_MS);
    }
  });
}
