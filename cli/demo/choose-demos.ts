import { UserError } from "../../errors/user-error";
import type { Dataset } from "../../model/dataset/dataset";
import type { DemoDataset } from "./demo-dataset";
import { demoEarthquakes } from "./earthquakes";
import { demoSampleEvents } from "./sample-events";

/** All demos; each is of an example dataset, which may have been removed or renamed. */
const DEMOS: readonly DemoDataset[] = [demoSampleEvents, demoEarthquakes];

/** The demos of datasets that the lake has, and the names of the others. */
export interface ChosenDemos {
  readonly demos: readonly DemoDataset[];
  readonly missing: readonly string[];
}

/**
 * Chooses the demos whose dataset the lake has.
 *
 * @throws UserError if it has none of them
 */
export function chooseDemos(datasets: readonly Pick<Dataset, "name">[]): ChosenDemos {
  const isThere = ({ dataset }: DemoDataset) => datasets.some(({ name }) => name === dataset);
  const demos = DEMOS.filter(isThere);
  if (demos.length > 0) {
    const missing = DEMOS.filter((demo) => !isThere(demo)).map(({ dataset }) => dataset);
    return { demos, missing };
  }
  throw new UserError(
    `The demo publishes events of ${DEMOS.map(({ dataset }) => dataset).join(" and ")}, and config/datasets has neither.`,
    "To try your own datasets: npx lake up, which ends with the commands that publish, crawl and query.",
  );
}
