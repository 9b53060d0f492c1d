import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deployStack } from "../../../../cli/emulator/stack/deploy-stack";
import { readDeployment, writeDeployment } from "../../../../cli/emulator/deployment-record";
import type * as localStack from "../../../../cli/emulator/stack/local-stack";
import { PreparedStack } from "../../../../cli/emulator/stack/prepared-stack";
import { Output } from "../../../../cli/terminal/output";
import type { LakeHome } from "../../../../local/home/lake-home";
import { lakeHome } from "../../../../local/home/lake-home";
import { ownIdentity } from "../../../../local/processes/process-identity";

jest.mock("../../../../cli/target/emulator-watch", () => ({
  watchEmulator: () => ({ signal: new AbortController().signal, end: () => undefined }),
}));
jest.mock("../../../../cli/emulator/stack/local-stack", () => ({
  ...jest.requireActual<typeof localStack>("../../../../cli/emulator/stack/local-stack"),
  synthesizeLocalStack: (home: LakeHome, command: string, endpointUrl: string) => {
    const stackFolder = path.join(home.folder, "stack");
    const stack = {
      provider: { aws: [{ region: "us-east-1", endpoints: [{ s3: endpointUrl }] }] },
      resource: readFileSync(path.join(home.folder, "resources.json"), "utf8"),
    };
    mkdirSync(stackFolder, { recursive: true });
    writeFileSync(path.join(stackFolder, "cdk.tf.json"), JSON.stringify(stack));
    return Promise.resolve({
      terraform: { command, stackFolder, environment: process.env },
      version: readFileSync(path.join(home.folder, "version"), "utf8"),
    });
  },
}));

describe("a stack that is deployed again", () => {
  let folder: string;
  let home: LakeHome;
  let state: string;

  beforeEach(async () => {
    jest.spyOn(process.stderr, "write").mockReturnValue(true);
    folder = mkdtempSync(path.join(tmpdir(), "unchanged-stack-"));
    home = lakeHome({ LAKE_HOME: folder });
    for (const each of [home.terraformFolder, home.stateFolder]) {
      mkdirSync(each, { recursive: true });
    }
    state = path.join(home.terraformFolder, "local.tfstate");
    put("resources.json", "one");
    put("version", "1.11.4");
    put("state", '{"serial":1,"outputs":{"stream":{"value":"orders","type":"string"}}}');
    await deploy();
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const put = (name: string, text: string) => writeFileSync(path.join(folder, name), text);

  /** Notes its arguments, locks a provider, and keeps a state; fails without a refresh where it is told so. */
  function terraform(): string {
    put("calls", "");
    const program = path.join(folder, "terraform");
    writeFileSync(
      program,
      `#!/bin/sh
echo "$*" >> '${folder}/calls'
case "$*" in
  init*) cp '${folder}/version' .terraform.lock.hcl ;;
  *-refresh=false*)
    if [ -e '${folder}/drifted' ]; then
      echo '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"no such stream"}}'; exit 1
    fi
    cp '${folder}/state' '${state}' ;;
  *apply*) cp '${folder}/state' '${state}' ;;
esac
`,
      { mode: 0o755 },
    );
    return program;
  }

  const emulatorOn = (port: number) => ({
    ...ownIdentity(),
    endpointUrl: `http://127.0.0.1:${port}`,
    startedAt: "2026-11-28T18:00:00.000Z",
    enforceIam: false,
    controlPlane: ownIdentity(),
  });

  /** Deploys as `lake up` does, and returns the verbs that Terraform was run with. */
  async function deploy({ port = 4566, refresh = false, stateMayBeIncomplete = false } = {}) {
    const emulator = emulatorOn(port);
    const deployed = readDeployment(home)?.deployed?.stack;
    const stack = new PreparedStack(home, terraform(), emulator.endpointUrl, deployed);
    const { outputs } = await deployStack(new Output({ json: true }), {
      ...{ home, emulator, stack, refresh, stateMayBeIncomplete },
    });
    const calls = readFileSync(path.join(folder, "calls"), "utf8").split("\n").filter(Boolean);
    const verbs = calls.map((call) => {
      const verb = /\b(init|apply|show)\b/.exec(call)?.[0] ?? call;
      return call.includes("-refresh=false") ? `${verb} without reading` : verb;
    });
    return { verbs, outputs };
  }

  it("does not run Terraform, and has the outputs that it wrote", async () => {
    expect(await deploy()).toEqual({ verbs: [], outputs: { stream: "orders" } });
  });

  it("does not run it for another port either, which is where the lake comes back", async () => {
    expect(readDeployment(home)?.port).toBe(4566);
    expect((await deploy({ port: 4600 })).verbs).toEqual([]);
    expect(readDeployment(home)).toMatchObject({ complete: true, applying: false, port: 4600 });
  });

  it("reads everything when that is asked for", async () => {
    expect((await deploy({ refresh: true })).verbs).toEqual(["apply"]);
    expect((await deploy()).verbs).toEqual([]);
  });

  it("applies a change, for which nothing else is read, and then has it", async () => {
    put("resources.json", "two");
    expect((await deploy()).verbs).toEqual(["apply without reading"]);
    expect((await deploy()).verbs).toEqual([]);
  });

  it.each([
    ["of Terraform", () => put("version", "1.14.0")],
    [
      "of the provider",
      () => writeFileSync(path.join(home.folder, "stack", ".terraform.lock.hcl"), "6.40.0"),
    ],
  ])("runs Terraform for another version %s", async (_, change) => {
    change();
    expect((await deploy()).verbs.at(-1)).toBe("apply without reading");
    expect((await deploy()).verbs).toEqual([]);
  });

  it("reads everything if a change fails, which may be of what was deleted by hand", async () => {
    put("resources.json", "two");
    put("drifted", "");
    expect((await deploy()).verbs).toEqual(["apply without reading", "show", "apply"]);
  });

  it.each([
    ["another Terraform has changed the state", () => writeFileSync(state, '{"serial":2}')],
    [
      "an apply did not end",
      () => {
        const record = readDeployment(home);
        writeDeployment(home, { ...record, complete: true, applying: true });
      },
    ],
    ["the record is lost", () => rmSync(home.deploymentFile)],
  ])("reads everything if %s", async (_, change) => {
    change();
    expect((await deploy()).verbs).toEqual(["apply"]);
  });

  it("reads everything if the state may lack resources", async () => {
    expect((await deploy({ stateMayBeIncomplete: true })).verbs).toEqual(["apply"]);
  });
});
