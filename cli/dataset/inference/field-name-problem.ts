import { column } from "../../../model/dataset/column-type";
import { isJsonKey } from "../../../model/validation/dataset/validate-json-keys";
import { validateColumns } from "../../../model/validation/dataset/validate-columns";

// In an object literal it would set the prototype.
const UNUSABLE = "__proto__";

/** Why a name can't be that of a field by the project's own rules; undefined if it can. */
export function fieldNameProblem(name: string): string | undefined {
  if (name === UNUSABLE) return "has a name that can't be used in code";
  const [violation] = validateColumns("", { parent: column.struct({ [name]: column.string() }) });
  return violation?.problem;
}

/** Why no column can be read from a key of events; undefined if one can. */
export function keyProblem(key: string): string | undefined {
  if (key === UNUSABLE) return "can't be used in code";
  return isJsonKey(key) ? undefined : "can't be mapped to a column: Firehose takes no such key";
}
