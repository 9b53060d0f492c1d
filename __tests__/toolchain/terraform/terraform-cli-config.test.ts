import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  terraformEnvironment,
  writeTerraformCliConfig,
} from "../../../toolchain/terraform/terraform-cli-config";
import type { ProviderMirror } from "../../../toolchain/terraform/provider-mirror";
import { testFolder } from "../support/test-folder";

const ADDRESS = "registry.terraform.io/hashicorp/aws";

function mirrorAt(folder: string): ProviderMirror {
  return { folder, address: ADDRESS };
}

describe("terraform's environment", () => {
  const folder = testFolder();
  const file = () => path.join(folder.path, "made", "terraform.tfrc");
  const environmentFor = (environment: NodeJS.ProcessEnv, mirror?: ProviderMirror) =>
    terraformEnvironment({ folder: path.dirname(file()), mirror, environment });

  it("installs the AWS provider, and nothing else, from a mirror", () => {
    expect(writeTerraformCliConfig(file(), mirrorAt("/mirror"))).toBe(file());
    expect(readFileSync(file(), "utf8")).toBe(`provider_installation {
  filesystem_mirror {
    path    = "/mirror"
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`);
  });

  it("links the files of Terraform's mirror under OpenTofu's address, and repairs the links", () => {
    const mirror = path.join(folder.path, "mirror");
    const inside = path.join(
      "hashicorp",
      "aws",
      "5.100.0",
      "linux_amd64",
      "terraform-provider-aws",
    );
    const provider = path.join(mirror, "registry.terraform.io", inside);
    mkdirSync(path.dirname(provider), { recursive: true });
    writeFileSync(provider, "");
    const linked = path.join(path.dirname(file()), "linked-mirror");
    const link = path.join(linked, "registry.opentofu.org", inside);
    for (const folderOfBefore of ["", path.join(folder.path, "gone")]) {
      if (folderOfBefore !== "") rmSync(link);
      writeTerraformCliConfig(file(), mirrorAt(mirror), "tofu");
      expect(readlinkSync(link)).toBe(provider);
    }
    const written = readFileSync(file(), "utf8");
    expect(written).toContain(`path    = "${linked}"`);
    expect(written).toContain('include = ["registry.opentofu.org/hashicorp/aws"]');
    expect(written).not.toContain("terraform.io");
  });

  it("writes no configuration without a mirror", () => {
    expect(writeTerraformCliConfig(file(), undefined)).toBeUndefined();
    expect(existsSync(file())).toBe(false);
  });

  it("contains the written configuration, whatever the user's variable is", () => {
    expect(environmentFor({ TF_CLI_CONFIG_FILE: __filename }, mirrorAt("/mirror"))).toEqual({
      TF_CLI_CONFIG_FILE: file(),
      TF_IN_AUTOMATION: "1",
      GOGC: "400",
      TF_INPUT: "0",
      CHECKPOINT_DISABLE: "1",
    });
    expect(existsSync(file())).toBe(true);
  });

  it("keeps the user's configuration without a mirror", () => {
    const own = path.join(folder.path, "own.tfrc");
    writeFileSync(own, "");
    expect(environmentFor({ TF_CLI_CONFIG_FILE: own })).not.toHaveProperty("TF_CLI_CONFIG_FILE");
    expect(environmentFor({})).not.toHaveProperty("TF_CLI_CONFIG_FILE");
  });

  it("keeps the user's setting of Go's garbage collection", () => {
    expect(environmentFor({ GOGC: "50" })).toHaveProperty("GOGC", "50");
  });

  it("removes a variable that names a missing file", () => {
    const added = environmentFor({ TF_CLI_CONFIG_FILE: path.join(folder.path, "missing") });
    expect(added).toHaveProperty("TF_CLI_CONFIG_FILE", undefined);
  });

  describe("for a provider that is downloaded", () => {
    const cache = () => path.join(folder.path, "tools", "providers");
    const environmentWithCache = (environment: NodeJS.ProcessEnv, mirror?: ProviderMirror) =>
      terraformEnvironment({
        folder: folder.path,
        mirror,
        environment,
        pluginCacheFolder: cache(),
      });

    it("caches it in the folder", () => {
      expect(environmentWithCache({})).toMatchObject({
        TF_PLUGIN_CACHE_DIR: cache(),
        TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
      });
      expect(existsSync(cache())).toBe(true);
    });

    it.each([
      ["a mirror", {}, mirrorAt("/mirror")],
      ["a cache of the user", { TF_PLUGIN_CACHE_DIR: "/own" }, undefined],
    ])("configures no cache with %s", (_reason, environment, mirror) => {
      expect(environmentWithCache(environment, mirror)).not.toHaveProperty("TF_PLUGIN_CACHE_DIR");
      expect(existsSync(cache())).toBe(false);
    });
  });
});
