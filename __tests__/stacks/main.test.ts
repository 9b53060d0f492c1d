import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const project = resolve(__dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "lake-main-"));
const bundle = join(home, "main.cjs");

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the app as `cdktf synth` does. */
function runMain(outdir: string, variables: Record<string, string> = {}): Promise<Ended> {
  const env = {
    PATH: process.env.PATH,
    NODE_PATH: join(project, "node_modules"),
    LAKE_HOME: home,
    CDKTF_OUTDIR: join(home, outdir),
    ...variables,
  };
  return new Promise((done) => {
    execFile(process.execPath, [bundle], { cwd: project, env }, (error, stdout, stderr) => {
      done({ exitCode: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

beforeAll(async () => {
  await build({
    entryPoints: [join(project, "main.ts")],
    bundle: true,
    platform: "node",
    packages: "external",
    logLevel: "silent",
    outfile: bundle,
  });
});
afterAll(() => rmSync(home, { recursive: true }));

describe("the app", () => {
  it("synthesizes every environment, each time the same", async () => {
    const [first, second] = await Promise.all([
      runMain("first"),
      runMain("second", { TZ: "Asia/Tokyo", LC_ALL: "C" }),
    ]);
    expect([first, second]).toEqual([
      { exitCode: 0, stdout: "", stderr: "" },
      { exitCode: 0, stdout: "", stderr: "" },
    ]);
    expect(readdirSync(join(home, "first", "stacks")).sort()).toEqual([
      "dev",
      "local",
      "prod",
      "qa",
    ]);
    for (const stack of ["dev", "local", "prod", "qa"]) {
      const [one, other] = ["first", "second"].map((outdir) =>
        readFileSync(join(home, outdir, "stacks", stack, "cdk.tf.json"), "utf8"),
      );
      expect(one).toBe(other);
    }
  });

  it("ends with a line for each fault, and no stack trace, when the configuration is wrong", async () => {
    const ended = await runMain("third", { AWS_ENDPOINT_URL: "https://aws.example.com" });
    expect(ended).toEqual({
      exitCode: 1,
      stdout: "",
      stderr:
        'environments.local.emulator.endpointUrl is not an address of this machine: received "https://aws.example.com", allowed is a URL as "http://127.0.0.1:4566", on 127.0.0.1, localhost or [::1]. Set the environment variable AWS_ENDPOINT_URL to such a URL, or unset it.\n',
    });
  });
});
