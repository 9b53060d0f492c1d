import type { EachOf, QualifiedName, Query } from "./syntax-tree";

/** A partition specification: `(year = 2026, month = '11')`. */
export type PartitionSpec = ReadonlyMap<string, string>;

/** The value of a table property: a string, a number or a list of strings. */
export type PropertyValue = string | readonly string[];

/** A column of Hive's DDL, with its type as Glue stores it. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: string;
  readonly comment?: string | undefined;
}

/** ROW FORMAT: delimiters of LazySimpleSerDe, or a SerDe and its properties. */
export type RowFormat =
  | {
      readonly kind: "delimited";
      readonly field?: string | undefined;
      readonly escape?: string | undefined;
      readonly item?: string | undefined;
      readonly key?: string | undefined;
      readonly line?: string | undefined;
      readonly nullText?: string | undefined;
    }
  | {
      readonly kind: "serde";
      readonly library: string;
      readonly parameters: ReadonlyMap<string, string>;
    };

/** What `CREATE EXTERNAL TABLE` says of a table. */
export interface HiveTableDefinition {
  readonly columns: readonly ColumnDefinition[];
  readonly partitionedBy: readonly ColumnDefinition[];
  readonly comment?: string | undefined;
  readonly rowFormat?: RowFormat | undefined;
  /** A format in upper case, or two classes. @default - TEXTFILE */
  readonly storedAs?: string | { readonly input: string; readonly output: string } | undefined;
  readonly location?: string | undefined;
  readonly properties: ReadonlyMap<string, string>;
}

/** What `CREATE DATABASE` says of a database. */
export interface DatabaseDefinition {
  readonly comment?: string | undefined;
  readonly location?: string | undefined;
  readonly properties: ReadonlyMap<string, string>;
}

/** A change of ALTER TABLE. */
export type TableChange =
  | {
      readonly kind: "columns";
      readonly columns: readonly ColumnDefinition[];
      /** Whether they take the place of the table's columns. */
      readonly replace: boolean;
    }
  | { readonly kind: "properties"; readonly properties: ReadonlyMap<string, string> }
  | { readonly kind: "location"; readonly location: string };

/** A statement of Athena's SQL. */
export type Statement =
  | EachOf<"query" | "explain", { query: Query }>
  | {
      readonly kind: "createView";
      readonly name: QualifiedName;
      readonly orReplace: boolean;
      readonly query: Query;
      /** The query's text, which the catalog stores. */
      readonly text: string;
    }
  | {
      readonly kind: "createTableAs";
      readonly name: QualifiedName;
      readonly ifNotExists: boolean;
      readonly properties: ReadonlyMap<string, PropertyValue>;
      readonly query: Query;
      readonly withData: boolean;
    }
  | {
      readonly kind: "createExternalTable";
      readonly name: QualifiedName;
      readonly ifNotExists: boolean;
      readonly definition: HiveTableDefinition;
    }
  | { readonly kind: "alterTable"; readonly name: QualifiedName; readonly change: TableChange }
  | EachOf<"dropView" | "dropTable", { name: QualifiedName; ifExists: boolean }>
  | {
      readonly kind: "showProperties";
      readonly name: QualifiedName;
      /** The property whose value is shown. @default - all of them are shown */
      readonly property: string | undefined;
    }
  | {
      readonly kind: "createDatabase";
      readonly name: string;
      readonly ifNotExists: boolean;
      readonly definition: DatabaseDefinition;
    }
  | {
      readonly kind: "dropDatabase";
      readonly name: string;
      readonly ifExists: boolean;
      readonly cascade: boolean;
    }
  | { readonly kind: "showDatabases"; readonly pattern: string | undefined }
  | EachOf<
      "showTables" | "showViews",
      { database: string | undefined; pattern: string | undefined }
    >
  | EachOf<
      | "showPartitions"
      | "showColumns"
      | "showCreateTable"
      | "showCreateView"
      | "describe"
      | "repairTable",
      { name: QualifiedName }
    >
  | {
      readonly kind: "addPartitions";
      readonly name: QualifiedName;
      readonly ifNotExists: boolean;
      readonly partitions: readonly {
        readonly spec: PartitionSpec;
        readonly location: string | undefined;
      }[];
    }
  | {
      readonly kind: "dropPartitions";
      readonly name: QualifiedName;
      readonly ifExists: boolean;
      readonly specs: readonly PartitionSpec[];
    };

/** The statements of one or more kinds. */
export type StatementOf<Kind extends Statement["kind"]> = Extract<
  Statement,
  { readonly kind: Kind }
>;
