import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../../../local/home/lake-home";
import { providerVersions } from "../../../model/environment/provider-versions";
import { findProviderMirror } from "../../../toolchain/terraform/provider-mirror";
import {
  awsProviderAddress,
  TERRAFORM_PRODUCTS,
} from "../../../toolchain/terraform/terraform-products";
import { binaryOf } from "../../terraform/find-terraform";
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
  const binary = binaryOf(environment);
  const address = awsProviderAddress(binary);
  const { registry } = TERRAFORM_PRODUCTS[binary];
  // The stacks of the embedded AWS get no lock.
  const providers =
    environment.emulator === undefined && existsSync(lockFile)
      ? readProviders(readFileSync(lockFile, "utf8"))
      : [];
  rejectLockedVersion(PROVIDER_LOCK, providers, versions, address);
  const locked = providers.find(({ provider }) => provider === address)?.version;
  const wanted =
    locked === undefined
      ? `version ${versions.minimum} or newer, below ${versions.upperBound}`
      : `version ${locked}, as ${PROVIDER_LOCK} locks it`;
  const mirror = findProviderMirror({ versions, binary, environment: variables });
  if (mirror !== undefined) return ok(check, `${wanted}, from ${mirror.folder}`);
  const cache = path.join(home.toolsFolder, "terraform-providers", address);
  if (locked !== undefined && existsSync(path.join(cache, locked))) {
    return ok(check, `${wanted}, from ${cache}`);
  }
  return (await isReachable(`https://${registry}/.well-known/terraform.json`))
    ? ok(check, `${wanted}, which \`${binary} init\` downloads from ${registry}`)
    : problem(
        check,
        `no folder of this machine has ${wanted}, and ${registry} can't be reached`,
        `Check the network, or set LAKE_PROVIDER_MIRROR to a folder that \`${binary} providers mirror\` filled.`,
      );
}
