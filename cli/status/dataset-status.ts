import { resolveTargets } from "../target/target";
import type { Target } from "../target/target";
import { readActiveAlarms } from "./active-alarms";
import type { ActiveAlarm } from "./active-alarms";
import { readPipelineStatus } from "./pipeline-status";
import type { StageStatus } from "./pipeline-status";

/** State of a dataset's pipeline. */
export interface DatasetStatus {
  readonly dataset: string;
  readonly stages: readonly StageStatus[];
  /** Active alarms. */
  readonly alarms: readonly ActiveAlarm[];
}

/**
 * The state of the pipelines of a lake.
 *
 * @param dataset @default - all of them
 * @throws UserError for an unknown environment or dataset
 */
export async function readDatasetStatuses(env: string, dataset?: string): Promise<DatasetStatus[]> {
  return Promise.all((await resolveTargets(env, dataset)).map(readDatasetStatus));
}

/** The state of a dataset's pipeline, and its active alarms. */
export async function readDatasetStatus(target: Target): Promise<DatasetStatus> {
  const [stages, alarms] = await Promise.all([
    readPipelineStatus(target),
    readActiveAlarms(target),
  ]);
  return { dataset: target.dataset.name, stages, alarms };
}
