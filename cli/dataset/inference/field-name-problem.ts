import { column } from "../../../model/dataset/column-type";
import { validateColumns } from "../../../model/validation/dataset/validate-columns";

/** Why a name can't be used by the project's own rules; undefined if it can. */
export function fieldNameProblem(name: string, isColumn: boolean): string | undefined {
  // In an object literal it would set the prototype.
  if (name === "__proto__") return "has a name that can't be used in code";
  const type = column.string();
  const [violation] = isColumn
    ? validateColumns("", { [name]: type })
    : validateColumns("", { parent: column.struct({ [name]: type }) });
  return violation?.problem;
}
