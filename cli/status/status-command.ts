import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { emulatorState } from "../../local/lifecycle/emulator-state";
import type { EmulatorState } from "../../local/lifecycle/emulator-state";
import { lakeHome } from "../../local/home/lake-home";
import type { SqlEngineStatus } from "../../local/athena/trino/server/engine-settings";
import { readSqlEngine } from "../../local/lifecycle/sql-engine-state";
import { readActiveAlarms } from "./active-alarms";
import type { ActiveAlarm } from "./active-alarms";
import { deploymentAdvice, deploymentProgress } from "../emulator/deployment-progress";
import { describeDiskUse, diskUse } from "../emulator/lake/disk-use";
import type { DiskUse } from "../emulator/lake/disk-use";
import { describeSqlEngine } from "./sql-engine-line";
import type { DeploymentProgress } from "../emulator/deployment-progress";
import { LOCAL, describeOutage, outageAdvice } from "../target/local-emulator";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/output";
import { readPipelineStatus } from "./pipeline-status";
import type { StageStatus } from "./pipeline-status";
import { findDataset, resolveTargets } from "../target/target";

const REFRESH_MS = 2_000;

/** What `lake status` prints with `--json`. */
interface Status {
  /** State of the embedded AWS; absent for an environment on AWS. */
  readonly emulator?: EmulatorState;
  /** What answers queries; absent unless the embedded AWS runs. */
  readonly sqlEngine?: SqlEngineStatus;
  /** Progress of the deployment to a running embedded AWS. */
  readonly deployment?: DeploymentProgress;
  /** Of the lake of this machine; absent for an environment on AWS, and where there is no lake. */
  readonly disk?: DiskUse;
  /** Empty if the embedded AWS is not running, or its deployment is not complete. */
  readonly datasets: readonly DatasetStatus[];
}

interface DatasetStatus {
  readonly dataset: string;
  readonly stages: readonly StageStatus[];
  /** Active alarms. */
  readonly alarms: readonly ActiveAlarm[];
}

/** Options of `lake status`. */
export interface StatusOptions {
  readonly env: string;
  /** @default - all of them */
  readonly dataset?: string;
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
    process.exitCode = isFailure(status) ? 1 : 0;
    if (!options.watch) return;
    await sleep(REFRESH_MS);
  }
}

/** An embedded AWS that was not started is no failure; one that ended unexpectedly, or half a deployment, is. */
function isFailure({ emulator, deployment }: Status): boolean {
  const { state = "running" } = emulator ?? {};
  return (state !== "running" && state !== "stopped") || deployment?.state === "incomplete";
}

function readDisk(): Pick<Status, "disk"> {
  const home = lakeHome();
  const hasLake = existsSync(home.stateFolder) || existsSync(home.snapshotsFolder);
  return hasLake ? { disk: diskUse(home) } : {};
}

async function readStatus(options: StatusOptions): Promise<Status> {
  if (options.env !== LOCAL) return { datasets: await readDatasets(options) };
  const home = lakeHome();
  const emulator = await emulatorState(home);
  // An unknown dataset is reported even if nothing runs.
  findDataset(options.dataset);
  if (emulator.state !== "running") return { emulator, datasets: [] };
  const deployment = deploymentProgress(home);
  const engine = await readSqlEngine(emulator.emulator.endpointUrl);
  const sqlEngine = engine === undefined ? {} : { sqlEngine: engine };
  // Without a completed deployment, some resources do not exist yet.
  const isReadable = deploymentAdvice(deployment) === undefined;
  return {
    emulator,
    ...sqlEngine,
    deployment,
    datasets: isReadable ? await readDatasets(options) : [],
  };
}

async function readDatasets({ env, dataset }: StatusOptions): Promise<DatasetStatus[]> {
  const targets = await resolveTargets(env, dataset);
  return Promise.all(
    targets.map(async (target) => {
      const [stages, alarms] = await Promise.all([
        readPipelineStatus(target),
        readActiveAlarms(target),
      ]);
      return { dataset: target.dataset.name, stages, alarms };
    }),
  );
}

/** The state of the embedded AWS and the pipelines as tables, one per dataset, then the disk use. */
function renderStatus(status: Status): string {
  const { disk } = status;
  return [renderPipelines(status), ...(disk === undefined ? [] : [describeDiskUse(disk)])].join(
    "\n",
  );
}

function renderPipelines({ emulator, sqlEngine, deployment, datasets }: Status): string {
  if (emulator?.state === "stopped") {
    return "The embedded AWS is not running. Start it: npx lake up";
  }
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
      ["stage", "name", "state", "records in the last hour", "lag"],
      stages.map(({ stage, name, state, records, lagSeconds }) => [
        stage,
        name,
        state,
        records ?? null,
        lagSeconds === undefined ? null : `${Math.round(lagSeconds)} s`,
      ]),
    ),
    ...stages.flatMap(({ stage, lastObject, lastError }) => [
      ...(lastObject === undefined ? [] : [`last object, ${stage}: ${lastObject}`]),
      ...(lastError === undefined ? [] : [`last error, ${stage}: ${lastError}`]),
    ]),
  ];
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
