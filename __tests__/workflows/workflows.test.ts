import { readFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";
import { TRINO_JAVA_RELEASE, TRINO_VERSION } from "../../toolchain/versions";
import { projectFiles } from "../support/sources/project-files";
import { prepareSteps, readWorkflow, stepsOf, workflowFiles } from "./support/workflow-files";
import type { Job, Step, Workflow } from "./support/workflow-files";

const github = path.join(projectFolder, ".github");
const files = workflowFiles.map((file) => `workflows/${file}`);
const texts = [...files, "actions/prepare/action.yml"].map((file) => ({
  file,
  text: readFileSync(path.join(github, file), "utf8"),
}));
const workflows = workflowFiles.map((file) => ({
  file: `workflows/${file}`,
  workflow: readWorkflow(file),
}));
/** Every script that a workflow runs in a shell or as JavaScript. */
const scripts = [...workflowFiles.flatMap((file) => stepsOf(readWorkflow(file))), ...prepareSteps()]
  .flatMap(({ run, with: inputs }) => [run, inputs?.script])
  .filter((script) => typeof script === "string");

describe("workflows", () => {
  it.each(texts)(
    "$file uses no action but by its commit, with its version in a comment",
    ({ text }) => {
      const foreign = [...text.matchAll(/uses: (.+)$/gm)]
        .map(([, used = ""]) => used)
        .filter((used) => !used.startsWith("./"));
      for (const used of foreign) expect(used).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    },
  );

  it.each(texts)("$file reads no long-lived key", ({ text }) => {
    expect(text).not.toMatch(/secrets\.|aws-access-key-id|AWS_SECRET/);
  });

  it("pass no untrusted text to a shell or to a script", () => {
    expect(scripts.length).toBeGreaterThan(20);
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });

  it("go on after no failed step", () => {
    for (const { text } of texts)
      expect(text).not.toMatch(/continue-on-error|\|\| true|always\(\)/);
  });

  it.each(workflows)(
    "$file gives its jobs no right but to read unless a job asks",
    ({ workflow }) => {
      expect(workflow.permissions).toEqual({ contents: "read" });
      expect(workflow.concurrency).toBeDefined();
    },
  );

  it.each(workflows)("$file has a timeout for every job", ({ workflow }) => {
    for (const job of ownJobs(workflow)) {
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
    }
  });

  it.each(workflows)("$file leaves no credentials in the checkout", ({ file, workflow }) => {
    for (const { steps } of ownJobs(workflow)) {
      expect(steps[0]?.uses).toContain("actions/checkout@");
    }
    expect(textOf(file).match(/persist-credentials: false/g) ?? []).toHaveLength(
      ownJobs(workflow).length,
    );
  });

  it("scan the synthesized stacks and a plan with the command that fails if nothing was scanned", () => {
    const checks = workflows.find(({ file }) => file.endsWith("checks.yml"))?.workflow;
    const policy = checks?.jobs.policy;
    const steps = policy !== undefined && "steps" in policy ? policy.steps : [];
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual([
      "python3 -m pip install --require-hashes --no-deps --only-binary :all: -r policy/checkov-requirements.txt",
      "npx jest __tests__/policy --selectProjects repository",
      "npx cdktf synth",
      "npm run check:policy",
      "npx lake up",
      "npm run check:policy -- --applied local",
    ]);
    expect(policy).toMatchObject({ env: { REQUIRE_CHECKOV: "1" } });
  });

  it("start the Trino of the engine trino, with a Java that it runs on", () => {
    const job = readWorkflow("checks.yml").jobs["trino"];
    const steps = job !== undefined && "steps" in job ? job.steps : [];
    const inputs = steps.map((step) => step.with ?? {});
    const javas = inputs.flatMap((input) => input["java-version"] ?? []);
    expect(javas.map((java) => Number(java) >= TRINO_JAVA_RELEASE)).toEqual([true]);
    const name = `trino-${TRINO_VERSION}`;
    expect(inputs).toContainEqual({ path: `.lake/tools/${name}`, key: name });
    expect(steps.at(-1)?.run).toBe("npm run test:trino");
  });

  it("deploy with Terraform and with OpenTofu, the journeys too", () => {
    const job = readWorkflow("checks.yml").jobs["applied"];
    if (job === undefined || !("steps" in job)) throw new Error("no such job");
    const { binary, part } = job.strategy?.matrix ?? {};
    expect(binary).toEqual(["terraform", "tofu"]);
    // Every part of as many as they say, so that no test is left out.
    const parts = [part].flat();
    expect(parts).toEqual(parts.map((_, index) => `${String(index + 1)}/${String(parts.length)}`));
    expect(job.steps.at(-1)?.run).toBe('npm run test:applied -- --shard="$PART"');
  });

  it("run on every major version of Node.js from the minimum on", () => {
    const job = readWorkflow("checks.yml").jobs["node"];
    const versions =
      job !== undefined && "steps" in job ? [job.strategy?.matrix?.["node"]].flat() : [];
    const minimum = readFileSync(path.join(projectFolder, ".nvmrc"), "utf8").trim();
    // A project that was moved to cdktn begins later.
    const supported = ["20", "22", "24"].filter((version) => Number(version) >= Number(minimum));
    expect([...new Set([minimum, ...versions])]).toEqual(supported);
  });

  it("have every shell whose completion is tested, wherever the tests of processes run", () => {
    const isTest = ({ run = "" }: Step) => run === ".ci/run" || run.endsWith(" test:processes");
    const jobs = workflows.flatMap(({ workflow }) =>
      ownJobs(workflow).filter(({ steps }) => steps.some(isTest)),
    );
    expect(jobs).toHaveLength(2);
    for (const { env, steps } of jobs) {
      expect(env).toMatchObject({ REQUIRE_SHELLS: "1" });
      const install = steps.findIndex(({ run = "" }) => / install .* fish zsh$/.test(run));
      expect(install).toBeGreaterThan(-1);
      expect(install).toBeLessThan(steps.findIndex(isTest));
    }
  });

  it("look every pinned package up in the advisories", () => {
    const job = readWorkflow("checks.yml").jobs["advisories"];
    const runs =
      job !== undefined && "steps" in job ? job.steps.flatMap(({ run }) => run ?? []) : [];
    const audit = runs.find((run) => run.startsWith("pip-audit --strict --require-hashes ")) ?? "";
    expect([...audit.matchAll(/ -r (\S+)/g)].map(([, file]) => file)).toEqual(
      projectFiles(/requirements(\/[\w-]+)?\.txt$/),
    );
    expect(runs).toEqual(expect.arrayContaining(["npm audit --omit=dev"]));
  });

  it("run the whole matrix of variants against AWS's models", () => {
    const runs = workflows.flatMap(({ workflow }) =>
      ownJobs(workflow).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])),
    );
    expect(runs).toContain("npm run test:models");
  });

  it.each(texts)("$file installs only packages with committed checksums", ({ text }) => {
    expect(text).not.toMatch(/pipx|npx (-y|--yes)|npm (i|install|exec)\b|curl |wget /);
    for (const [command] of text.matchAll(/pip3? install.*/g)) {
      expect(command).toContain("--require-hashes");
    }
  });

  it("use only the Terraform that the project downloads and verifies", () => {
    const prepare = textOf("actions/prepare/action.yml");
    const steps = [...prepare.matchAll(/- (?:run|uses): (\S+ ?\S* ?\S*)/g)].map(([, step]) => step);
    expect(steps.slice(1, 3)).toEqual([
      "npm ci",
      "npx tsx toolchain/terraform/install-for-workflow.ts",
    ]);
    for (const { text } of texts) expect(text).not.toContain("setup-terraform");
  });

  it("use the same version of each action everywhere", () => {
    const commits = new Map<string, Set<string>>();
    for (const { text } of texts) {
      for (const [, name = "", commit = ""] of text.matchAll(/uses: ([\w./-]+)@([0-9a-f]{40})/g)) {
        commits.set(name, (commits.get(name) ?? new Set()).add(commit));
      }
    }
    expect(commits.size).toBeGreaterThan(3);
    for (const [name, versions] of commits) expect([name, versions.size]).toEqual([name, 1]);
  });
});

/** Jobs without a reusable workflow of this repository, whose jobs are checked separately. */
function ownJobs({ jobs }: Workflow): Job[] {
  return Object.values(jobs).flatMap((job) => {
    if (!("uses" in job)) return [job];
    expect(files).toContain(job.uses.replace("./.github/", ""));
    return [];
  });
}

function textOf(file: string): string {
  return texts.find((each) => each.file === file)?.text ?? "";
}
