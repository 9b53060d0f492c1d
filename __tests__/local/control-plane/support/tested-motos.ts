import { lakeHome } from "../../../../local/home/lake-home";
import { findInstalledMoto } from "../../../../toolchain/moto/moto-install";
import { probePython, pythonCommands } from "../../../../toolchain/moto/python";
import { TESTED_MOTOS } from "../../../../toolchain/versions";

/** A supported moto on this machine. */
export interface FoundMoto {
  readonly version: string;
  readonly python: string;
}

/** Finds every supported version of moto on PATH or in the project's folder, each version once. */
export async function testedMotos(): Promise<readonly FoundMoto[]> {
  const found = new Map<string, FoundMoto>();
  const commands = pythonCommands(process.env.PATH ?? "");
  const pythons = await Promise.all(commands.map((command) => probePython(command)));
  for (const python of [
    ...pythons,
    await findInstalledMoto(lakeHome().toolsFolder, process.platform),
  ]) {
    const version = python?.moto;
    if (python === undefined || typeof version !== "string" || python.missingModules.length > 0)
      continue;
    if (!TESTED_MOTOS.some((tested) => tested.version === version)) continue;
    found.set(version, { version, python: python.executable });
  }
  return [...found.values()];
}
