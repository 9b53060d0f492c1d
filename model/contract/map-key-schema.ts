import type { PrimitiveName } from "../dataset/column-type";
import type { JsonSchema } from "./json-schema";
import { dateFormat, sqlTimestampFormat } from "./scalar-schema";

/** Number of digits that always fit each integer type. */
const WHOLE_NUMBER_DIGITS = { tinyint: 2, smallint: 4, int: 9, bigint: 18 } as const;

/**
 * Schema of the keys of a map, which are strings in JSON. Firehose lower-cases keys at every level, and rejects an object in
 * which two keys become equal, so no key may have an upper-case letter.
 */
export function mapKeySchema(kind: PrimitiveName): JsonSchema {
  switch (kind) {
    case "string":
      return { pattern: "^[^A-Z]*$", "x-rule": "a key without upper-case letters" };
    case "boolean":
      return { pattern: "^(?:true|false)$", "x-rule": 'a key "true" or "false"' };
    case "tinyint":
    case "smallint":
    case "int":
    case "bigint": {
      const digits = WHOLE_NUMBER_DIGITS[kind];
      return {
        pattern: String.raw`^-?(?:0|[1-9]\d{0,${digits - 1}})$`,
        "x-rule": `a key that is a whole number of at most ${digits} digits`,
      };
    }
    case "float":
    case "double":
      return {
        pattern: String.raw`^-?\d{1,15}(?:\.\d{1,15})?$`,
        "x-rule": "a key that is a number",
      };
    case "date":
      return { ...dateFormat, "x-rule": 'a key that is a date such as "2026-01-31"' };
    case "timestamp":
      return {
        ...sqlTimestampFormat,
        "x-rule": 'a key that is a time in UTC such as "2026-01-31 23:59:59.999"',
      };
    case "binary":
      return {
        pattern: "^(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?$",
        "x-rule": "a key that is bytes in base64, without upper-case letters",
      };
  }
}
