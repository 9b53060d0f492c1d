import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { strToU8, zipSync } from "fflate";
import { findTerraform } from "../../toolchain/terraform/terraform";
import { TERRAFORM_CHECKSUMS } from "../../toolchain/terraform/terraform-checksums";
import { TERRAFORM_VERSION } from "../../toolchain/versions";
import { terraformScript } from "./support/fake-tools";
import { content, ReleaseServer } from "./support/release-server";
import { testFolder } from "./support/test-folder";

describe("a release host with a forged Terraform and matching checksums", () => {
  const folder = testFolder();
  let host: ReleaseServer;

  beforeEach(async () => {
    host = await ReleaseServer.start();
  });
  afterEach(() => host.stop());

  it.each([
    ["linux", "x64", "linux_amd64"],
    ["linux", "arm64", "linux_arm64"],
    ["darwin", "x64", "darwin_amd64"],
    ["darwin", "arm64", "darwin_arm64"],
    ["win32", "x64", "windows_amd64"],
  ] as const)(
    "is rejected on %s %s, and nothing of it remains or runs",
    async (platform, arch, name) => {
      const marker = path.join(folder.path, "ran");
      const program = `#!/bin/sh\ntouch '${marker}'\n${terraformScript(TERRAFORM_VERSION)}\n`;
      const forged = zipSync({
        [platform === "win32" ? "terraform.exe" : "terraform"]: strToU8(program),
      });
      const sha256 = createHash("sha256").update(forged).digest("hex");
      const archive = `terraform_${TERRAFORM_VERSION}_${name}.zip`;
      const release = `/terraform/${TERRAFORM_VERSION}`;
      host.on(`${release}/${archive}`, content(forged));
      host.on(
        `${release}/terraform_${TERRAFORM_VERSION}_SHA256SUMS`,
        content(`${sha256}  ${archive}\n`),
      );
      const toolsFolder = path.join(folder.path, "tools");
      const progress = () => undefined;
      await expect(
        findTerraform({ toolsFolder, progress, releasesUrl: host.url, path: "", platform, arch }),
      ).rejects.toThrow(
        `has the wrong SHA-256 checksum: received ${sha256} (${forged.byteLength} bytes), expected ${TERRAFORM_CHECKSUMS[archive]}.`,
      );
      expect(readdirSync(toolsFolder)).toEqual([]);
      expect(existsSync(marker)).toBe(false);
    },
  );
});
