import { QueryError, unsupported } from "../query-error";
import type { TypeName } from "../sql/syntax-tree";
import type { NonParametricKind, TrinoType } from "./trino-type";

const NON_PARAMETRIC: Readonly<Record<string, NonParametricKind>> = {
  boolean: "boolean",
  tinyint: "tinyint",
  smallint: "smallint",
  int: "integer",
  integer: "integer",
  bigint: "bigint",
  real: "real",
  double: "double",
  varbinary: "varbinary",
  date: "date",
  json: "json",
  "interval day to second": "interval day to second",
  "interval year to month": "interval year to month",
};

/** Types of Trino that are not supported. */
const UNSUPPORTED_TYPES = new Set([
  "time",
  "time with time zone",
  "ipaddress",
  "uuid",
  "hyperloglog",
  "p4hyperloglog",
  "qdigest",
  "tdigest",
  "setdigest",
]);

/**
 * Resolves the name of a type.
 *
 * @param unknown Trino's code for an unknown type here; `TYPE_MISMATCH` in a cast
 * @throws QueryError of that code for an unknown type, NOT_SUPPORTED for an unsupported one
 */
export function resolveType(
  type: TypeName,
  unknown: "TYPE_NOT_FOUND" | "TYPE_MISMATCH" = "TYPE_NOT_FOUND",
): TrinoType {
  const plain = Object.hasOwn(NON_PARAMETRIC, type.name) ? NON_PARAMETRIC[type.name] : undefined;
  if (plain !== undefined && type.args.length === 0) return { kind: plain };
  const [first, second] = type.args;
  const numbers = type.args.every((arg) => typeof arg === "number");
  switch (type.name) {
    case "varchar":
      return { kind: "varchar", length: typeof first === "number" ? first : undefined };
    case "char":
      return { kind: "char", length: typeof first === "number" ? first : 1 };
    case "decimal":
      if (!numbers) break;
      return {
        kind: "decimal",
        precision: typeof first === "number" ? first : 38,
        scale: typeof second === "number" ? second : 0,
      };
    case "timestamp":
    case "timestamp with time zone": {
      const precision = typeof first === "number" ? first : 3;
      if (precision > 6) throw unsupported(`A timestamp with ${precision} digits`, type);
      return { kind: type.name, precision };
    }
    case "array":
      if (first === undefined || typeof first === "number" || second !== undefined) break;
      return { kind: "array", element: resolveType(first, unknown) };
    case "map":
      if (typeof first !== "object" || typeof second !== "object") break;
      return { kind: "map", key: resolveType(first, unknown), value: resolveType(second, unknown) };
    case "row":
      rejectRepeatedNames(type);
      return {
        kind: "row",
        fields: type.args.flatMap((arg, index) =>
          typeof arg === "number"
            ? []
            : [{ name: type.fieldNames?.[index], type: resolveType(arg, unknown) }],
        ),
      };
    default:
      if (UNSUPPORTED_TYPES.has(type.name)) throw unsupported(`The type ${type.name}`, type);
  }
  throw new QueryError(unknown, `Unknown type: ${type.name}`, type);
}

/** @throws QueryError NOT_SUPPORTED for a row with two fields of one name, which a struct of DuckDB can't have */
function rejectRepeatedNames(type: TypeName): void {
  const names = (type.fieldNames ?? []).flatMap((name) => name?.toLowerCase() ?? []);
  if (new Set(names).size < names.length) {
    throw unsupported("A row type with two fields of one name", type);
  }
}
