import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import { findNodeProblem, minimum } from "../../../errors/require-node.cjs";
import { projectFolder } from "../../../local/home/lake-home";
import { executablesOnPath } from "../../../toolchain/executables";
import { findBasePython } from "../../../toolchain/moto/base-python";
import { locateMoto } from "../../../toolchain/moto/moto";
import { pythonCommands } from "../../../toolchain/moto/python";
import { locateTerraform } from "../../../toolchain/terraform/terraform";
import { terraformVersion } from "../../../toolchain/terraform/terraform-version";
import {
  MOTO_VERSION,
  TERRAFORM_MINIMUM_VERSION,
  TERRAFORM_VERSION,
} from "../../../toolchain/versions";
import { checked, notChecked, ok, problem } from "../doctor-check";
import type { DoctorCheck } from "../doctor-check";
import type { DoctorProps } from "./doctor-props";
import { packageCheck } from "./package-check";
import { providerCheck } from "./provider-check";

const GIB = 1024 ** 3;

/**
 * Free space that the first command needs: Terraform, its AWS provider (which is unpacked to 0.7 GiB), moto with its
 * packages, and the synthesized stacks.
 */
const DISK_BYTES = 2 * GIB;

/** Checks of the machine, which are the same wherever the lake is deployed. */
export async function machineChecks(props: DoctorProps): Promise<DoctorCheck[]> {
  return [
    nodeCheck(process.versions.node),
    await checked("npm packages", () => packageCheck(projectFolder)),
    await checked("Python and moto", () => motoCheck(props)),
    await checked("Terraform", () => terraformCheck(props)),
    await checked("AWS provider", () => providerCheck(props)),
    await checked("disk space", () => diskCheck(props)),
  ];
}

/** @param version without a leading v */
export function nodeCheck(version: string): DoctorCheck {
  const found = findNodeProblem(version);
  return found === undefined
    ? ok("Node.js", `${version}; ${minimum} or newer is needed`)
    : problem("Node.js", found.message, found.advice);
}

async function motoCheck({
  environment,
  home,
  variables,
  isReachable,
}: DoctorProps): Promise<DoctorCheck> {
  const check = "Python and moto";
  if (environment.emulator === undefined) {
    return notChecked(check, "only the embedded AWS needs them");
  }
  const searchPath = variables.PATH ?? "";
  const ignored: string[] = [];
  const progress = (line: string) => void ignored.push(line);
  const found = await locateMoto({ toolsFolder: home.toolsFolder, progress, path: searchPath });
  if (found !== undefined) return ok(check, [`moto of ${found}`, ...ignored].join("\n"));
  const { executable, version } = await findBasePython(pythonCommands(searchPath));
  const python = `Python ${version} (${executable})`;
  return (await isReachable("https://pypi.org/simple/moto/"))
    ? ok(check, `${python}; \`lake up\` installs moto ${MOTO_VERSION}`)
    : problem(
        check,
        `${python}; moto is not installed, and pypi.org can't be reached to install ${MOTO_VERSION}`,
        "Check the network, set PIP_INDEX_URL to a mirror, or install moto on PATH.",
      );
}

async function terraformCheck({ home, variables, isReachable }: DoctorProps): Promise<DoctorCheck> {
  const check = "Terraform";
  const searchPath = variables.PATH ?? "";
  const ignored: string[] = [];
  const progress = (line: string) => void ignored.push(line);
  const found = await locateTerraform({
    toolsFolder: home.toolsFolder,
    progress,
    path: searchPath,
  });
  const needed = `${TERRAFORM_MINIMUM_VERSION} or newer is needed`;
  // No command of `lake` runs it, although the stacks work with it.
  const [tofu] = executablesOnPath("tofu", searchPath);
  const others = [...ignored, ...(tofu === undefined ? [] : [`OpenTofu (${tofu}) is not used`])];
  if (found !== undefined) {
    const version = await terraformVersion(found);
    return ok(check, [`${version} (${found}); ${needed}`, ...others].join("\n"));
  }
  return (await isReachable("https://releases.hashicorp.com/terraform/"))
    ? ok(check, [`the first deployment downloads ${TERRAFORM_VERSION}`, ...others].join("\n"))
    : problem(
        check,
        [`there is none (${needed}), and releases.hashicorp.com can't be reached`, ...others].join(
          "\n",
        ),
        "Install Terraform on PATH: https://developer.hashicorp.com/terraform/install",
      );
}

async function diskCheck({ home }: DoctorProps): Promise<DoctorCheck> {
  // The folder itself may not exist yet.
  let folder = path.resolve(home.folder);
  while (!existsSync(folder)) folder = path.dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  return diskSpace(folder, bavail * bsize);
}

/** @param free bytes that this user may still write */
export function diskSpace(folder: string, free: number): DoctorCheck {
  const detail = `${(free / GIB).toFixed(1)} GiB free in ${folder}; ${DISK_BYTES / GIB} GiB are needed at first`;
  return free >= DISK_BYTES
    ? ok("disk space", detail)
    : problem("disk space", detail, "Free some space, or set LAKE_HOME to a folder elsewhere.");
}
