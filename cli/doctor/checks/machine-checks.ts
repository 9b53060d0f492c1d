import { findNodeProblem, minimum } from "../../../errors/require-node.cjs";
import { lakeHome, projectFolder } from "../../../local/home/lake-home";
import { findBasePython } from "../../../toolchain/moto/base-python";
import { locateMoto } from "../../../toolchain/moto/moto";
import { pythonCommands } from "../../../toolchain/moto/python";
import { TERRAFORM_PRODUCTS } from "../../../toolchain/terraform/terraform-products";
import { terraformVersion } from "../../../toolchain/terraform/terraform-version";
import { MOTO_VERSION } from "../../../toolchain/versions";
import { MORE_SPACE, diskUse } from "../../emulator/lake/disk-use";
import type { DiskUse } from "../../emulator/lake/disk-use";
import { NEEDED_BYTES } from "../../emulator/lake/free-space";
import { byteCount } from "../../terminal/byte-count";
import { binaryOf, locateTerraformFor, titleOf } from "../../terraform/find-terraform";
import { checked, notChecked, ok, problem } from "../doctor-check";
import type { DoctorCheck } from "../doctor-check";
import type { DoctorProps } from "./doctor-props";
import { packageCheck } from "./package-check";
import { providerCheck } from "./provider-check";

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

function diskCheck({ home }: DoctorProps): DoctorCheck {
  return diskSpace(diskUse(lakeHome({ LAKE_HOME: home.folder })));
}

/** Whether the disk has room for an embedded AWS, and what the lake takes of it. */
export function diskSpace(use: DiskUse): DoctorCheck {
  const { bytes, snapshotBytes, freeBytes } = use;
  const needed = `${byteCount(freeBytes)} free for ${use.folder}; ${byteCount(NEEDED_BYTES)} are needed`;
  const taken = `the lake takes ${byteCount(bytes)}, its snapshots ${byteCount(snapshotBytes)}`;
  const hasLake = bytes + snapshotBytes > 0;
  const detail = hasLake ? `${needed}\n${taken}` : needed;
  if (freeBytes >= NEEDED_BYTES) return ok("disk space", detail);
  const elsewhere = "Free some space, or set LAKE_HOME to a folder elsewhere.";
  return problem("disk space", detail, hasLake ? `${elsewhere} ${MORE_SPACE}` : elsewhere);
}
