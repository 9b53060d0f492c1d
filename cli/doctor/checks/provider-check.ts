import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../../../local/home/lake-home";
import { providerVersions } from "../../../model/environment/provider-versions";
import {
  AWS_PROVIDER_ADDRESS,
  findProviderMirror,
} from "../../../toolchain/terraform/provider-mirror";
import {
  PROVIDER_LOCK,
  readProviders,
  rejectLockedVersion,
} from "../../terraform/locked-providers";
import { ok, problem } from "../doctor-check";
import type { DoctorCheck } from "../doctor-check";
import type { DoctorProps } from "./doctor-props";

/** Which version of Terraform's AWS provider a deployment uses, and where it comes from. */
export async function providerCheck(
  { environment, home, variables, isReachable }: DoctorProps,
  lockFile = path.join(projectFolder, PROVIDER_LOCK),
): Promise<DoctorCheck> {
  const check = "AWS provider";
  const versions = providerVersions(environment);
  // The stacks of the embedded AWS get no lock.
  const providers =
    environment.emulator === undefined && existsSync(lockFile)
      ? readProviders(readFileSync(lockFile, "utf8"))
      : [];
  rejectLockedVersion(PROVIDER_LOCK, providers, versions);
  const locked = providers.find(({ provider }) => provider === AWS_PROVIDER_ADDRESS)?.version;
  const wanted =
    locked === undefined
      ? `version ${versions.minimum} or newer, below ${versions.upperBound}`
      : `version ${locked}, as ${PROVIDER_LOCK} locks it`;
  const mirror = findProviderMirror({ versions, environment: variables });
  if (mirror !== undefined) return ok(check, `${wanted}, from ${mirror}`);
  const cache = path.join(home.toolsFolder, "terraform-providers", AWS_PROVIDER_ADDRESS);
  if (locked !== undefined && existsSync(path.join(cache, locked))) {
    return ok(check, `${wanted}, from ${cache}`);
  }
  return (await isReachable("https://registry.terraform.io/.well-known/terraform.json"))
    ? ok(check, `${wanted}, which \`terraform init\` downloads from registry.terraform.io`)
    : problem(
        check,
        `no folder of this machine has ${wanted}, and registry.terraform.io can't be reached`,
        "Check the network, or set LAKE_PROVIDER_MIRROR to a folder that `terraform providers mirror` filled.",
      );
}
