import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findProviderMirror } from "../../../toolchain/terraform/provider-mirror";
import { testFolder } from "../support/test-folder";

const PROVIDER = "registry.terraform.io/hashicorp/aws";

describe("provider mirror", () => {
  const folder = testFolder();
  const root = () => folder.path;
  const home = () => path.join(root(), "home", "me");
  const find = (environment: NodeJS.ProcessEnv = {}, platform: NodeJS.Platform = "linux") =>
    search(environment, platform)?.folder;
  const search = (
    environment: NodeJS.ProcessEnv,
    platform: NodeJS.Platform,
    binary?: "terraform" | "tofu",
  ) =>
    findProviderMirror({
      binary,
      versions: { minimum: "5.100.0", upperBound: "7.0.0" },
      environment,
      platform,
      arch: "x64",
      homeFolder: home(),
      rootFolder: root(),
    });
  const unpacked = (
    mirror: string,
    version = "5.100.0",
    target = "linux_amd64",
    address = PROVIDER,
  ) => {
    const inside = path.join(mirror, address, version, target);
    mkdirSync(inside, { recursive: true });
    writeFileSync(path.join(inside, `terraform-provider-aws_v${version}_x5`), "");
    return mirror;
  };
  const packed = (mirror: string, version = "5.100.0", target = "linux_amd64") => {
    const inside = path.join(mirror, PROVIDER);
    mkdirSync(inside, { recursive: true });
    writeFileSync(path.join(inside, `terraform-provider-aws_${version}_${target}.zip`), "");
    return mirror;
  };

  it("does not exist on a fresh machine", () => {
    expect(find()).toBeUndefined();
  });

  it.each([
    ["linux", "home/me/.terraform.d/plugins"],
    ["linux", "home/me/.local/share/terraform/plugins"],
    ["linux", "usr/local/share/terraform/plugins"],
    ["linux", "usr/share/terraform/plugins"],
    ["linux", "opt/providers"],
    ["darwin", "home/me/.terraform.d/plugins"],
    ["darwin", "home/me/Library/Application Support/io.terraform/plugins"],
    ["darwin", "Library/Application Support/io.terraform/plugins"],
    ["darwin", "opt/providers"],
    ["win32", "home/me/AppData/Roaming/terraform.d/plugins"],
    ["win32", "home/me/AppData/Roaming/HashiCorp/Terraform/plugins"],
  ] as const)("is found on %s in %s, packed and unpacked", (platform, place) => {
    const os = platform === "win32" ? "windows" : platform;
    const mirror = packed(path.join(root(), place), "6.1.0", `${os}_amd64`);
    expect(find({}, platform)).toBe(mirror);
    unpacked(mirror, "5.100.0", `${os}_amd64`);
    expect(find({}, platform)).toBe(mirror);
  });

  it("is found if it is only unpacked", () => {
    expect(find()).toBeUndefined();
    const mirror = unpacked(path.join(root(), "opt", "mirror"));
    expect(find()).toBe(mirror);
  });

  it("is found in the folders that XDG variables name", () => {
    const mirror = unpacked(path.join(root(), "data", "terraform", "plugins"));
    expect(find({ XDG_DATA_HOME: path.join(root(), "data") })).toBe(mirror);
    expect(find({ XDG_DATA_DIRS: "/elsewhere:/data" })).toBe(mirror);
    expect(find()).toBeUndefined();
  });

  it("is Terraform's own folder before one in /opt", () => {
    unpacked(path.join(root(), "opt", "mirror"));
    const own = unpacked(path.join(home(), ".terraform.d", "plugins"));
    expect(find()).toBe(own);
  });

  it.each([
    ["a version that is too old", "5.99.1", "linux_amd64"],
    ["a version that is too new", "7.0.0", "linux_amd64"],
    ["a pre-release", "6.0.0-beta2", "linux_amd64"],
    ["another processor's", "5.100.0", "linux_arm64"],
    ["another system's", "5.100.0", "darwin_amd64"],
  ])("is not a folder with %s", (_fault, version, target) => {
    packed(path.join(root(), "opt", "packed"), version, target);
    unpacked(path.join(root(), "opt", "unpacked"), version, target);
    expect(find()).toBeUndefined();
  });

  it("is not a folder whose version is empty", () => {
    const inside = path.join(root(), "opt", "mirror", PROVIDER, "5.100.0", "linux_amd64");
    mkdirSync(inside, { recursive: true });
    expect(find()).toBeUndefined();
  });

  it("is not Terraform's plugin cache", () => {
    expect(find({ TF_PLUGIN_CACHE_DIR: unpacked(path.join(root(), "cache")) })).toBeUndefined();
  });

  it("is the folder in LAKE_PROVIDER_MIRROR before any other", () => {
    unpacked(path.join(root(), "opt", "mirror"));
    const named = unpacked(path.join(root(), "named"));
    expect(find({ LAKE_PROVIDER_MIRROR: named })).toBe(named);
  });

  it.each([
    ["none for that platform", []],
    ["4.67.0", ["4.67.0"]],
    ["4.67.0, 7.1.0", ["4.67.0", "7.1.0"]],
  ])("rejects a folder in the variable with %s", (held, versions) => {
    const named = path.join(root(), "named");
    for (const version of versions) unpacked(named, version);
    expect(() => find({ LAKE_PROVIDER_MIRROR: named })).toThrow(
      `LAKE_PROVIDER_MIRROR names ${named}, which must contain registry.terraform.io/hashicorp/aws >= 5.100.0, < 7.0.0 for linux_amd64; it contains ${held}.`,
    );
  });

  describe("of OpenTofu", () => {
    const OWN = "registry.opentofu.org/hashicorp/aws";
    const tofu = (environment: NodeJS.ProcessEnv = {}) => search(environment, "linux", "tofu");

    it("is one with its own address before one with Terraform's", () => {
      const terraforms = unpacked(path.join(home(), ".terraform.d", "plugins"));
      expect(tofu()).toEqual({ folder: terraforms, address: PROVIDER });
      const own = unpacked(path.join(root(), "opt", "mirror"), "5.100.0", "linux_amd64", OWN);
      expect(tofu()).toEqual({ folder: own, address: OWN });
      expect(search({}, "linux")).toEqual({ folder: terraforms, address: PROVIDER });
    });

    it("is no folder of Terraform's where only OpenTofu has a provider", () => {
      unpacked(path.join(root(), "opt", "mirror"), "5.100.0", "linux_amd64", OWN);
      expect(find()).toBeUndefined();
    });

    it("is the named folder, with either address", () => {
      const named = unpacked(path.join(root(), "named"));
      expect(tofu({ LAKE_PROVIDER_MIRROR: named })).toEqual({ folder: named, address: PROVIDER });
      const empty = path.join(root(), "empty");
      expect(() => tofu({ LAKE_PROVIDER_MIRROR: empty })).toThrow(
        `must contain ${OWN} >= 5.100.0, < 7.0.0 for linux_amd64; it contains none for that platform.`,
      );
    });
  });
});
