import { isRecord } from "../../../errors/is-record";
import type {
  ArrayType,
  BoundedTextType,
  ColumnNotes,
  ColumnType,
  DecimalType,
  MapType,
  PrimitiveType,
  StructType,
} from "../../dataset/column-type";
import type { Dataset } from "../../dataset/dataset";
import type { CsvDialect, FileSource } from "../../dataset/file-source";
import type { PartitionField } from "../../dataset/partition-by";
import type { ConfigViolation } from "../config-violation";
import { propertiesOf, rejectUnknownProperties } from "../unknown-properties";
import { editDataset } from "./dataset-violation";

const datasetProperties = propertiesOf<Dataset>({
  name: true,
  description: true,
  columns: true,
  storage: true,
  partitionKeyPath: true,
  partitionKeyOrder: true,
  eventIdPath: true,
  eventTimePath: true,
  eventTypePath: true,
  validation: true,
  partitionGranularity: true,
  partitionBy: true,
  source: true,
});

const sourceProperties = propertiesOf<FileSource>({ jq: true, csv: true, convertValues: true });
const csvProperties = propertiesOf<CsvDialect>({
  delimiter: true,
  quote: true,
  escape: true,
  comment: true,
  header: true,
});

const partitionProperties = propertiesOf<PartitionField>({ name: true, path: true, values: true });

const notesProperties = propertiesOf<ColumnNotes<unknown>>({
  from: true,
  renamedFrom: true,
  description: true,
  examples: true,
  personal: true,
});

const boundedText = propertiesOf<BoundedTextType>({ kind: true, length: true, notes: true });
const primitive = propertiesOf<PrimitiveType>({ kind: true, notes: true });

/** Properties of a column type by its kind; every other kind has no parameters. */
const typeProperties: Readonly<Partial<Record<string, readonly string[]>>> = {
  struct: propertiesOf<StructType>({ kind: true, fields: true, notes: true }),
  array: propertiesOf<ArrayType>({ kind: true, element: true, notes: true }),
  map: propertiesOf<MapType>({ kind: true, key: true, value: true, notes: true }),
  decimal: propertiesOf<DecimalType>({ kind: true, precision: true, scale: true, notes: true }),
  char: boundedText,
  varchar: boundedText,
};

/** Rejects properties of a dataset and its partition fields that no such object has. */
export function rejectUnknownDatasetProperties(path: string, dataset: Dataset): ConfigViolation[] {
  const fields: unknown = dataset.partitionBy;
  const partitionBy: readonly unknown[] = Array.isArray(fields) ? fields : [];
  return [
    ...rejectUnknownProperties(path, dataset, datasetProperties, editDataset),
    ...rejectUnknownProperties(`${path}.source`, dataset.source, sourceProperties, editDataset),
    ...rejectUnknownProperties(
      `${path}.source.csv`,
      dataset.source?.csv,
      csvProperties,
      editDataset,
    ),
    ...partitionBy.flatMap((field, index) =>
      rejectUnknownProperties(
        `${path}.partitionBy[${index}]`,
        field,
        partitionProperties,
        editDataset,
      ),
    ),
  ];
}

/** Rejects properties of a column type and its documentation that no such type has; not of nested types. */
export function rejectUnknownTypeProperties(path: string, type: ColumnType): ConfigViolation[] {
  const { notes } = type;
  return [
    ...rejectUnknownProperties(path, type, typeProperties[type.kind] ?? primitive, editDataset),
    ...(isRecord(notes) ? rejectUnknownProperties(path, notes, notesProperties, editDataset) : []),
  ];
}
