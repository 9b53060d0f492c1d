import { setTimeout as sleep } from "node:timers/promises";
import { emulatorState } from "../../local/runtime/emulator-process";
import type { EmulatorState } from "../../local/runtime/emulator-process";
import { lakeHome } from "../../local/runtime/lake-home";
import type { Output } from "../output";
import { renderTable } from "../output";
import { readPipeline } from "../pipeline-status";
import type { Stage } from "../pipeline-status";
import { LOCAL, resolveTarget } from "../target";

const REFRESH_MS = 2_000;
const CLEAR_SCREEN = "\x1b[2J\x1b[H";

/** What `lake status` prints with `--json`. */
interface Status {
  /** Of the embedded AWS; absent for an environment on AWS. */
  readonly emulator?: EmulatorState;
  readonly stages: readonly Stage[];
}

/** `lake status [--watch]`: whether the embedded AWS runs, and how far each stage of the pipeline is. */
export async function statusCommand(
  output: Output,
  options: { readonly env: string; readonly watch: boolean },
): Promise<void> {
  for (;;) {
    const status = await readStatus(options.env);
    output.result(status, (result) => (options.watch ? CLEAR_SCREEN : "") + renderStatus(result));
    if (!options.watch) return;
    await sleep(REFRESH_MS);
  }
}

async function readStatus(environment: string): Promise<Status> {
  if (environment !== LOCAL)
    return { stages: await readPipeline(await resolveTarget(environment)) };
  const emulator = await emulatorState(lakeHome());
  const stages =
    emulator.state === "running" ? await readPipeline(await resolveTarget(environment)) : [];
  return { emulator, stages };
}

function renderStatus({ emulator, stages }: Status): string {
  if (emulator?.state === "stopped") {
    return "The embedded AWS does not run. Start it: npx lake up";
  }
  if (emulator?.state === "killed") {
    return `The embedded AWS started at ${emulator.emulator.startedAt} was killed; its data is gone. Start anew: npx lake up`;
  }
  const lines = [
    renderTable(
      ["stage", "name", "state", "records in the last hour", "behind"],
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
  if (emulator !== undefined) {
    const { endpointUrl, startedAt } = emulator.emulator;
    lines.unshift(`The embedded AWS runs at ${endpointUrl} since ${startedAt}.`);
  }
  return lines.join("\n");
}
