import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import path from "node:path";
import { strToU8, zipSync } from "fflate";
import { findTerraform } from "../../../toolchain/terraform/terraform";
import { OPENTOFU_CHECKSUMS } from "../../../toolchain/terraform/opentofu-checksums";
import { TERRAFORM_CHECKSUMS } from "../../../toolchain/terraform/terraform-checksums";
import { terraformVersion } from "../../../toolchain/terraform/terraform-version";
import { OPENTOFU_VERSION, TERRAFORM_VERSION } from "../../../toolchain/versions";
import { script, terraformScript } from "../support/fake-tools";
import {
  content,
  inTurn,
  refusingUrl,
  ReleaseServer,
  status,
  truncated,
} from "../support/release-server";
import { testFolder } from "../support/test-folder";

const RELEASE = "/terraform/1.11.4";
const ARCHIVE = `${RELEASE}/terraform_1.11.4_linux_amd64.zip`;

function archiveOf(name: string, text: string): Uint8Array {
  return zipSync({ [name]: strToU8(text), "LICENSE.txt": strToU8("…") });
}
const PROGRAM = `#!/bin/sh\n${terraformScript("1.11.4")}\n`;
const ZIP = archiveOf("terraform", PROGRAM);

describe("terraform", () => {
  const folder = testFolder();
  let server: ReleaseServer;
  let lines: string[];
  let checksums: Record<string, string>;
  const tools = () => path.join(folder.path, "tools");
  const installed = () => path.join(tools(), "terraform-1.11.4", "terraform");
  const bin = () => path.join(folder.path, "bin");
  const find = (props: Partial<Parameters<typeof findTerraform>[0]> = {}) =>
    findTerraform({
      toolsFolder: tools(),
      progress: (line) => void lines.push(line),
      releasesUrl: server.url,
      path: bin(),
      platform: "linux",
      arch: "x64",
      retryDelayMilliseconds: 1,
      checksums,
      ...props,
    });
  const publish = (zip: Uint8Array, archive = ARCHIVE) => {
    checksums[path.basename(archive)] = createHash("sha256").update(zip).digest("hex");
    server.on(archive, content(zip));
  };

  beforeEach(async () => {
    lines = [];
    checksums = { "terraform_1.11.4_windows_386.zip": "0".repeat(64) };
    server = await ReleaseServer.start();
  });
  afterEach(() => server.stop());

  it.each(["1.11.0", "1.11.4", "1.14.2"])("uses version %s from PATH", async (version) => {
    const command = script(path.join(bin(), "terraform"), terraformScript(version));
    expect(await find()).toBe(command);
    expect(server.asked).toEqual([]);
    expect(existsSync(tools())).toBe(false);
  });

  it("uses the first on PATH that is new enough", async () => {
    script(path.join(bin(), "terraform"), terraformScript("1.5.7"));
    const second = path.join(folder.path, "bin2");
    const command = script(path.join(second, "terraform"), terraformScript("1.11.2"));
    expect(await find({ path: `${bin()}:${second}` })).toBe(command);
    expect(lines).toEqual([
      `${path.join(bin(), "terraform")} is version 1.5.7; 1.11.0 or newer is required`,
    ]);
  });

  it.each([
    ["too old", terraformScript("1.10.5"), "is version 1.10.5; 1.11.0 or newer is required"],
    ["a pre-release", terraformScript("1.11.0-rc1"), "is version 1.11.0-rc1"],
    ["broken", "exit 127", "does not report its version"],
    ["something else", "echo '{}'", "does not report its version"],
    ["another program", terraformScript("1.14.0", "OpenTofu"), "is OpenTofu 1.14.0, not Terraform"],
  ])("downloads when the one on PATH is %s", async (_fault, body, reason) => {
    script(path.join(bin(), "terraform"), body);
    publish(ZIP);
    expect(await find()).toBe(installed());
    expect(lines[0]).toContain(reason);
  });

  it("downloads, verifies and unpacks if there is none", async () => {
    publish(ZIP);
    expect(await find()).toBe(installed());
    expect(await terraformVersion(installed())).toBe("1.11.4");
    expect(readFileSync(installed(), "utf8")).toBe(PROGRAM);
    expect(readdirSync(tools())).toEqual(["terraform-1.11.4"]);
    expect(lines).toEqual([
      "Downloading Terraform 1.11.4 (0.0 MiB)",
      `Terraform 1.11.4 is installed in ${path.dirname(installed())}`,
    ]);
  });

  it("needs no network once it is installed", async () => {
    publish(ZIP);
    await find();
    expect(await find({ releasesUrl: await refusingUrl() })).toBe(installed());
  });

  it("replaces an installed one that does not run", async () => {
    script(installed(), "exit 1");
    publish(ZIP);
    expect(await find()).toBe(installed());
    expect(await terraformVersion(installed())).toBe("1.11.4");
  });

  it("can be installed by several processes at once", async () => {
    publish(ZIP);
    const all = await Promise.all([find(), find(), find()]);
    expect(all).toEqual([installed(), installed(), installed()]);
    expect(await terraformVersion(installed())).toBe("1.11.4");
    expect(readdirSync(tools())).toEqual(["terraform-1.11.4"]);
  });

  it("retries a failed transfer", async () => {
    publish(ZIP);
    server.on(ARCHIVE, inTurn(truncated(ZIP, 40), content(ZIP)));
    expect(await find()).toBe(installed());
    expect(lines.filter((line) => line.includes("attempt 2 of 3"))).toHaveLength(1);
  });

  it("requests the archive of the machine's platform", async () => {
    const archive = `${RELEASE}/terraform_1.11.4_darwin_arm64.zip`;
    publish(ZIP, archive);
    await find({ platform: "darwin", arch: "arm64" });
    expect(server.asked).toEqual([archive]);
  });

  it("rejects a platform without Terraform", async () => {
    await expect(find({ arch: "riscv64" })).rejects.toThrow(
      "Terraform is not published for linux on riscv64.",
    );
  });

  it.each([
    ["linux", "x64"],
    ["freebsd", "x64"],
  ] as const)(
    "downloads nothing for %s on %s without a committed checksum",
    async (platform, arch) => {
      await expect(find({ platform, arch })).rejects.toThrow(
        /^Terraform 1\.11\.4 is not downloaded for \w+ on amd64: this project has no checksum for it\.$/,
      );
      expect(server.asked).toEqual([]);
      expect(existsSync(tools())).toBe(false);
    },
  );

  it("can be OpenTofu, which has its own name, minimum and releases", async () => {
    script(path.join(bin(), "terraform"), terraformScript("1.12.2"));
    script(path.join(bin(), "tofu"), terraformScript("1.9.1", "OpenTofu"));
    const archive = `/opentofu/opentofu/releases/download/v${OPENTOFU_VERSION}/tofu_${OPENTOFU_VERSION}_linux_amd64.zip`;
    publish(
      archiveOf("tofu", `#!/bin/sh\n${terraformScript(OPENTOFU_VERSION, "OpenTofu")}\n`),
      archive,
    );
    const downloaded = path.join(tools(), `tofu-${OPENTOFU_VERSION}`, "tofu");
    expect(await find({ binary: "tofu" })).toBe(downloaded);
    expect(server.asked).toEqual([archive]);
    expect(lines).toEqual([
      `${path.join(bin(), "tofu")} is version 1.9.1; 1.10.0 or newer is required`,
      `Downloading OpenTofu ${OPENTOFU_VERSION} (0.0 MiB)`,
      `OpenTofu ${OPENTOFU_VERSION} is installed in ${path.dirname(downloaded)}`,
    ]);
    const own = script(path.join(bin(), "tofu"), terraformScript("1.10.0", "OpenTofu"));
    expect(await find({ binary: "tofu" })).toBe(own);
  });

  it("is the executable that is named, or none", async () => {
    script(path.join(bin(), "tofu"), terraformScript("1.11.0", "OpenTofu"));
    const named = script(
      path.join(folder.path, "own", "tofu-1.10.6"),
      terraformScript("1.10.6", "OpenTofu"),
    );
    expect(await find({ binary: "tofu", command: named })).toBe(named);
    script(named, terraformScript("1.8.0", "OpenTofu"));
    await expect(find({ binary: "tofu", command: named })).rejects.toMatchObject({
      message: `${named} is version 1.8.0; 1.10.0 or newer is required.`,
      advice: expect.stringContaining("install OpenTofu: https://opentofu.org") as unknown,
    });
    await expect(find({ binary: "tofu", command: `${named}-gone` })).rejects.toThrow(
      `${named}-gone does not exist.`,
    );
    script(named, terraformScript("1.14.0"));
    await expect(find({ binary: "tofu", command: named })).rejects.toThrow(
      `${named} is Terraform 1.14.0, not OpenTofu.`,
    );
  });

  it("is not downloaded as OpenTofu where the project has no checksum", async () => {
    const machine = { platform: "darwin", arch: "arm64", checksums: OPENTOFU_CHECKSUMS } as const;
    await expect(find({ binary: "tofu", ...machine })).rejects.toMatchObject({
      message: `OpenTofu ${OPENTOFU_VERSION} is not downloaded for darwin on arm64: this project has no checksum for it.`,
      advice: expect.stringContaining("https://opentofu.org/docs/intro/install/") as unknown,
    });
  });

  it("has a committed checksum of the pinned version for each platform", () => {
    expect(OPENTOFU_CHECKSUMS).toEqual({
      [`tofu_${OPENTOFU_VERSION}_linux_amd64.zip`]: expect.stringMatching(
        /^[0-9a-f]{64}$/,
      ) as string,
    });
    const platforms = ["darwin_amd64", "darwin_arm64", "linux_386", "linux_amd64", "linux_arm"];
    platforms.push("linux_arm64", "windows_386", "windows_amd64");
    expect(Object.keys(TERRAFORM_CHECKSUMS)).toEqual(
      platforms.map((platform) => `terraform_${TERRAFORM_VERSION}_${platform}.zip`),
    );
    const checksums = Object.values(TERRAFORM_CHECKSUMS);
    for (const checksum of checksums) expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(checksums).size).toBe(platforms.length);
  });

  describe("when the download fails", () => {
    const failure = async (props: Parameters<typeof find>[0] = {}) => {
      // The error is compared with the message and advice of a UserError.
      const error = (await find(props).catch((thrown: unknown) => thrown)) as object;
      expect(readdirSync(tools())).toEqual([]);
      return error;
    };
    const byHand = expect.stringContaining(
      "install Terraform 1.11.0 or newer manually and put it on PATH: https://developer.hashicorp.com/terraform/install",
    ) as unknown;
    const userError = (message: string) => ({
      name: "UserError",
      message: expect.stringContaining(message) as unknown,
      advice: byHand,
    });

    it("rejects a wrong checksum and reports both", async () => {
      publish(ZIP);
      const forged = archiveOf("terraform", "#!/bin/sh\necho forged\n");
      server.on(ARCHIVE, content(forged));
      const [received, published] = [forged, ZIP].map((zip) =>
        createHash("sha256").update(zip).digest("hex"),
      );
      expect(await failure()).toMatchObject(
        userError(
          `wrong SHA-256 checksum: received ${received} (${forged.byteLength} bytes), expected ${published}.`,
        ),
      );
      expect(server.asked).toEqual([ARCHIVE]);
    });

    it("fails if each transfer fails", async () => {
      publish(ZIP);
      server.on(ARCHIVE, truncated(ZIP, 40));
      expect(await failure()).toMatchObject(userError("the connection was closed"));
      expect(server.asked).toHaveLength(3);
    });

    it("reports that the archive does not exist", async () => {
      publish(ZIP);
      server.on(ARCHIVE, status(404));
      expect(await failure()).toMatchObject(userError("the server responded with 404 Not Found."));
    });

    it("reports that nothing answers", async () => {
      publish(ZIP);
      const releasesUrl = await refusingUrl();
      expect(await failure({ releasesUrl })).toMatchObject(userError("(ECONNREFUSED)"));
    });

    it("rejects an archive without the program", async () => {
      publish(archiveOf("tofu", PROGRAM));
      expect(await failure()).toMatchObject({
        message: expect.stringContaining("no file") as unknown,
      });
    });

    it("rejects a program that does not run", async () => {
      publish(archiveOf("terraform", "#!/bin/sh\nexit 1\n"));
      expect(await failure()).toMatchObject(userError("does not run"));
    });

    it("keeps an older folder of another download and removes an abandoned one", async () => {
      const fresh = path.join(tools(), "terraform-download-fresh");
      const abandoned = path.join(tools(), "terraform-download-abandoned");
      for (const left of [fresh, abandoned]) mkdirSync(left, { recursive: true });
      const twoHoursAgo = Date.now() / 1000 - 7200;
      utimesSync(abandoned, twoHoursAgo, twoHoursAgo);
      publish(ZIP);
      server.on(ARCHIVE, status(404));
      await expect(find()).rejects.toThrow("404");
      expect(readdirSync(tools())).toEqual(["terraform-download-fresh"]);
    });
  });
});
