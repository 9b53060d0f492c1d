import type { Lake } from "../../../../cli/target/connected-lake";
import type { Target } from "../../../../cli/target/target";
import type { Dataset } from "../../../../model/dataset/dataset";
import { datasetNames, lakeNames } from "../../../../model/naming/names";
import { FakeAws } from "../../../support/fake-aws/fake-aws";
import { environmentOf } from "../../../support/plans/synth";

/** A lake with one dataset, `orders`, on fake services. */
export interface FakeLake {
  readonly aws: FakeAws;
  readonly lake: Lake;
  readonly target: Target;
}

/** @param answers to commands that the fake services have none for, or another */
export function fakeLake(answers: ConstructorParameters<typeof FakeAws>[0] = {}): FakeLake {
  const aws = new FakeAws(answers);
  const scope = { project: "lake", environment: "dev", accountId: "111122223333" };
  const dataset: Dataset = {
    name: "orders",
    description: "Orders.",
    columns: {},
    partitionBy: [{ name: "country", path: "country" }],
  };
  const environment = environmentOf("dev");
  const names = { ...lakeNames(scope), ...datasetNames(scope, dataset.name) };
  const target: Target = { environment, dataset, names, clients: aws.clients };
  const lake = { environment, readOnly: false, targets: () => Promise.resolve([target]) };
  return { aws, lake, target };
}
