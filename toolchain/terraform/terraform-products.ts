import {
  OPENTOFU_MINIMUM_VERSION,
  OPENTOFU_VERSION,
  TERRAFORM_MINIMUM_VERSION,
  TERRAFORM_VERSION,
} from "../versions";
import { OPENTOFU_CHECKSUMS } from "./opentofu-checksums";
import { TERRAFORM_CHECKSUMS } from "./terraform-checksums";

/** One of the two programs that plan and apply stacks. */
export interface TerraformProduct {
  /** Name of the executable, and of its archives. */
  readonly binary: "terraform" | "tofu";
  /** Name in messages. */
  readonly title: "Terraform" | "OpenTofu";
  /** The version that is downloaded if the machine has none. */
  readonly version: string;
  /** Oldest version that is used from PATH. */
  readonly minimumVersion: string;
  /** Host of the archives. */
  readonly releasesUrl: string;
  /** Path of the folder with the archives of {@link version}. */
  readonly releasePath: string;
  /** SHA-256 by archive name. */
  readonly checksums: Readonly<Record<string, string>>;
  /** How to install it by hand. */
  readonly installUrl: string;
  /** Host of its provider registry, which is the first part of the addresses of providers. */
  readonly registry: string;
}

/** Both programs, by the name of the executable. */
export const TERRAFORM_PRODUCTS: Readonly<Record<"terraform" | "tofu", TerraformProduct>> = {
  terraform: {
    binary: "terraform",
    title: "Terraform",
    version: TERRAFORM_VERSION,
    minimumVersion: TERRAFORM_MINIMUM_VERSION,
    releasesUrl: "https://releases.hashicorp.com",
    releasePath: `terraform/${TERRAFORM_VERSION}`,
    checksums: TERRAFORM_CHECKSUMS,
    installUrl: "https://developer.hashicorp.com/terraform/install",
    registry: "registry.terraform.io",
  },
  tofu: {
    binary: "tofu",
    title: "OpenTofu",
    version: OPENTOFU_VERSION,
    minimumVersion: OPENTOFU_MINIMUM_VERSION,
    releasesUrl: "https://github.com",
    releasePath: `opentofu/opentofu/releases/download/v${OPENTOFU_VERSION}`,
    checksums: OPENTOFU_CHECKSUMS,
    installUrl: "https://opentofu.org/docs/intro/install/",
    registry: "registry.opentofu.org",
  },
};

/** Address of the AWS provider for a program, which is also its folder in a mirror. */
export function awsProviderAddress(binary: TerraformProduct["binary"]): string {
  return `${TERRAFORM_PRODUCTS[binary].registry}/hashicorp/aws`;
}
