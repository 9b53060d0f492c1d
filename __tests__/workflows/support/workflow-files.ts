import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../../local/home/lake-home";

/** A step of a job or of a composite action. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** A job with its own steps. */
export interface Job {
  readonly "timeout-minutes"?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly container?: string;
  readonly strategy?: { readonly matrix?: Readonly<Record<string, unknown>> };
  readonly steps: readonly Step[];
}

/** What tests read of a workflow. */
export interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job | { readonly uses: string }>>;
}

const github = path.join(projectFolder, ".github");

/** Names of the files in `.github/workflows`. */
export const workflowFiles: readonly string[] = readdirSync(path.join(github, "workflows")).sort();

/** Reads a workflow, such as `checks.yml`. */
export function readWorkflow(file: string): Workflow {
  // The linter checks workflows against GitHub's schema.
  return parse(readFileSync(path.join(github, "workflows", file), "utf8")) as Workflow;
}

/** The steps of all jobs of a workflow. */
export function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap((job) => ("steps" in job ? job.steps : []));
}

/** The steps of the composite action that prepares a job. */
export function prepareSteps(): readonly Step[] {
  const text = readFileSync(path.join(github, "actions", "prepare", "action.yml"), "utf8");
  // It has the form of GitHub's composite actions.
  return (parse(text) as { readonly runs: { readonly steps: readonly Step[] } }).runs.steps;
}
