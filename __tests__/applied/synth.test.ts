import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";
import { startProcess } from "../support/emulator/lake-command";
import { providerRangeVariables, testProviderMirror } from "../support/emulator/provider-range";
import { testBinary } from "../support/emulator/test-binary";
import { awsProviderAddress } from "../../toolchain/terraform/terraform-products";
import { terraformPlatform } from "../../toolchain/platform";
import { copyProject } from "../support/emulator/project-copy";
import { RunningEmulator } from "../support/emulator/running-emulator";
import { StsOfAccount } from "../support/fake-aws/sts-of-account";
import { runTerraform } from "../support/emulator/terraform";

const MINUTE = 60_000;
/** Every synthesized file with its bytes, by its path. */
function synthesized(folder: string): Map<string, string> {
  const stacks = path.join(folder, "cdktf.out", "stacks");
  const files = readdirSync(stacks, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((file) => {
      const absolute = path.join(file.parentPath, file.name);
      return [path.relative(stacks, absolute), readFileSync(absolute).toString("base64")];
    }),
  );
}

describe("cdktf synth", () => {
  const first = copyProject();
  const second = copyProject();
  const home = path.join(first, ".lake");
  let aws: RunningEmulator;

  async function synth(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
    const cdktf = path.join(projectFolder, "node_modules", ".bin", "cdktf");
    const { exitCode, stdout, stderr } = await startProcess(
      process.execPath,
      [cdktf, "synth"],
      { CI: "1", AWS_ENDPOINT_URL: aws.endpointUrl, ...environment },
      folder,
    ).ended;
    if (exitCode !== 0) throw new Error(`cdktf synth ended with ${exitCode}:\n${stdout}${stderr}`);
  }

  async function terraform(folder: string, ...args: readonly string[]): Promise<string> {
    const ended = await runTerraform(folder, home, {}, ...args);
    if (ended.exitCode !== 0) {
      throw new Error(`terraform ${args.join(" ")} ended with ${ended.exitCode}:\n${ended.stderr}`);
    }
    return ended.stdout;
  }

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    await Promise.all([
      synth(first, { TZ: "Pacific/Auckland" }),
      synth(second, { TZ: "America/St_Johns" }),
    ]);
  }, 6 * MINUTE);
  afterAll(() => aws.stop());

  it("writes equal bytes from two folders and two time zones, the function's zip too", () => {
    const files = synthesized(first);
    expect([...files.keys()].filter((file) => file.endsWith("cdk.tf.json")).sort()).toEqual([
      "dev-state/cdk.tf.json",
      "dev/cdk.tf.json",
      "local/cdk.tf.json",
      "prod-state/cdk.tf.json",
      "prod/cdk.tf.json",
      "qa-state/cdk.tf.json",
      "qa/cdk.tf.json",
    ]);
    expect([...files.keys()].some((file) => file.endsWith(".zip"))).toBe(true);
    expect([...synthesized(second)]).toEqual([...files]);
  });

  /** What a plan would do, by the address of each resource. */
  async function plannedChanges(folder: string): Promise<ReadonlyMap<string, unknown>> {
    await terraform(folder, "init", "-input=false", "-no-color");
    await terraform(folder, "plan", "-input=false", "-no-color", "-out=plan");
    // Terraform's documented form of a plan.
    const plan = JSON.parse(await terraform(folder, "show", "-json", "plan")) as {
      readonly resource_changes: readonly { readonly address: string; readonly change: unknown }[];
    };
    return new Map(plan.resource_changes.map(({ address, change }) => [address, change]));
  }

  it(
    "writes a stack whose folder alone, moved to an empty place, plans the same",
    async () => {
      const made = path.join(first, "cdktf.out", "stacks", "local");
      const moved = path.join(mkdtempSync(path.join(tmpdir(), "moved-")), "any", "where", "else");
      cpSync(made, moved, { recursive: true });
      const [atHome, elsewhere] = await Promise.all([made, moved].map(plannedChanges));
      expect(atHome?.size).toBeGreaterThan(0);
      expect(elsewhere).toEqual(atHome);
    },
    9 * MINUTE,
  );

  it(
    "puts the committed provider lock into the folder of each stack for AWS, and Terraform takes it as it is",
    async () => {
      const mirror = testProviderMirror();
      const { os, arch } = terraformPlatform(process.platform, process.arch);
      const lake = path.join(second, "cli", "lake.mjs");
      const options = [
        "--json",
        `--platform=${os}_${arch}`,
        ...(mirror === undefined ? [] : ["--mirror", mirror.folder]),
      ];
      const locked = await startProcess(
        process.execPath,
        [lake, "lock-providers", ...options],
        { AWS_ENDPOINT_URL: aws.endpointUrl, ...providerRangeVariables() },
        second,
      ).ended;
      expect(locked).toMatchObject({ exitCode: 0 });
      expect(JSON.parse(locked.stdout)).toMatchObject({
        file: ".terraform.lock.hcl",
        providers: [{ provider: awsProviderAddress(testBinary) }],
      });
      await synth(second, providerRangeVariables());
      const lock = readFileSync(path.join(second, ".terraform.lock.hcl"), "utf8");
      expect(lock).toContain('"h1:');
      const files = synthesized(second);
      const withLock = [...files.keys()].filter((file) => file.endsWith(".terraform.lock.hcl"));
      expect(withLock.map((file) => path.dirname(file)).sort()).toEqual([
        "dev",
        "dev-state",
        "prod",
        "prod-state",
        "qa",
        "qa-state",
      ]);
      const dev = path.join(second, "cdktf.out", "stacks", "dev");
      await terraform(dev, "init", "-backend=false", "-no-color", "-lockfile=readonly");
      const validated = await terraform(dev, "validate", "-no-color");
      expect(validated).toContain("The configuration is valid.");
      expect(readFileSync(path.join(dev, ".terraform.lock.hcl"), "utf8")).toBe(lock);
    },
    9 * MINUTE,
  );

  it.each(["lock-providers", "review --env dev", "bootstrap --env dev"])(
    "lets no lock stand whose provider the stacks for AWS do not allow: lake %s",
    async (args) => {
      const file = path.join(first, ".terraform.lock.hcl");
      const lock = `provider "${awsProviderAddress(testBinary)}" {\n  version = "6.30.0"\n  hashes = []\n}\n`;
      writeFileSync(file, lock);
      const lake = path.join(first, "cli", "lake.mjs");
      const { exitCode, stderr } = await startProcess(
        process.execPath,
        [lake, ...args.split(" ")],
        {},
        first,
      ).ended;
      const left = readFileSync(file, "utf8");
      rmSync(file);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`locks version 6.30.0 of ${awsProviderAddress(testBinary)}`);
      expect(stderr).toContain("npx lake lock-providers --upgrade");
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(left).toBe(lock);
    },
  );

  it(
    "plans no stack with the lowered range in an account on AWS",
    async () => {
      const sts = await StsOfAccount.start("999988887777");
      const folder = mkdtempSync(path.join(tmpdir(), "lowered-"));
      await synth(second, { LAKE_PROVIDER_RANGE: "emulator" });
      const stack = path.join(second, "cdktf.out", "stacks", "dev-state");
      cpSync(path.join(stack, "cdk.tf.json"), path.join(folder, "cdk.tf.json"));
      // The state would be in S3, which Terraform asks first.
      writeFileSync(
        path.join(folder, "state_override.tf.json"),
        JSON.stringify({ terraform: { backend: { local: {} } } }),
      );
      await terraform(folder, "init", "-input=false", "-no-color");
      const variables = { ...aws.variables, AWS_ENDPOINT_URL_STS: sts.endpointUrl };
      const args = ["plan", "-input=false", "-no-color"] as const;
      const rejected = await runTerraform(folder, home, variables, ...args);
      sts.stop();
      expect(rejected.exitCode).toBe(1);
      expect(rejected.stderr).toContain("AWS account ID not allowed: 999988887777");
    },
    6 * MINUTE,
  );
});
