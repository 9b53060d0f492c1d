/** A table over one file, for Trino and for the engine. */
export interface FileTable {
  readonly name: string;
  /** The file's content. */
  readonly content: string;
  /** Columns as Hive's DDL has them. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly serde: keyof typeof SERDES;
  /** Properties of the SerDe, as Glue stores them. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Header lines to skip. @default 0 */
  readonly header?: number;
}

/** The SerDes: their classes, and Trino's names of their formats. */
export const SERDES = {
  lazySimple: { library: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", format: "TEXTFILE" },
  openCsv: { library: "org.apache.hadoop.hive.serde2.OpenCSVSerde", format: "CSV" },
  hiveJson: { library: "org.apache.hive.hcatalog.data.JsonSerDe", format: "JSON" },
  openX: { library: "org.openx.data.jsonserde.JsonSerDe", format: "OPENX_JSON" },
} as const;
