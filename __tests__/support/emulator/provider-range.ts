import {
  awsProviderVersions,
  emulatorProviderVersions,
  providerRangeVariable,
} from "../../../model/environment/provider-versions";
import { findProviderMirror } from "../../../toolchain/terraform/provider-mirror";
import type { ProviderMirror } from "../../../toolchain/terraform/provider-mirror";
import { testBinary as binary } from "./test-binary";

/** The mirror of this machine with a provider for every stack, otherwise one for the embedded AWS, otherwise none. */
export function testProviderMirror(): ProviderMirror | undefined {
  return mirrorForAws() ?? findProviderMirror({ versions: emulatorProviderVersions, binary });
}

/**
 * The variable with which stacks for AWS can be initialized on this machine: none where its mirror has a provider for AWS,
 * or where it has no mirror, so that Terraform downloads one.
 */
export function providerRangeVariables(): NodeJS.ProcessEnv {
  const lowered = mirrorForAws() === undefined && testProviderMirror() !== undefined;
  return lowered ? { [providerRangeVariable]: "emulator" } : {};
}

function mirrorForAws(): ProviderMirror | undefined {
  try {
    return findProviderMirror({ versions: awsProviderVersions, binary });
  } catch {
    return undefined; // LAKE_PROVIDER_MIRROR names one for the embedded AWS only.
  }
}
