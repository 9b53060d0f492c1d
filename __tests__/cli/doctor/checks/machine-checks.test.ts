import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, memoryCheck } from "../../../../cli/doctor/checks/emulator-checks";
import { diskSpace, machineChecks, nodeCheck } from "../../../../cli/doctor/checks/machine-checks";
import { packageCheck } from "../../../../cli/doctor/checks/package-check";
import { providerCheck } from "../../../../cli/doctor/checks/provider-check";
import { checked } from "../../../../cli/doctor/doctor-check";
import { environmentOf } from "../../../support/plans/synth";
import { fakePython, script, terraformScript } from "../../../toolchain/support/fake-tools";

const folder = mkdtempSync(path.join(tmpdir(), "lake-doctor-"));
afterAll(() => rmSync(folder, { recursive: true }));

const local = environmentOf("local");
const dev = environmentOf("dev");
let machines = 0;

/** A machine of its own, with the given programs on PATH. */
function machine(environment = local, network = false) {
  const root = path.join(folder, `machine-${(machines += 1)}`);
  const bin = path.join(root, "bin");
  mkdirSync(bin, { recursive: true });
  const home = { folder: path.join(root, ".lake"), toolsFolder: path.join(root, ".lake/tools") };
  const isReachable = () => Promise.resolve(network);
  return { bin, props: { environment, home, variables: { PATH: bin }, isReachable } };
}

async function found(props: Parameters<typeof machineChecks>[0]) {
  const checks = await machineChecks(props);
  return Object.fromEntries(checks.map((each) => [each.check, each]));
}

describe("a machine", () => {
  it("without anything and without a network can't run the embedded AWS", async () => {
    const { props } = machine();
    expect(await found(props)).toMatchObject({
      "Node.js": { status: "ok" },
      "Python and moto": {
        status: "problem",
        detail: expect.stringContaining("There is no Python on PATH") as string,
        fix: expect.stringContaining("python.org") as string,
      },
      Terraform: {
        status: "problem",
        detail: expect.stringContaining("1.11.0 or newer is needed") as string,
        fix: expect.stringContaining("developer.hashicorp.com") as string,
      },
      "disk space": { status: "ok" },
    });
  });

  it("that can download what it lacks has no problem", async () => {
    const { bin, props } = machine(local, true);
    fakePython(path.join(bin, "python3"), { version: "3.12.1" });
    expect(await found(props)).toMatchObject({
      "Python and moto": {
        status: "ok",
        detail: expect.stringContaining("installs moto") as string,
      },
      Terraform: { status: "ok", detail: expect.stringContaining("downloads 1.11.4") as string },
    });
  });

  it("uses a Terraform that is new enough", async () => {
    const { bin, props } = machine();
    script(path.join(bin, "terraform"), terraformScript("1.12.2"));
    expect((await found(props)).Terraform).toMatchObject({
      status: "ok",
      detail: `1.12.2 (${path.join(bin, "terraform")}); 1.11.0 or newer is needed`,
    });
  });

  it("uses an OpenTofu for an environment that is for it, and names what it lacks", async () => {
    const { bin, props } = machine({ ...local, terraformBinary: "tofu" });
    script(path.join(bin, "terraform"), terraformScript("1.12.2"));
    expect((await found(props)).OpenTofu).toMatchObject({
      status: "problem",
      detail: "there is none (1.10.0 or newer is needed), and github.com can't be reached",
      fix: "Install OpenTofu on PATH: https://opentofu.org/docs/intro/install/",
    });
    const command = script(path.join(bin, "tofu"), terraformScript("1.10.6", "OpenTofu"));
    expect((await found(props)).OpenTofu).toMatchObject({
      status: "ok",
      detail: `1.10.6 (${command}); 1.10.0 or newer is needed`,
    });
  });

  it("does not use an old one", async () => {
    const { bin, props } = machine();
    script(path.join(bin, "terraform"), terraformScript("1.5.7"));
    expect((await found(props)).Terraform).toMatchObject({
      status: "problem",
      detail: expect.stringContaining("is version 1.5.7; 1.11.0 or newer is required") as string,
    });
  });

  it.each([
    ["Python 3.8", { version: "3.8.1" }, "Python 3.8.1"],
    ["a Python without venv", { supportsVenv: false }, "lacks the modules venv"],
    ["no network for moto", {}, "pypi.org can't be reached"],
  ])("has a problem with %s", async (_, python, detail) => {
    const { bin, props } = machine();
    fakePython(path.join(bin, "python3"), python);
    expect((await found(props))["Python and moto"]).toMatchObject({
      status: "problem",
      detail: expect.stringContaining(detail) as string,
    });
  });

  it("needs no Python for an environment on AWS", async () => {
    const { props } = machine(dev);
    expect((await found(props))["Python and moto"]).toMatchObject({ status: "not checked" });
  });

  it("has a problem below the minimum of Node.js, memory and disk space", () => {
    expect(nodeCheck("18.20.8")).toMatchObject({ status: "problem" });
    expect(memoryCheck(500, 1_536)).toMatchObject({ status: "problem" });
    expect(memoryCheck(1_600, 1_536)).toMatchObject({ status: "ok" });
    const use = {
      folder: "/data",
      bytes: 0,
      parts: [],
      snapshotBytes: 0,
      freeBytes: 2 * 1024 ** 3,
    };
    expect(diskSpace(use)).toMatchObject({ status: "ok" });
    expect(diskSpace({ ...use, freeBytes: 1024 ** 3 })).toEqual({
      check: "disk space",
      status: "problem",
      detail: "1.0 GiB free for /data; 2.0 GiB are needed",
      fix: "Free some space, or set LAKE_HOME to a folder elsewhere.",
    });
    const kept = { ...use, bytes: 3 * 1024 ** 2, snapshotBytes: 1024, freeBytes: 1024 ** 3 };
    expect(diskSpace(kept)).toMatchObject({
      status: "problem",
      detail: expect.stringContaining("the lake takes 3.0 MiB, its snapshots 1.0 KiB") as string,
      fix: expect.stringContaining("npx lake snapshot list") as string,
    });
  });

  it("has a problem where another program uses the port", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A server on a port has such an address.
    const { port } = server.address() as AddressInfo;
    expect(await freePort(port)).toMatchObject({
      status: "problem",
      fix: expect.stringContaining("--port") as string,
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await freePort(port)).toMatchObject({ status: "ok" });
  });
});

