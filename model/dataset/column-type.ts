/** What is known of a column besides its type. */
export interface ColumnNotes<Value> {
  /**
   * The key of events that the column is read from, for keys that can't be the name of a column: `Airport Name`. Only for
   * columns, not for fields inside of one. Everything else, such as `eventIdPath`, calls the column by its name.
   *
   * @default - the name of the column
   */
  readonly from?: string;
  /**
   * The name that a column or field of an Iceberg table had before: it keeps its id, so old events keep their values. Without
   * the path: `name` for a field that was `buyer.name`. It may stay when the lock has the new name.
   *
   * @default - it is new where the lock does not have its name
   */
  readonly renamedFrom?: string;
  /** One sentence for the data dictionary and the Glue table. */
  readonly description?: string;
  /** Typical values; generated events use them. */
  readonly examples?: readonly Value[];
  /**
   * Whether the value is personal data: the data dictionary, JSON Schema and Glue table say so, and the publisher does not
   * log such values. On a struct it applies to all of its fields.
   *
   * @default false
   */
  readonly personal?: boolean;
}

/** Hive types without parameters, as AWS Glue spells them. */
export type PrimitiveName =
  | "boolean"
  | "tinyint"
  | "smallint"
  | "int"
  | "bigint"
  | "float"
  | "double"
  | "string"
  | "binary"
  | "date"
  | "timestamp";

/** The JSON value that producers send for each primitive type. */
interface PrimitiveValues {
  boolean: boolean;
  tinyint: number;
  smallint: number;
  int: number;
  /** As text beyond 2^53: most JSON parsers round larger numbers. */
  bigint: number | string;
  float: number;
  double: number;
  string: string;
  binary: string;
  date: string;
  /** ISO 8601 text in UTC, or milliseconds or seconds since 1970. */
  timestamp: string | number;
}

/** A column of one primitive type. */
export interface PrimitiveType<Name extends PrimitiveName = PrimitiveName> {
  readonly kind: Name;
  readonly notes: ColumnNotes<PrimitiveValues[Name]>;
}

/** Exact numbers of `precision` digits, `scale` of them after the decimal point. */
export interface DecimalType {
  readonly kind: "decimal";
  /** Total number of digits, 1 to 38. */
  readonly precision: number;
  /** Digits after the decimal point, 0 to `precision`. */
  readonly scale: number;
  readonly notes: ColumnNotes<number | string>;
}

/** Text of a fixed (`char`, 1 to 255) or maximum (`varchar`, 1 to 65535) number of characters. */
export interface BoundedTextType {
  readonly kind: "char" | "varchar";
  readonly length: number;
  readonly notes: ColumnNotes<string>;
}

/** A list of values of one type. */
export interface ArrayType<Element extends ColumnType = ColumnType> {
  readonly kind: "array";
  readonly element: Element;
  readonly notes: ColumnNotes<never>;
}

/** Values of one type, with keys of a primitive type. */
export interface MapType<Value extends ColumnType = ColumnType> {
  readonly kind: "map";
  readonly key: PrimitiveType;
  readonly value: Value;
  readonly notes: ColumnNotes<never>;
}

/** Named fields. */
export interface StructType<Fields extends Columns = Columns> {
  readonly kind: "struct";
  readonly fields: Fields;
  readonly notes: ColumnNotes<never>;
}

/** The type of a column: any Glue type, nested to any depth. */
export type ColumnType =
  PrimitiveType | DecimalType | BoundedTextType | ArrayType | MapType | StructType;

/** Columns of a table or fields of a struct, in order. */
export interface Columns {
  readonly [name: string]: ColumnType;
}

/** A column whose key in events is known to the compiler. */
export interface ReadFrom<Key> {
  readonly notes: { readonly from?: Key };
}

/** The key of a column in events: its `from`, where it has one. */
type KeyOf<Name, Type> =
  Type extends ReadFrom<infer Key>
    ? [Key] extends [string]
      ? string extends Key
        ? Name
        : Key
      : Name
    : Name;

/** The value that producers send for a column. Every field is optional, since Parquet columns are nullable. */
export type ValueOf<Type> =
  Type extends PrimitiveType<infer Name>
    ? PrimitiveValues[Name]
    : Type extends DecimalType
      ? number | string
      : Type extends BoundedTextType
        ? string
        : Type extends ArrayType<infer Element>
          ? readonly ValueOf<Element>[]
          : Type extends MapType<infer Value>
            ? Readonly<Record<string, ValueOf<Value>>>
            : Type extends StructType<infer Fields>
              ? {
                  readonly [
                    Name in keyof Fields as KeyOf<Name, Fields[Name]> & PropertyKey
                  ]?: ValueOf<Fields[Name]> | null;
                }
              : never;

/** Notes of a column, whose `from` the compiler remembers. */
type NotesFrom<Value, Key extends string> = Omit<ColumnNotes<Value>, "from"> & {
  readonly from?: Key;
};

const primitive =
  <Name extends PrimitiveName>(kind: Name) =>
  <const Key extends string = never>(
    notes: NotesFrom<PrimitiveValues[Name], Key> = {},
  ): PrimitiveType<Name> & ReadFrom<Key> => ({ kind, notes });

/** Makes column types: `column.struct({ staffId: column.int({ examples: [4] }) })`. */
export const column = {
  boolean: primitive("boolean"),
  tinyint: primitive("tinyint"),
  smallint: primitive("smallint"),
  int: primitive("int"),
  bigint: primitive("bigint"),
  float: primitive("float"),
  double: primitive("double"),
  string: primitive("string"),
  binary: primitive("binary"),
  date: primitive("date"),
  timestamp: primitive("timestamp"),
  decimal: <const Key extends string = never>(
    precision: number,
    scale: number,
    notes: NotesFrom<number | string, Key> = {},
  ): DecimalType & ReadFrom<Key> => ({ kind: "decimal", precision, scale, notes }),
  char: <const Key extends string = never>(
    length: number,
    notes: NotesFrom<string, Key> = {},
  ): BoundedTextType & ReadFrom<Key> => ({ kind: "char", length, notes }),
  varchar: <const Key extends string = never>(
    length: number,
    notes: NotesFrom<string, Key> = {},
  ): BoundedTextType & ReadFrom<Key> => ({ kind: "varchar", length, notes }),
  array: <Element extends ColumnType, const Key extends string = never>(
    element: Element,
    notes: NotesFrom<never, Key> = {},
  ): ArrayType<Element> & ReadFrom<Key> => ({ kind: "array", element, notes }),
  map: <Value extends ColumnType, const Key extends string = never>(
    key: PrimitiveType,
    value: Value,
    notes: NotesFrom<never, Key> = {},
  ): MapType<Value> & ReadFrom<Key> => ({ kind: "map", key, value, notes }),
  struct: <Fields extends Columns, const Key extends string = never>(
    fields: Fields,
    notes: NotesFrom<never, Key> = {},
  ): StructType<Fields> & ReadFrom<Key> => ({ kind: "struct", fields, notes }),
};
