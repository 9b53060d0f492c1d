import type { JsonValue } from "../../../../formats/openx-json";
import type { OtherType } from "../../results/column-info";
import type { NonParametricKind, RowField, TrinoType } from "../../types/trino-type";
import { elements, member, plainText, stringOf } from "./trino-json";

/**
 * A type as Trino's protocol describes it.
 *
 * @see https://trino.io/docs/current/develop/client-protocol.html
 */
export interface TypeSignature {
  /** Without parameters, for example `timestamp with time zone`. */
  readonly name: string;
  /** Types of elements, keys and values, or fields. */
  readonly types: readonly { readonly field: string | undefined; readonly type: TypeSignature }[];
  /** Lengths, precisions and scales. */
  readonly numbers: readonly number[];
}

/** Length of a varchar without a limit, in the protocol. */
const UNBOUNDED = 2147483647;

const NON_PARAMETRIC: readonly NonParametricKind[] = [
  "boolean",
  "tinyint",
  "smallint",
  "integer",
  "bigint",
  "real",
  "double",
  "varbinary",
  "date",
  "json",
  "interval year to month",
  "interval day to second",
  "unknown",
];

/** Reads a `typeSignature` of the protocol. */
export function readSignature(value: JsonValue): TypeSignature {
  const types: { field: string | undefined; type: TypeSignature }[] = [];
  const numbers: number[] = [];
  for (const argument of elements(member(value, "arguments"))) {
    const content = member(argument, "value");
    const kind = member(argument, "kind");
    if (kind === "LONG") numbers.push(Number(plainText(content)));
    if (kind === "TYPE") types.push({ field: undefined, type: readSignature(content) });
    if (kind === "NAMED_TYPE") {
      const field = stringOf(member(member(content, "fieldName"), "name"));
      types.push({ field, type: readSignature(member(content, "typeSignature")) });
    }
  }
  return { name: plainText(member(value, "rawType")), types, numbers };
}

/** A type's name as `typeof` writes it. */
export function signatureText({ name, types, numbers }: TypeSignature): string {
  if (types.length > 0) {
    const parts = types.map(({ field, type }) =>
      field === undefined ? signatureText(type) : `${field} ${signatureText(type)}`,
    );
    return `${name}(${parts.join(", ")})`;
  }
  if (numbers.length === 0 || (name === "varchar" && numbers[0] === UNBOUNDED)) return name;
  const [word = "", ...rest] = name.split(" ");
  return [`${word}(${numbers.join(",")})`, ...rest].join(" ");
}

/** The type of a result's column; `other` for one that Athena's metadata only names. */
export function columnType(signature: TypeSignature): TrinoType | OtherType {
  return (
    trinoType(signature) ?? { kind: "other", name: signature.name, text: signatureText(signature) }
  );
}

function trinoType({ name, types, numbers }: TypeSignature): TrinoType | undefined {
  const [first = 0, second = 0] = numbers;
  const plain = NON_PARAMETRIC.find((kind) => kind === name);
  if (plain !== undefined) return { kind: plain };
  const inner = types.map(({ type }) => trinoType(type));
  switch (name) {
    case "varchar":
      return { kind: name, length: first === UNBOUNDED ? undefined : first };
    case "char":
      return { kind: name, length: first };
    case "decimal":
      return { kind: name, precision: first, scale: second };
    case "timestamp":
    case "timestamp with time zone":
      return { kind: name, precision: first };
    case "array":
      return inner[0] && { kind: name, element: inner[0] };
    case "map":
      return inner[0] && inner[1] && { kind: name, key: inner[0], value: inner[1] };
    case "row": {
      const fields = types.flatMap(({ field }, index): RowField[] => {
        const type = inner[index];
        return type === undefined ? [] : [{ name: field, type }];
      });
      return fields.length === types.length ? { kind: name, fields } : undefined;
    }
    default:
      return undefined;
  }
}
