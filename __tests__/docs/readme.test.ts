import { mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createProgram } from "../../cli/program";
import { renderDeployment } from "../../cli/emulator/up-command";
import { DEFAULT_PORT } from "../../local/lifecycle/emulator-options";
import { emulatorAccountId } from "../../model/environment/emulator-account";
import { lakeNames } from "../../model/naming/names";
import { PYTHON_MINIMUM_VERSION, TERRAFORM_MINIMUM_VERSION } from "../../toolchain/versions";
import { startProcess } from "../support/emulator/lake-command";
import { environmentOf } from "../support/plans/synth";
import { projectFiles } from "../support/sources/project-files";

const root = path.join(__dirname, "../..");
const readme = readFileSync(path.join(root, "README.md"), "utf8");

describe("the README", () => {
  it("lists every command of `lake`", () => {
    const commands = createProgram().commands.flatMap((command) =>
      command.commands.length === 0
        ? [command.name()]
        : command.commands.map((each) => `${command.name()} ${each.name()}`),
    );
    const listed = [...readme.matchAll(/^\| `npx lake ([a-z-]+(?: [a-z]+)?)/gm)];
    expect(listed.map(([, name]) => name).sort()).toEqual(commands.sort());
  });

  it("shows the steps, tables and headings that the demo prints", () => {
    const sources = readdirSync(path.join(root, "cli"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(path.join(root, "cli", file), "utf8"))
      .join("\n");
    const [, demo = ""] = /```\n(✔ [^]*?)```/.exec(readme) ?? [];
    const steps = [...demo.matchAll(/^✔ (.+) \([\d.]+ s\)$/gm)];
    const headings = [...demo.matchAll(/^(The .+):$/gm)];
    const columns = [...demo.matchAll(/┐\n│(.+)│$/gm)].flatMap(([, row = ""]) => row.split("│"));
    const texts = [...steps, ...headings].map(([, text = ""]) => text);
    expect([steps.length, headings.length, columns.length]).toEqual([9, 1, 8]);
    const printed = [...texts, ...columns.map((column) => column.trim())];
    expect(printed.filter((text) => !sources.includes(text))).toEqual([]);
  });

  it("names the versions that are required", () => {
    const { engines } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      engines: { node: string };
    }; // ours
    const short = (version: string) => version.replace(/^>= ?/, "").replace(/\.0$/, "");
    expect(readme).toContain(
      `You need Node.js ${short(engines.node)} or newer and Python ${short(PYTHON_MINIMUM_VERSION)} or newer.`,
    );
    expect(readme).toContain(`with Terraform ${short(TERRAFORM_MINIMUM_VERSION)} or newer`);
  });

  it("has the license that it names", () => {
    const [license] = readFileSync(path.join(root, "LICENSE"), "utf8").split(/\s/);
    expect(readme).toContain(`\n${license ?? ""} license.\n`);
    expect(license).toBe("MIT");
  });

  it("says which commands take --env and --dataset", () => {
    const text = readme.replaceAll(/\s+/g, " ");
    const named = (option: string) => {
      const [, list = ""] = new RegExp("([^.|]*) take `" + option + " NAME`").exec(text) ?? [];
      return [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort();
    };
    // Those of other environments have no default.
    const onEveryLake = createProgram().commands.filter(({ options }) =>
      options.some(({ long, defaultValue }) => long === "--env" && defaultValue === "local"),
    );
    const withDataset = onEveryLake.filter(({ options }) =>
      options.some(({ long }) => long === "--dataset"),
    );
    const names = (commands: typeof onEveryLake) => commands.map((each) => each.name()).sort();
    expect(named("--env")).toEqual(names(onEveryLake));
    expect(named("--dataset")).toEqual(names(withDataset));
  });

  it("sets for the AWS CLI what `lake up` prints, and lists the bucket that it deploys", () => {
    const { project, name } = environmentOf("local");
    const scope = { project, environment: name, accountId: emulatorAccountId };
    const endpointUrl = `http://127.0.0.1:${DEFAULT_PORT}`;
    const changes = { add: 0, change: 0, remove: 0 };
    const deployment = { endpointUrl, changes, outputs: {}, removedDatasets: [] };
    const lines = renderDeployment(deployment, []).match(/^ *export .+$/gm) ?? [];
    const printed = lines.map((line) => line.trim()).join("\n");
    expect(printed).toContain("AWS_ENDPOINT_URL");
    expect(readme).toContain(
      `\n${printed}\naws s3 ls --recursive s3://${lakeNames(scope).lakeBucket}\n`,
    );
  });

  it("lists the folders of the source tree", () => {
    const [, tree = ""] = /^## Source tree\n([^]*?)^## /m.exec(readme) ?? [];
    const listed = [...tree.matchAll(/\[`([\w-]+)\/`\]/g)].map(([, folder]) => folder);
    const folders = new Set(
      projectFiles(/^[^.].*\//)
        .map((file) => file.split("/")[0])
        .filter((folder) => folder !== "docs"),
    );
    expect(listed.sort()).toEqual([...folders].sort());
  });

  it("names the way to run no stranger's package, which works here and fails elsewhere", async () => {
    const words = /`npx (--no-install lake)` never/.exec(readme.replaceAll(/\s+/g, " "))?.[1] ?? "";
    const run = (cwd: string) =>
      startProcess("npx", [...words.split(" "), "--help"], {}, cwd).ended;
    const [here, elsewhere] = await Promise.all([
      run(root),
      run(mkdtempSync(path.join(tmpdir(), "elsewhere-"))),
    ]);
    expect(here).toMatchObject({ exitCode: 0 });
    expect(elsewhere.exitCode).not.toBe(0);
    expect(elsewhere.stdout).toBe("");
  });
});
