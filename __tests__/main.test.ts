import { execFile } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { build } from "esbuild";
import { datasets } from "./fixtures/datasets";
import { sampleEvents } from "./fixtures/datasets/sample-events";
import { environments } from "../config/environments";
import { copyProject, editFile } from "./support/emulator/project-copy";
import { schemaOf } from "../model/schema-evolution/schema-lock";

const root = resolve(__dirname, "..");
/** With the datasets of the tests. */
const project = copyProject();
const home = mkdtempSync(join(tmpdir(), "lake-main-"));
const bundle = join(home, "main.cjs");
const notedModules = join(home, "modules.json");

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the app as `cdktf synth` does. */
function runMain(
  outdir: string,
  variables: Record<string, string> = {},
  cwd = project,
  program = bundle,
): Promise<Ended> {
  const env = {
    PATH: process.env.PATH,
    NODE_PATH: join(project, "node_modules"),
    LAKE_HOME: home,
    CDKTF_OUTDIR: join(home, outdir),
    ...variables,
  };
  return new Promise((done) => {
    execFile(process.execPath, [program], { cwd, env }, (error, stdout, stderr) => {
      done({ exitCode: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

/** A copy of the project's configuration, with the given lock of sample_events. */
function projectWithLock(name: string, lock: object | undefined): string {
  const folder = join(home, name);
  mkdirSync(join(folder, "config", "datasets"), { recursive: true });
  symlinkSync(join(project, "lambda-src"), join(folder, "lambda-src"));
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  // The other datasets keep their locks.
  for (const dataset of datasets.filter((each) => each.name !== sampleEvents.name)) {
    const file = join("config", "datasets", `${dataset.name}.lock.json`);
    copyFileSync(join(project, file), join(folder, file));
  }
  if (lock !== undefined) {
    const file = join(folder, "config", "datasets", "sample_events.lock.json");
    writeFileSync(file, JSON.stringify(lock));
  }
  return folder;
}

/** The provider's modules for all resources of a stack. */
function providerModulesOf(outdir: string, stack: string): string[] {
  const file = join(home, outdir, "stacks", stack, "cdk.tf.json");
  // CDKTF's output format.
  const { resource = {}, data = {} } = JSON.parse(readFileSync(file, "utf8")) as Partial<
    Record<"resource" | "data", object>
  >;
  return [
    ...Object.keys(resource).map((type) => type.replace(/^aws_/, "")),
    ...Object.keys(data).map((type) => `data_${type}`),
  ].map((name) => name.replaceAll("_", "-"));
}

/** Bundles the app as `synth.mjs` does. */
async function bundleMain(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(project, "main.ts")],
    bundle: true,
    platform: "node",
    packages: "external",
    logLevel: "silent",
    outfile,
  });
}

beforeAll(() => bundleMain(bundle));
afterAll(() => rmSync(home, { recursive: true }));

describe("the app", () => {
  /** Two runs of the app, the first of which records the modules that it loads. */
  let runs: readonly Ended[];

  beforeAll(async () => {
    runs = await Promise.all([
      runMain("first", {
        NODE_OPTIONS: `--import ${join(root, "__tests__/support/note-modules.mjs")}`,
        NOTED_MODULES: notedModules,
      }),
      runMain("second", { TZ: "Asia/Tokyo", LC_ALL: "C" }),
    ]);
  });

  it("synthesizes every environment reproducibly, and says nothing", () => {
    expect(runs).toEqual([
      { exitCode: 0, stdout: "", stderr: "" },
      { exitCode: 0, stdout: "", stderr: "" },
    ]);
    const stacks = readdirSync(join(home, "first", "stacks")).sort();
    expect(stacks).toEqual(["dev", "dev-state", "local", "prod", "prod-state", "qa", "qa-state"]);
    for (const stack of stacks) {
      const [one, other] = ["first", "second"].map((outdir) =>
        readFileSync(join(home, outdir, "stacks", stack, "cdk.tf.json"), "utf8"),
      );
      expect(one).toBe(other);
    }
  });

  it("puts every file that a stack names into the stack's own folder", () => {
    const stacks = readdirSync(join(home, "first", "stacks"));
    const named = stacks.flatMap((stack) => {
      const folder = join(home, "first", "stacks", stack);
      const text = readFileSync(join(folder, "cdk.tf.json"), "utf8");
      for (const elsewhere of [project, home, root]) expect(text).not.toContain(elsewhere);
      return [...text.matchAll(/"filename": "([^"]+)"/g)].map(([, file = ""]) =>
        relative(folder, realpathSync(resolve(folder, file))),
      );
    });
    const environments = stacks.filter((stack) => !stack.endsWith("-state"));
    expect(named).toHaveLength(environments.length * datasets.length);
    expect(named.filter((file) => !file.startsWith("assets/"))).toEqual([]);
  });

  it("loads few modules, and of the provider only those that it imports", () => {
    const modules = JSON.parse(readFileSync(notedModules, "utf8")) as readonly string[];
    // 718 at the time of writing, half of them CDKTF's.
    expect(modules.length).toBeLessThanOrEqual(760);
    const loaded = modules
      .filter((file) => file.includes("/@cdktf/provider-aws/"))
      // The provider of cdktn loads them.
      .filter((file) => !file.includes("/lib/provider-functions/"))
      .sort();
    const imported = readFileSync(bundle, "utf8").matchAll(
      /require\("(@cdktf\/provider-aws[^"]*)"\)/g,
    );
    // Not from the provider's index, which loads all resource types.
    const names = [...new Set([...imported].map(([, name = ""]) => name))];
    expect(names).not.toContain("@cdktf/provider-aws");
    const files = names.map((name) => join(root, "node_modules", name, "index.js"));
    expect(loaded).toEqual(files.sort());
    const stacks = readdirSync(join(home, "first", "stacks"));
    const used = new Set(stacks.flatMap((stack) => providerModulesOf("first", stack)));
    // The provider itself, and modules for resources that only some configurations have.
    expect(loaded.length - used.size).toBeLessThanOrEqual(8);
  });

  it("ends with a line for each violation, and no stack trace, when the configuration is invalid", async () => {
    const ended = await runMain("third", { AWS_ENDPOINT_URL: "https://aws.example.com" });
    expect(ended).toEqual({
      exitCode: 1,
      stdout: "",
      stderr:
        'environments.local.emulator.endpointUrl is not an address of this machine: received "https://aws.example.com", expected a URL such as "http://127.0.0.1:4566", on 127.0.0.1, localhost or [::1]. Set the environment variable AWS_ENDPOINT_URL to such a URL, or unset it.\n',
    });
  });

  it("protects the data of dev until the variable names dev", async () => {
    const open = await runMain("open", { LAKE_ALLOW_DESTROY: "dev" });
    expect(open).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    const [kept, destroyed] = ["first", "open"].map((outdir) =>
      readFileSync(join(home, outdir, "stacks", "dev", "cdk.tf.json"), "utf8"),
    );
    expect(kept).toContain('"prevent_destroy": true');
    expect(destroyed).not.toContain("prevent_destroy");
  });

  it("rejects a variable that is not the name of an environment", async () => {
    const { exitCode, stderr } = await runMain("misnamed", { LAKE_ALLOW_DESTROY: "production" });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^LAKE_ALLOW_DESTROY is not the name of an environment: received "production".*\n$/,
    );
    expect(existsSync(join(home, "misnamed", "stacks"))).toBe(false);
  });

  it("rejects breaking changes of a published schema, each in a line", async () => {
    const schema = schemaOf(sampleEvents, environments);
    const columns = { ...schema.columns, country: "string", city: "string" };
    const lock = { dataset: "sample_events", version: 7, ...schema, columns };
    const folder = projectWithLock("breaking", { ...lock, accepted: [] });
    const { exitCode, stdout, stderr } = await runMain("fourth", {}, folder);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^datasets\.sample_events\.columns\.country was removed, .* version 7/),
      expect.stringMatching(/^datasets\.sample_events\.columns\.city was removed, .* version 7/),
    ]);
    expect(existsSync(join(home, "fourth", "stacks"))).toBe(false);
  });

  it("synthesizes a dataset that has no lock yet, and says how to lock it", async () => {
    const folder = projectWithLock("unlocked", undefined);
    expect(await runMain("fifth", {}, folder)).toEqual({
      exitCode: 0,
      stdout: `datasets.sample_events has no schema lock yet. Run: npx lake dataset lock\n`,
      stderr: "",
    });
  });

  // Last: it edits the copy of the project.
  it("takes a setting by its old name, and says which name it has now", async () => {
    const table = "renamedSettings: readonly RenamedSetting[] = [";
    const entry = '{ from: "rawDays", to: "rawRetentionDays", since: "0.2.0" }';
    const file = "model/environment/renamed-settings.ts";
    editFile(project, file, [[table, `${table}${entry}`]]);
    // That of dev, which is the first.
    editFile(project, "config/environments.ts", [["rawRetentionDays: 30", "rawDays: 31"]]);
    const renamed = join(home, "renamed.cjs");
    await bundleMain(renamed);
    const ended = await runMain("sixth", {}, project, renamed);
    expect(ended).toEqual({
      exitCode: 0,
      stderr: "",
      stdout:
        "environments.dev.rawDays is deprecated since 0.2.0: name it rawRetentionDays, before 0.3.0 refuses the old name.\n",
    });
    const stack = readFileSync(join(home, "sixth", "stacks", "dev", "cdk.tf.json"), "utf8");
    expect(stack).toContain('"days": 31');
  });
});
