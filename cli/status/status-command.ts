import { setTimeout as sleep } from "node:timers/promises";
import { emulatorState } from "../../local/lifecycle/emulator-state";
import type { EmulatorState } from "../../local/lifecycle/emulator-state";
import { lakeHome } from "../../local/home/lake-home";
import { readActiveAlarms } from "./active-alarms";
import type { ActiveAlarm } from "./active-alarms";
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
  /** Empty if the embedded AWS is not running. */
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
  for (;;) {
    const status = await readStatus(options);
    if (options.watch) output.clearScreen();
    output.result(status, renderStatus);
    // An embedded AWS that was not started is no failure; one that ended unexpectedly is.
    const { state = "running" } = status.emulator ?? {};
    process.exitCode = state === "running" || state === "stopped" ? 0 : 1;
    if (!options.watch) return;
    await sleep(REFRESH_MS);
  }
}

async function readStatus(options: StatusOptions): Promise<Status> {
  if (options.env !== LOCAL) return { datasets: await readDatasets(options) };
  const emulator = await emulatorState(lakeHome());
  // An unknown dataset is reported even if nothing runs.
  findDataset(options.dataset);
  return {
    emulator,
    datasets: emulator.state === "running" ? await readDatasets(options) : [],
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

/** The pipelines as tables, one per dataset. */
function renderStatus({ emulator, datasets }: Status): string {
  if (emulator?.state === "stopped") {
    return "The embedded AWS is not running. Start it: npx lake up";
  }
  if (emulator !== undefined && emulator.state !== "running") {
    return `${describeOutage(emulator)}\n${outageAdvice(emulator)}`;
  }
  const lines = datasets.flatMap(renderDataset);
  if (emulator !== undefined) {
    const { endpointUrl, startedAt } = emulator.emulator;
    lines.unshift(`The embedded AWS runs at ${endpointUrl} since ${startedAt}.`);
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
