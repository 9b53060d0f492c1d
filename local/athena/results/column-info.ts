import type { ColumnInfo } from "@aws-sdk/client-athena";

import { type TrinoType, typeName } from "../types/trino-type";

/** A type that Athena's metadata only names, for example `uuid`: no table can have it. */
export interface OtherType {
  readonly kind: "other";
  /** Without parameters. */
  readonly name: string;
  /** The whole type, as Trino writes it. */
  readonly text: string;
}

/** A column of a result. */
export interface ResultColumn {
  readonly name: string;
  readonly type: TrinoType | OtherType;
  /** Whether it is a column of a DDL statement's text output, which Athena describes with Hive's type. */
  readonly hiveText?: boolean;
}

/** The name of a column's type, as in Trino's messages. */
export function resultTypeName(type: ResultColumn["type"]): string {
  return type.kind === "other" ? type.text : typeName(type);
}

const MAX_VARCHAR = 2147483647;

/**
 * A column's ColumnInfo in Athena's ResultSetMetadata. The precisions are those that Athena answers in the tests of
 * PyAthena, which run on AWS: its pages say nothing about those of types other than decimal.
 *
 * @see https://github.com/pyathena-dev/PyAthena/blob/master/tests/pyathena/test_cursor.py
 */
export function columnInfo({ name, type, hiveText }: ResultColumn): ColumnInfo {
  const { typeName, precision, scale } =
    hiveText === true ? { typeName: "string", precision: 0, scale: 0 } : athenaType(type);
  return {
    CatalogName: "hive",
    SchemaName: "",
    TableName: "",
    Name: name,
    Label: name,
    Type: typeName,
    Precision: precision,
    Scale: scale,
    Nullable: "UNKNOWN",
    CaseSensitive:
      hiveText !== true &&
      (type.kind === "varchar" || type.kind === "char" || type.kind === "json"),
  };
}

function athenaType(type: ResultColumn["type"]): {
  typeName: string;
  precision: number;
  scale: number;
} {
  const plain = (precision: number, typeName: string = type.kind) => ({
    typeName,
    precision,
    scale: 0,
  });
  switch (type.kind) {
    case "tinyint":
      return plain(3);
    case "smallint":
      return plain(5);
    case "integer":
      return plain(10);
    case "bigint":
      return plain(19);
    case "real":
      return plain(17, "float");
    case "double":
      return plain(17);
    case "decimal":
      return { typeName: "decimal", precision: type.precision, scale: type.scale };
    case "varchar":
      return plain(type.length ?? MAX_VARCHAR);
    case "char":
      return plain(type.length);
    case "varbinary":
      return plain(1073741824);
    case "timestamp":
    case "timestamp with time zone":
      return plain(type.precision);
    case "other":
      // Fractions of a second, as of timestamps. Athena's other types of this kind have 0.
      return plain(Number(/^time\((\d+)\)$/.exec(type.text)?.[1] ?? 0), type.name);
    default:
      return plain(0);
  }
}
