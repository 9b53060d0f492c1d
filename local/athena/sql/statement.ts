import type { EachOf, QualifiedName, Query } from "./syntax-tree";

/** A partition specification: `(year = 2026, month = '11')`. */
export type PartitionSpec = ReadonlyMap<string, string>;

/** The value of a table property: a string, a number or a list of strings. */
export type PropertyValue = string | readonly string[];

/** A statement of Athena's SQL. */
export type Statement =
  | { readonly kind: "query"; readonly query: Query }
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
  | EachOf<"dropView" | "dropTable", { name: QualifiedName; ifExists: boolean }>
  | { readonly kind: "createDatabase"; readonly name: string; readonly ifNotExists: boolean }
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
      | "showProperties"
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
