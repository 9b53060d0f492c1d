import path from "node:path";
import {
  findEnvironment,
  installEnvironment,
  pipByHand,
  type InstallEnvironmentProps,
  type PinnedEnvironment,
} from "../python/pinned-environment";
import { MOTO_VERSION } from "../versions";
import { probePython } from "./python";
import type { Python } from "./python";

/** The pinned packages of moto. moto-requirements.in describes how it is generated. */
export const MOTO_REQUIREMENTS_FILE = path.join(__dirname, "moto-requirements.txt");

/** Options of {@link installMoto}. */
export interface InstallMotoProps extends InstallEnvironmentProps {
  /** pip requirements with hashes. @default MOTO_REQUIREMENTS_FILE */
  readonly requirementsFile?: string;
}

/**
 * Finds the moto installed in the tools folder; `undefined` if there is none, if its Python no longer exists, or if the
 * requirements have changed.
 */
export async function findInstalledMoto(
  toolsFolder: string,
  platform: NodeJS.Platform,
  requirementsFile = MOTO_REQUIREMENTS_FILE,
): Promise<Python | undefined> {
  return findEnvironment(motoEnvironment(requirementsFile), toolsFolder, platform);
}

/**
 * Installs the pinned moto in a virtual environment.
 *
 * @throws UserError that distinguishes: no Python, too old, no venv module, venv failed, pip failed
 */
export async function installMoto(props: InstallMotoProps): Promise<Python> {
  const { requirementsFile = MOTO_REQUIREMENTS_FILE } = props;
  return installEnvironment(motoEnvironment(requirementsFile), props);
}

function motoEnvironment(requirementsFile: string): PinnedEnvironment<Python> {
  return {
    folder: `moto-${MOTO_VERSION}`,
    what: `moto ${MOTO_VERSION}`,
    requirementsFile,
    byHand: `install it manually and put it on PATH: ${pipByHand(MOTO_REQUIREMENTS_FILE)}`,
    probe: probePython,
    problemOf: (python) =>
      python?.moto === MOTO_VERSION && python.missingModules.length === 0
        ? undefined
        : `moto ${python?.moto ?? "(none)"} without ${python?.missingModules.join(", ") || "nothing"}; moto ${MOTO_VERSION} with its server is required`,
  };
}
