import {
  lockProvidersCommand,
  writtenNote,
} from "../../../cli/lock-providers/lock-providers-command";
import { awsProviderAddress } from "../../../toolchain/terraform/terraform-products";
import { readProviders, rejectLockedVersion } from "../../../cli/terraform/locked-providers";
import {
  awsProviderVersions,
  withProviderRange,
} from "../../../model/environment/provider-versions";
import { Output } from "../../../cli/terminal/output";

const lock = `# This file is maintained automatically by "terraform init".

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = ">= 5.100.0, < 7.0.0"
  hashes = [
    "h1:one",
    "h1:two",
    "zh:three",
  ]
}

provider "registry.terraform.io/hashicorp/random" {
  version = "3.7.2"
  hashes = [
    "h1:four",
  ]
}
`;

describe("lake lock-providers", () => {
  it("reads the providers of a lock file, with their number of checksums", () => {
    expect(readProviders(lock)).toEqual([
      { provider: "registry.terraform.io/hashicorp/aws", version: "5.100.0", hashes: 3 },
      { provider: "registry.terraform.io/hashicorp/random", version: "3.7.2", hashes: 1 },
    ]);
  });

  it("reads a lock with the line ends of Windows, as Terraform does", () => {
    expect(readProviders(lock.replaceAll("\n", "\r\n"))).toEqual(readProviders(lock));
  });

  const lockOf = (version: string) =>
    readProviders(lock.replace('version     = "5.100.0"', `version     = "${version}"`));
  const check = (version: string) => () =>
    rejectLockedVersion(".terraform.lock.hcl", lockOf(version), awsProviderVersions);
  const rejection = (version: string): unknown => {
    try {
      return check(version)();
    } catch (error) {
      return error;
    }
  };

  it.each(["6.40.0", "6.40.1", "6.99.0"])("keeps a lock of version %s", (version) => {
    expect(check(version)).not.toThrow();
  });

  it.each(["5.100.0", "6.0.0", "6.22.0", "6.39.0", "6.40.0-beta1", "7.0.0", ""])(
    "rejects a lock of version %j, and says how to repair it",
    (version) => {
      expect(check(version)).toThrow(
        `.terraform.lock.hcl locks version ${version || "(none)"} of registry.terraform.io/hashicorp/aws; the stacks for AWS allow >= 6.40.0, < 7.0.0.`,
      );
      expect(rejection(version)).toHaveProperty(
        "advice",
        "Run `npx lake lock-providers --upgrade`, commit the file, and review the next plan.",
      );
    },
  );

  it("rejects the lock of the other program, and says how to replace it", () => {
    const locked = lockOf("6.99.0");
    expect(() =>
      rejectLockedVersion("lock", locked, awsProviderVersions, awsProviderAddress("tofu")),
    ).toThrow(
      "lock is for Terraform: it locks registry.terraform.io/hashicorp/aws, and not registry.opentofu.org/hashicorp/aws.",
    );
    const own = lock
      .replaceAll("registry.terraform.io", "registry.opentofu.org")
      .replace("5.100.0", "6.99.0");
    expect(() =>
      rejectLockedVersion(
        "lock",
        readProviders(own),
        awsProviderVersions,
        awsProviderAddress("tofu"),
      ),
    ).not.toThrow();
    expect(() => rejectLockedVersion("lock", readProviders(own), awsProviderVersions)).toThrow(
      "lock is for OpenTofu",
    );
  });

  it("keeps a lock that has no AWS provider yet", () => {
    expect(() => rejectLockedVersion("lock", [], awsProviderVersions)).not.toThrow();
  });

  it("says to commit the lock, but not one with the range of the embedded AWS", () => {
    expect(writtenNote(withProviderRange({}, undefined))).toContain("Commit it;");
    const lowered = writtenNote(withProviderRange({}, "emulator"));
    expect(lowered).toContain("LAKE_PROVIDER_RANGE is set. Don't commit it");
    expect(lowered).not.toContain("Commit it");
  });

  it("rejects a mirror that is no folder, before it synthesizes", async () => {
    const options = { platform: [], mirror: "/opt/nosuch", upgrade: false };
    await expect(lockProvidersCommand(new Output(), options)).rejects.toMatchObject({
      message: '--mirror is not a folder: received "/opt/nosuch".',
      advice: expect.stringContaining("terraform providers mirror FOLDER") as unknown,
    });
  });

  it.each(["linux", "linux-amd64", "", "-x_y"])("rejects the platform %j", async (platform) => {
    const options = { platform: [platform], upgrade: false };
    await expect(lockProvidersCommand(new Output(), options)).rejects.toThrow(
      `--platform is invalid: received "${platform}".`,
    );
  });
});
