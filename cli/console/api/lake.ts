import type { Lake } from "../../target/connected-lake";

/** What every view needs to know of the lake. */
export interface LakeView {
  readonly environment: string;
  readonly region: string;
  readonly readOnly: boolean;
  /** Names of the datasets, in the order of the configuration. */
  readonly datasets: readonly string[];
}

/** Answers `lake`. */
export async function readLake(lake: Lake): Promise<LakeView> {
  const { name: environment, region } = lake.environment;
  const targets = await lake.targets();
  const datasets = targets.map(({ dataset }) => dataset.name);
  return { environment, region, readOnly: lake.readOnly, datasets };
}
