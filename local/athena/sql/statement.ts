import type { EachOf, QualifiedName, Query } from "./syntax-tree";

/** Values of partition keys as a statement names them: `(year = 2026, month = '11')`. */
export type PartitionSpec = ReadonlyMap<string, string>;

/** A value of a table property: a text, a number or a list of texts. */
export type PropertyValue = string | readonly string[];

/** A statement of Athena's SQL. */
export type Statement =
  | { readonly kind: "query"; readonly query: Query }
  | {
      readonly kind: "createView";
      readonly name: QualifiedName;
      readonly orReplace: boolean;
      readonly query: Query;
      /** The query as written, which is what the catalog keeps. */
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

/** Statements of a kind, or of several. */
export type StatementOf<Kind extends Statement["kind"]> = Extract<
  Statement,
  { readonly kind: Kind }
>;
