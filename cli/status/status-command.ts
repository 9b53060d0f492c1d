import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { lakeHome } from "../../local/home/lake-home";
import type { ActiveAlarm } from "./active-alarms";
import { deploymentAdvice } from "../emulator/deployment-progress";
import { describeDiskUse, diskUse } from "../emulator/lake/disk-use";
import type { DiskUse } from "../emulator/lake/disk-use";
import { describeSqlEngine } from "./sql-engine-line";
import { LOCAL, describeOutage, outageAdvice } from "../target/local-emulator";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";
import type { StageStatus } from "./pipeline-status";
import { readStatus } from "./read-status";
import type { DatasetStatus } from "./dataset-status";
import type { Status, StatusScope } from "./read-status";
import { EXIT } from "../terminal/exit-codes";

const REFRESH_MS = 2_000;

/** What `lake status` prints with `--json`. */
interface ShownStatus extends Status {
  /** Of the lake of this machine; absent for an environment on AWS, and where there is no lake. */
  readonly disk?: DiskUse;
}

/** Options of `lake status`. */
export interface StatusOptions extends StatusScope {
  readonly watch: boolean;
}

/** `lake status [--watch]`: shows the state of the embedded AWS, of each dataset's pipeline stages, and active alarms. */
export async function statusCommand(output: Output, options: StatusOptions): Promise<void> {
  // Once: a large lake has too many files to measure them all the time.
  const disk = options.env === LOCAL ? readDisk() : {};
  for (;;) {
    const status = { ...(await readStatus(options)), ...disk };
    if (options.watch) output.clearScreen();
    output.result(status, renderStatus);
    process.exitCode = isFailure(status) ? EXIT.failed : EXIT.done;
    if (!options.watch) return;
    await sleep(REFRESH_MS);
  }
}

/** Whether scripts must not go on: nothing answers, or half of it is deployed. */
function isFailure({ emulator, deployment }: Status): boolean {
  const { state = "running" } = emulator ?? {};
  return state !== "running" || deployment?.state === "incomplete";
}

function readDisk(): Pick<ShownStatus, "disk"> {
  const home = lakeHome();
  const hasLake = existsSync(home.stateFolder) || existsSync(home.snapshotsFolder);
  return hasLake ? { disk: diskUse(home) } : {};
}

/** The state of the embedded AWS and the pipelines as tables, one per dataset, then the disk use. */
export function renderStatus(status: ShownStatus): string {
  const { disk } = status;
  return [renderPipelines(status), ...(disk === undefined ? [] : [describeDiskUse(disk)])].join(
    "\n",
  );
}

function renderPipelines({ emulator, sqlEngine, deployment, datasets }: Status): string {
  if (emulator !== undefined && emulator.state !== "running") {
    return `${describeOutage(emulator)}\n${outageAdvice(emulator)}`;
  }
  const lines = datasets.flatMap(renderDataset);
  const advice = deployment === undefined ? undefined : deploymentAdvice(deployment);
  if (advice !== undefined) lines.unshift(advice);
  if (emulator !== undefined) {
    const { endpointUrl, startedAt } = emulator.emulator;
    lines.unshift(
      `The embedded AWS runs at ${endpointUrl} since ${startedAt}.`,
      ...(sqlEngine === undefined ? [] : [describeSqlEngine(sqlEngine)]),
    );
  }
  return lines.join("\n");
}

function renderDataset({ dataset, stages, alarms }: DatasetStatus): string[] {
  return [
    `${dataset}:`,
    ...renderAlarms(alarms),
    renderTable(
      ["stage", "state", "records in the last hour", "lag"],
      stages.map(({ stage, state, records, lagSeconds }) => [
        stage,
        state,
        records ?? null,
        lagSeconds === undefined ? null : `${Math.round(lagSeconds)} s`,
      ]),
    ),
    ...renderNames(stages),
    ...stages.flatMap(({ stage, lastObject, lastError, advice }) => [
      ...(lastObject === undefined ? [] : [`last object, ${stage}: ${lastObject}`]),
      ...(lastError === undefined ? [] : [`last error, ${stage}: ${lastError}`]),
      ...(advice === undefined ? [] : [`${stage}, ${advice}`]),
    ]),
  ];
}

/** Where the stages are: too long for a table, and most are copied. */
function renderNames(stages: readonly StageStatus[]): string[] {
  const names = [...new Set(stages.map(({ name }) => name))];
  return names.map((name) => {
    const those = stages.filter((each) => each.name === name).map(({ stage }) => stage);
    return `${those.join(", ")}: ${name}`;
  });
}

/** Active alarms; they are shown before the stages. */
function renderAlarms(alarms: readonly ActiveAlarm[]): string[] {
  if (alarms.length === 0) return [];
  return [
    renderTable(
      ["alarm", "since", "first command", "runbook"],
      alarms.map(({ alarm, since, firstCommand, runbook }) => [
        alarm.replaceAll("_", "-"),
        since ?? null,
        firstCommand,
        runbook,
      ]),
    ),
    ...alarms.map(({ alarm, reason }) => `${alarm.replaceAll("_", "-")}: ${reason}`),
  ];
}
