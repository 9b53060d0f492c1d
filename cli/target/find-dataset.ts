import type { Dataset } from "../../model/dataset/dataset";
import { datasets } from "../../config/datasets";
import { didYouMean } from "../../errors/nearest-name";
import { UserError } from "../../errors/user-error";

/**
 * A dataset by its name.
 *
 * @param name @default - the first of config/datasets
 * @throws UserError that lists the existing names
 */
export function findDataset(name?: string, known: readonly Dataset[] = datasets): Dataset {
  const dataset = name === undefined ? known[0] : known.find((each) => each.name === name);
  if (dataset !== undefined) return dataset;
  const names = known.map((each) => each.name);
  throw new UserError(
    name === undefined
      ? "There is no dataset."
      : `There is no dataset "${name}".${didYouMean(name, names)}`,
    known.length === 0
      ? "Add one: npx lake dataset add NAME --from FILE"
      : `Choose one of ${names.join(", ")}, or add it: npx lake dataset add NAME --from FILE`,
  );
}
