import { createServer } from "node:net";
import { freemem } from "node:os";
import { emulatorState } from "../../../local/lifecycle/emulator-state";
import { DEFAULT_PORT } from "../../../local/lifecycle/emulator-options";
import { lakeHome } from "../../../local/home/lake-home";
import { resolveEnvironment } from "../../../model/environment/resolve-environment";
import { findJava } from "../../../toolchain/trino/java";
import { TRINO_JAVA_RELEASE } from "../../../toolchain/versions";
import { describeOutage, outageAdvice } from "../../target/local-emulator";
import { checked, notChecked, ok, problem } from "../doctor-check";
import type { DoctorCheck } from "../doctor-check";
import type { DoctorProps } from "./doctor-props";

const MIB = 1024 ** 2;

/**
 * Memory of a first deployment: 1.15 GiB were measured for Terraform, its provider, moto and the embedded AWS together; the
 * rest is for the delivery.
 */
const MEMORY_MIB = 1_536;

/** Checks of what the embedded AWS needs besides its programs. */
export async function emulatorChecks({ environment }: DoctorProps): Promise<DoctorCheck[]> {
  const { emulator } = resolveEnvironment(environment);
  const usesTrino = emulator?.sqlEngine === "trino";
  const memoryMiB = MEMORY_MIB + (usesTrino ? emulator.trinoMemoryMiB : 0);
  return [
    await checked("port", () => portCheck()),
    memoryCheck(Math.round(freeMemory() / MIB), memoryMiB),
    usesTrino
      ? await checked("Java", async () => {
          const { executable, release } = await findJava(TRINO_JAVA_RELEASE);
          return ok("Java", `${release} (${executable}); ${TRINO_JAVA_RELEASE} or newer is needed`);
        })
      : notChecked("Java", 'only the SQL engine "trino" needs it'),
    notChecked("Docker", "nothing in this configuration uses it"),
  ];
}

/** Memory that programs can still get: what the system caches of files counts as free. */
function freeMemory(): number {
  // Since Node.js 20.13; 20.19 is the minimum.
  return process.availableMemory?.() ?? freemem();
}

/** @param freeMiB memory that is available */
export function memoryCheck(freeMiB: number, neededMiB: number): DoctorCheck {
  const detail = `${freeMiB} MiB free; about ${neededMiB} MiB are needed`;
  return freeMiB >= neededMiB
    ? ok("memory", detail)
    : problem("memory", detail, "Close other programs, or use a machine with more memory.");
}

async function portCheck(): Promise<DoctorCheck> {
  const found = await emulatorState(lakeHome());
  if (found.state === "running") {
    return ok("port", `the embedded AWS runs at ${found.emulator.endpointUrl}`);
  }
  if (found.state === "unresponsive") {
    return problem("port", describeOutage(found), outageAdvice(found));
  }
  return freePort(DEFAULT_PORT);
}

/** Whether the embedded AWS could listen on a port. */
export async function freePort(port: number): Promise<DoctorCheck> {
  const server = createServer();
  const error = await new Promise<Error | undefined>((resolve) => {
    server.once("error", resolve);
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  if (error !== undefined) {
    return problem(
      "port",
      `another program uses port ${port} of 127.0.0.1`,
      "End that program, or use another port: npx lake up --port N",
    );
  }
  await new Promise((resolve) => server.close(resolve));
  return ok("port", `${port} of 127.0.0.1 is free`);
}