describe("the AWS provider", () => {
  const lockOf = (version: string) => {
    const file = path.join(folder, `${version}.hcl`);
    writeFileSync(
      file,
      `provider "registry.terraform.io/hashicorp/aws" {\n  version = "${version}"\n  hashes = ["h1:x"]\n}\n`,
    );
    return file;
  };

  it("is the locked version, from the cache or the registry", async () => {
    const lock = lockOf("6.99.0");
    const offline = machine(dev).props;
    expect(await providerCheck(offline, lock)).toMatchObject({
      status: "problem",
      detail: expect.stringMatching(
        /^no folder .* version 6\.99\.0, as .* locks it, and .*can't be reached$/,
      ) as string,
    });
    expect(await providerCheck(machine(dev, true).props, lock)).toMatchObject({ status: "ok" });
    const cache = "terraform-providers/registry.terraform.io/hashicorp/aws/6.99.0";
    mkdirSync(path.join(offline.home.toolsFolder, cache), { recursive: true });
    expect(await providerCheck(offline, lock)).toMatchObject({ status: "ok" });
  });

  it("of an environment for OpenTofu has OpenTofu's address, and not Terraform's lock", async () => {
    const { props } = machine({ ...dev, terraformBinary: "tofu" }, true);
    const registry = "registry.opentofu.org";
    expect(await providerCheck(props, path.join(folder, "no-lock.hcl"))).toMatchObject({
      status: "ok",
      detail: expect.stringContaining(`\`tofu init\` downloads from ${registry}`) as string,
    });
    await expect(providerCheck(props, lockOf("6.99.0"))).rejects.toThrow("is for Terraform");
  });

  it("is not a version that the stacks don't allow", async () => {
    const { props } = machine(dev, true);
    const check = () => providerCheck(props, lockOf("6.30.0"));
    expect(await checked("AWS provider", check)).toMatchObject({
      status: "problem",
      detail: expect.stringContaining("locks version 6.30.0") as string,
      fix: expect.stringContaining("npx lake lock-providers --upgrade") as string,
    });
  });
});

describe("the npm packages", () => {
  const packages = {
    "": {},
    cli: {},
    "node_modules/cli": { link: true },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a/node_modules/b": { version: "2.0.0" },
    "node_modules/tool": { version: "3.0.0", dev: true },
    "node_modules/native": { version: "4.0.0", optional: true },
  };

  function project(installed: object | undefined): string {
    const root = path.join(folder, `project-${(machines += 1)}`);
    mkdirSync(path.join(root, "node_modules"), { recursive: true });
    writeFileSync(path.join(root, "package-lock.json"), JSON.stringify({ packages }));
    if (installed !== undefined) {
      const file = path.join(root, "node_modules", ".package-lock.json");
      writeFileSync(file, JSON.stringify({ packages: installed }));
    }
    return root;
  }
  const { "node_modules/tool": tool, ...others } = packages;
  const rest = Object.fromEntries(
    Object.entries(others).filter(([name]) => name !== "node_modules/native"),
  );

  it.each([
    ["all", packages, "ok", "7 packages as locked"],
    ["all but another platform's", { ...rest, "node_modules/tool": tool }, "ok", "as locked"],
    ["those for operating a lake", rest, "ok", "without those for development"],
    [
      "another version",
      { ...packages, "node_modules/a": { version: "0.9.0" } },
      "problem",
      "not as locked: a 0.9.0 instead of 1.0.0",
    ],
    [
      "one less",
      { "node_modules/a": packages["node_modules/a"] },
      "problem",
      "b is missing instead of 2.0.0",
    ],
    ["none", undefined, "problem", "none are installed"],
  ])("are compared with the lock: %s", (_, installed, status, detail) => {
    const found = packageCheck(project(installed));
    expect(found).toMatchObject({ status, detail: expect.stringContaining(detail) as string });
    expect(found.fix).toBe(status === "problem" ? "Run npm ci." : undefined);
  });
});
