/** Table properties of CREATE TABLE AS, and how they show. */
export interface PropertyCase {
  readonly properties: readonly string[];
  /** Part of the name of the input format in the Data Catalog. */
  readonly input: string;
  /** How a file of the table starts, as Latin-1. */
  readonly starts: string;
  /** What it contains, as Latin-1. */
  readonly contains?: string;
  /** Other fields of the storage descriptor. */
  readonly types?: object;
}

const GZIP = "\u001f\u008b";

/** https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html#ctas-table-properties */
export const PROPERTIES: readonly PropertyCase[] = [
  { properties: [], input: "MapredParquetInputFormat", starts: "PAR1" },
  { properties: ["format = 'PARQUET'"], input: "MapredParquetInputFormat", starts: "PAR1" },
  { properties: ["format = 'ORC'"], input: "OrcInputFormat", starts: "ORC" },
  { properties: ["format = 'AVRO'"], input: "AvroContainerInputFormat", starts: "Obj\u0001" },
  { properties: ["format = 'JSON'"], input: "TextInputFormat", starts: GZIP },
  { properties: ["format = 'TEXTFILE'"], input: "TextInputFormat", starts: GZIP },
  {
    properties: ["format = 'TEXTFILE'", "field_delimiter = ';'", "write_compression = 'NONE'"],
    input: "TextInputFormat",
    starts: "1;x;k\n",
    types: { SerdeInfo: { Parameters: { "field.delim": ";" } } },
  },
  {
    properties: ["format = 'JSON'", "write_compression = 'NONE'"],
    input: "TextInputFormat",
    starts: '{"a":1,"b":"x","k":"k"}\n',
  },
  {
    properties: ["format = 'JSON'", "write_compression = 'ZSTD'"],
    input: "TextInputFormat",
    starts: "\u0028\u00b5\u002f\u00fd",
  },
  {
    properties: ["format = 'AVRO'", "write_compression = 'SNAPPY'"],
    input: "AvroContainerInputFormat",
    starts: "Obj\u0001",
    contains: "avro.codec\u000csnappy",
  },
  {
    properties: ["format = 'AVRO'", "write_compression = 'NONE'"],
    input: "AvroContainerInputFormat",
    starts: "Obj\u0001",
    contains: "avro.codec\u0008null",
  },
  {
    properties: ["format = 'PARQUET'", "parquet_compression = 'SNAPPY'"],
    input: "MapredParquetInputFormat",
    starts: "PAR1",
  },
  {
    properties: ["format = 'ORC'", "orc_compression = 'ZSTD'"],
    input: "OrcInputFormat",
    starts: "ORC",
  },
  {
    properties: ["partitioned_by = ARRAY['k']", "table_type = 'HIVE'"],
    input: "MapredParquetInputFormat",
    starts: "PAR1",
  },
  {
    properties: ["bucketed_by = ARRAY['a']", "bucket_count = 2"],
    input: "MapredParquetInputFormat",
    starts: "PAR1",
    types: { BucketColumns: ["a"], NumberOfBuckets: 2 },
  },
];
