import { UserError } from "../../../errors/user-error";
import { pollUntil } from "../../target/poll";
import type { Detail } from "../../terminal/output";
import { parsePlan } from "../../terraform/plan/terraform-plan";
import type { TerraformPlan } from "../../terraform/plan/terraform-plan";
import type { ApiClient } from "./api-client";
import { parseDocument, textOf } from "./json-api";
import type { ApiDocument } from "./json-api";

/** What a reviewer should know of a run beyond its plan. */
export interface CloudRun {
  readonly id: string;
  /** Name of its workspace. */
  readonly workspace: string;
  readonly status: string;
  /** What its creator wrote. */
  readonly message: string;
  /** Whether the plan is applied without asking anybody. */
  readonly autoApply: boolean;
  /** Whether the run destroys everything in the workspace. */
  readonly isDestroy: boolean;
  /** Whether it can't be applied. */
  readonly planOnly: boolean;
  /** Addresses to which the plan is limited; empty for no limit. */
  readonly targets: readonly string[];
}

/** Planning ends with one of these. @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/plans#plan-states */
const ENDED = new Set(["finished", "errored", "canceled", "unreachable"]);
const RUN_ID = /^run-[A-Za-z0-9]+$/;
/** Large workspaces are planned for minutes, and may wait behind other runs. */
const PLANNING_MS = 60 * 60_000;

/**
 * Reads a run and its plan; waits until it is planned.
 *
 * @throws UserError for anything but an id, a run that the token does not see, and one whose plan can't be read
 */
export async function readRun(
  client: ApiClient,
  id: string,
  detail: Detail,
): Promise<{ readonly run: CloudRun; readonly plan: TerraformPlan }> {
  if (!RUN_ID.test(id)) {
    throw new UserError(
      `--tfc-run is no id of a run: received ${JSON.stringify(id)}.`,
      "Give the id at the end of the run's address, for example run-CZcmD7eagjhyX0vN.",
    );
  }
  const { document, planning } = await pollUntil(
    async () => {
      const read = await readDocument(client, `runs/${id}?include=plan`);
      const status = planningOf(id, read);
      detail(`planning is ${status}`);
      return { document: read, planning: status };
    },
    (read) => ENDED.has(read.planning),
    { firstMs: 1_000, slowestMs: 10_000 },
    { timeoutMs: PLANNING_MS, what: `The plan of ${id}`, advice: "Look at the log of the run." },
  );
  const workspaceId = document.relatedId("workspace");
  const workspace =
    workspaceId === undefined
      ? undefined
      : await readDocument(client, `workspaces/${encodeURIComponent(workspaceId)}`);
  const run = runOf(id, document, textOf(workspace?.attributes.name) ?? workspaceId ?? "");
  const json =
    planning === "finished" || planning === "errored"
      ? await client.send(`runs/${id}/plan/json-output`)
      : undefined;
  if (json === undefined) {
    throw new UserError(
      `${id} has no plan: planning is ${planning}, and the run is ${run.status}.`,
      "Look at the log of the run, and start another one.",
    );
  }
  const plan = parsePlan(json, `The plan of ${id}`);
  return { run, plan: planning === "errored" ? { ...plan, errored: true } : plan };
}

async function readDocument(client: ApiClient, path: string): Promise<ApiDocument> {
  return parseDocument((await client.send(path)) ?? "", `${client.url.href}${path}`);
}

function planningOf(id: string, document: ApiDocument): string {
  const status = textOf(document.included("plans").status);
  if (status !== undefined) return status;
  throw new UserError(
    `The answer about ${id} has no status of its plan.`,
    "Check that --tfc-host is Terraform Cloud or Terraform Enterprise.",
  );
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#get-run-details */
function runOf(id: string, { attributes }: ApiDocument, workspace: string): CloudRun {
  const targets = attributes["target-addrs"];
  return {
    id,
    workspace,
    status: textOf(attributes.status) ?? "unknown",
    message: textOf(attributes.message) ?? "",
    autoApply: attributes["auto-apply"] === true,
    isDestroy: attributes["is-destroy"] === true,
    planOnly: attributes["plan-only"] === true,
    targets: Array.isArray(targets) ? targets.filter((each) => typeof each === "string") : [],
  };
}
