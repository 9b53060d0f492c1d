import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import { findNodeProblem, minimum } from "../../../errors/require-node.cjs";
import { projectFolder } from "../../../local/home/lake-home";
import { findBasePython } from "../../../toolchain/moto/base-python";
import { locateMoto } from "../../../toolchain/moto/moto";
import { pythonCommands } from "../../../toolchain/moto/python";
import { TERRAFORM_PRODUCTS } from "../../../toolchain/terraform/terraform-products";
import { terraformVersion } from "../../../toolchain/terraform/terraform-version";
import { MOTO_VERSION } from "../../../toolchain/versions";
import { binaryOf, locateTerraformFor, titleOf } from "../../terraform/find-terraform";
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
    await checked(titleOf(props.environment), () => terraformCheck(props)),
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

async function terraformCheck(props: DoctorProps): Promise<DoctorCheck> {
  const { environment, home, variables, isReachable } = props;
  const { title, version, minimumVersion, releasesUrl, installUrl } =
    TERRAFORM_PRODUCTS[binaryOf(environment)];
  const ignored: string[] = [];
  const progress = (line: string) => void ignored.push(line);
  const searched = { toolsFolder: home.toolsFolder, progress, path: variables.PATH ?? "" };
  const found = await locateTerraformFor(environment, searched, variables);
  const needed = `${minimumVersion} or newer is needed`;
  if (found !== undefined) {
    const reported = await terraformVersion(found);
    return ok(title, [`${reported} (${found}); ${needed}`, ...ignored].join("\n"));
  }
  const { host } = new URL(releasesUrl);
  return (await isReachable(releasesUrl))
    ? ok(title, [`the first deployment downloads ${version}`, ...ignored].join("\n"))
    : problem(
        title,
        [`there is none (${needed}), and ${host} can't be reached`, ...ignored].join("\n"),
        `Install ${title} on PATH: ${installUrl}`,
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
