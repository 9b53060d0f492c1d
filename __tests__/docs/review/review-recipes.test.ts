import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { lakeHome, projectFolder } from "../../../local/home/lake-home";
import { findTerraform } from "../../../toolchain/terraform/terraform";

const page = readFileSync(path.join(projectFolder, "docs/deploy/review-recipes.md"), "utf8");
const recipes = [...page.matchAll(/^## (.+)$[^]*?^```yaml\n([^]*?)^```$/gm)].map(
  ([, name = "", yaml = ""]) => [name, parse(yaml) as unknown] as const,
);

/** A resource of Terraform's own provider, which needs no download, and which the review does not know. */
const stack = { resource: { terraform_data: { a: { input: 1 } } } };

/** npm's own, which is not next to a Node.js that a package brought. */
const npx = execFileSync("/bin/sh", ["-c", "command -v npx"], { encoding: "utf8" }).trim();

/** One shell of a recipe. */
interface Step {
  readonly script: string;
  /** Relative to the project. */
  readonly folder?: string;
}

describe("the recipes for reviews", () => {
  let terraform: string;
  let project: string;

  beforeAll(async () => {
    terraform = await findTerraform({
      toolsFolder: lakeHome().toolsFolder,
      progress: () => undefined,
    });
  });

  beforeEach(() => {
    project = mkdtempSync(path.join(tmpdir(), "recipe-"));
    const tools = path.join(project, "tools");
    for (const folder of [tools, stackFolder()]) mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(stackFolder(), "main.tf.json"), JSON.stringify(stack));
    symlinkSync(path.join(projectFolder, "node_modules"), path.join(project, "node_modules"));
    symlinkSync(terraform, path.join(tools, "terraform"));
    // The installation of the packages and the synth have tests of their own.
    tool("npm", '[ "$*" = ci ]');
    tool("npx", `[ "$1 $2" = "cdktf synth" ] && exit 0; exec "${npx}" "$@"`);
  });

  const stackFolder = () => path.join(project, "cdktf.out", "stacks", "prod");

  function tool(name: string, script: string): void {
    const file = path.join(project, "tools", name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  function run({ script, folder = "." }: Step, variables: Readonly<Record<string, string>>) {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
      cwd: path.join(project, folder),
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${path.join(project, "tools")}:${process.env.PATH ?? ""}`,
        ...variables,
      },
    });
    return { status, stdout, stderr };
  }

  /** Runs steps until one fails. */
  function runAll(steps: readonly Step[], variables: Readonly<Record<string, string>>) {
    let last = { status: 0 as number | null, stdout: "", stderr: "" };
    for (const step of steps) {
      last = run(step, variables);
      if (last.status !== 0) break;
    }
    return last;
  }

  const isReport = expect.stringMatching(
    /is of the type `?terraform_data`?, which the review does not know/,
  ) as string;

  it("are of these services", () => {
    expect(recipes.map(([name]) => name)).toEqual(["Atlantis", "GitLab", "Azure DevOps"]);
  });

  /** Steps of a recipe, as its service runs them. */
  const stepsOf: Readonly<Record<string, (recipe: unknown) => readonly Step[]>> = {
    Atlantis: (recipe) => {
      const { workflows } = recipe as { workflows: { lake: { plan: { steps: unknown[] } } } };
      const builtIn: Readonly<Record<string, string>> = {
        init: "terraform init -input=false",
        plan: 'terraform plan -input=false -out="$PLANFILE"',
      };
      return workflows.lake.plan.steps.map((step) => ({
        script:
          typeof step === "string" ? (builtIn[step] ?? "exit 9") : (step as { run: string }).run,
        folder: "cdktf.out/stacks/prod",
      }));
    },
    GitLab: (recipe) => {
      const job = (recipe as { "lake-review": { script: string[] } })["lake-review"];
      // One shell runs all lines, and ends at the first that fails.
      return [{ script: ["set -eo pipefail", ...job.script].join("\n") }];
    },
    "Azure DevOps": (recipe) => {
      const { steps } = recipe as { steps: { script?: string; workingDirectory?: string }[] };
      const expand = (text: string) => text.replaceAll("$(lakeEnvironment)", "prod");
      return steps.flatMap(({ script, workingDirectory }) =>
        script === undefined
          ? []
          : [{ script: expand(script), folder: expand(workingDirectory ?? ".") }],
      );
    },
  };

  const variables = () => ({
    LAKE: projectFolder,
    LAKE_ENVIRONMENT: "prod",
    CI_PROJECT_DIR: project,
    PLANFILE: path.join(project, "plan.out"),
    SHOWFILE: path.join(project, "plan.json"),
  });

  it.each(recipes)("%s: fails the job for a plan that somebody should look at", (name, recipe) => {
    const steps = stepsOf[name]?.(recipe) ?? [];
    const { status, stdout, stderr } = runAll(steps, variables());
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.any(String) as string });
    const file = path.join(project, "review.md");
    expect(existsSync(file) ? readFileSync(file, "utf8") : stdout).toEqual(isReport);
    if (name === "Atlantis") return;
    expect(readFileSync(path.join(project, "review.xml"), "utf8")).toEqual(isReport);
  });

  it.each(recipes)("%s: passes for a plan that is safe", (name, recipe) => {
    const safe = { output: { a: { value: 1 } } };
    writeFileSync(path.join(stackFolder(), "main.tf.json"), JSON.stringify(safe));
    const steps = stepsOf[name]?.(recipe) ?? [];
    expect(runAll(steps, variables())).toMatchObject({ status: 0 });
  });
});
