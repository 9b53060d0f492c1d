import type { StorageDescriptor } from "@aws-sdk/client-glue";

import { type Position, QueryError } from "../../query-error";
import type { HiveTableDefinition, RowFormat } from "../../sql/statement";

type Storage = Pick<StorageDescriptor, "InputFormat" | "OutputFormat" | "SerdeInfo">;

const QL = "org.apache.hadoop.hive.ql.io";
const TEXT = ["org.apache.hadoop.mapred.TextInputFormat", `${QL}.HiveIgnoreKeyTextOutputFormat`];
const LAZY_SIMPLE = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

/**
 * The classes of STORED AS: input format, output format and SerDe.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-table.html
 */
const FORMATS: Readonly<Record<string, readonly [input: string, output: string, serde: string]>> = {
  TEXTFILE: [TEXT[0] ?? "", TEXT[1] ?? "", LAZY_SIMPLE],
  SEQUENCEFILE: [
    "org.apache.hadoop.mapred.SequenceFileInputFormat",
    `${QL}.HiveSequenceFileOutputFormat`,
    LAZY_SIMPLE,
  ],
  RCFILE: [
    `${QL}.RCFileInputFormat`,
    `${QL}.RCFileOutputFormat`,
    "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe",
  ],
  ORC: [`${QL}.orc.OrcInputFormat`, `${QL}.orc.OrcOutputFormat`, `${QL}.orc.OrcSerde`],
  PARQUET: [
    `${QL}.parquet.MapredParquetInputFormat`,
    `${QL}.parquet.MapredParquetOutputFormat`,
    `${QL}.parquet.serde.ParquetHiveSerDe`,
  ],
  AVRO: [
    `${QL}.avro.AvroContainerInputFormat`,
    `${QL}.avro.AvroContainerOutputFormat`,
    "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
  ],
  ION: [
    "com.amazon.ionhiveserde.formats.IonInputFormat",
    "com.amazon.ionhiveserde.formats.IonOutputFormat",
    "com.amazon.ionhiveserde.IonHiveSerDe",
  ],
};

/**
 * The formats and the SerDe of a table, as Athena stores them in Glue.
 *
 * @throws QueryError SYNTAX_ERROR for an unknown format
 */
export function hiveStorage(
  { storedAs = "TEXTFILE", rowFormat }: HiveTableDefinition,
  position: Position,
): Storage {
  const known = typeof storedAs === "string" ? formatNamed(storedAs, position) : undefined;
  const [input, output] =
    typeof storedAs === "string" ? (known ?? []) : [storedAs.input, storedAs.output];
  const library = rowFormat?.kind === "serde" ? rowFormat.library : (known?.[2] ?? LAZY_SIMPLE);
  return {
    InputFormat: input,
    OutputFormat: output,
    SerdeInfo: { SerializationLibrary: library, Parameters: serdeParameters(rowFormat) },
  };
}

function formatNamed(name: string, position: Position): (typeof FORMATS)[string] {
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (format !== undefined) return format;
  const reason = `Unrecognized file format in STORED AS clause: '${name}'. Use one of ${Object.keys(FORMATS).join(", ")}`;
  throw new QueryError("SYNTAX_ERROR", reason, position);
}

/** Hive's names of the properties, of which one is misspelt. */
function serdeParameters(rowFormat: RowFormat | undefined): Record<string, string> {
  if (rowFormat === undefined) return { "serialization.format": "1" };
  if (rowFormat.kind === "serde") {
    return { "serialization.format": "1", ...Object.fromEntries(rowFormat.parameters) };
  }
  const { field, escape, item, key, line, nullText } = rowFormat;
  const named = {
    "field.delim": field,
    "serialization.format": field ?? "1",
    "escape.delim": escape,
    "colelction.delim": item,
    "mapkey.delim": key,
    "line.delim": line,
    "serialization.null.format": nullText,
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
