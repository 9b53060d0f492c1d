import { columnFields } from "../../dataset/column-fields";
import type { Columns } from "../../dataset/column-type";
import { jsonKeyOf, jsonKeySettings } from "../../dataset/json-keys";
import type { ConfigViolation } from "../config-violation";
import { datasetViolation } from "./dataset-violation";

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html */
const MAXIMUM_KEY_LENGTH = 1024;

/** Whether a key of events can be mapped to a column: Firehose accepts no blank one, and we accept one line only. */
export function isJsonKey(key: unknown): key is string {
  return (
    typeof key === "string" &&
    key.trim() !== "" &&
    key.length <= MAXIMUM_KEY_LENGTH &&
    !/[\p{Control}\u2028\u2029]/u.test(key)
  );
}

/** Validates the keys of events that columns are read from. */
export function validateJsonKeys(path: string, columns: Columns): ConfigViolation[] {
  const invalid = Object.entries(columns).flatMap(([name, type]) => {
    const { from } = type.notes;
    return from === undefined || isJsonKey(from)
      ? []
      : [
          datasetViolation(
            `${path}.${name}.from`,
            "can't be the key of a column",
            from,
            `one line of 1 to ${MAXIMUM_KEY_LENGTH} characters that is not blank`,
          ),
        ];
  });
  if (invalid.length > 0) return invalid;
  return [...rejectDuplicates(path, columns), ...validateFields(path, columns)];
}

function rejectDuplicates(path: string, columns: Columns): ConfigViolation[] {
  const owners = new Map<string, string>();
  return Object.entries(columns).flatMap(([name, type]) => {
    const key = jsonKeyOf(name, type);
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, name);
      return [];
    }
    return [
      datasetViolation(
        `${path}.${name}.from`,
        `is the key of the column ${owner}, too`,
        key,
        "a key of its own for each column",
      ),
    ];
  });
}

/** The deserializer has one list of keys for columns and for the fields inside of them. */
function validateFields(path: string, columns: Columns): ConfigViolation[] {
  const { caseInsensitive, columnToJsonKeyMappings } = jsonKeySettings(columns);
  return columnFields(columns).flatMap(({ path: field, type }) => {
    if (Object.hasOwn(columns, field)) return [];
    const at = `${path}.${field}`;
    const name = /[^.]*$/.exec(field)?.[0] ?? "";
    if (type.notes.from !== undefined) {
      const expected =
        "no key: Firehose maps keys to columns only, and reads fields by their names";
      return [datasetViolation(`${at}.from`, "is the key of a field", type.notes.from, expected)];
    }
    if (Object.hasOwn(columnToJsonKeyMappings, name.toLowerCase())) {
      return [
        datasetViolation(
          at,
          "has the name of a column that is read from another key",
          name,
          `another name for the column ${name.toLowerCase()}, since its key would apply to the field, too`,
        ),
      ];
    }
    return caseInsensitive || name === name.toLowerCase()
      ? []
      : [
          datasetViolation(
            at,
            "has an upper-case letter in a dataset with keys that differ in case only",
            name,
            "column.string() for the column, which holds its JSON: fields are read in lower case only",
          ),
        ];
  });
}
