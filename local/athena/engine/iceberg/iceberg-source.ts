import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { type LiveFiles, liveFiles } from "../../../iceberg/scan/live-files";
import type { TableFile } from "../../../iceberg/manifests/manifest";
import { mapConcurrently } from "../../../glue/crawler/partition-listing";
import { QueryError } from "../../query-error";
import { hiddenColumns } from "../../translation/relations/table-relation";
import type { TableScan } from "../../translation/relations/table-scan";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { CatalogColumn } from "../catalog-table";
import type { DuckDbSession } from "../duckdb-session";
import { hiddenValue, noRows, unread } from "../sources/scan-columns";
import type { DataObject } from "../sources/objects/data-object";
import type { QueryReads } from "../sources/query-reads";
import { type FileSchema, fileSchemas, footerOf } from "./file-schemas";
import { prunedFiles } from "./file-pruning";
import type { IcebergTable } from "./iceberg-state";
import { readField } from "./read-field";

/** A file of a table, and its local copy. */
interface CopiedFile {
  readonly file: TableFile;
  readonly object: DataObject;
  readonly path: string;
}

const NO_PARTITION = { values: [], location: "" };

/** Opens the Iceberg tables that a query scans. */
export class IcebergSource {
  constructor(
    private readonly session: DuckDbSession,
    private readonly reads: QueryReads,
  ) {}

  /** The objects of the files that a scan reads, of which none is fetched. */
  async locate(scan: TableScan, table: IcebergTable): Promise<readonly DataObject[]> {
    const { data } = await this.files(table);
    const files = await prunedFiles(this.session, scan, table, data);
    return this.objects(files);
  }

  /** Fetches the files of the table's snapshot and sets the SELECT of the scan's rows. @returns bytes scanned */
  async open(scan: TableScan, table: IcebergTable): Promise<number> {
    const { data: all, positionDeletes } = await this.files(table);
    const data = await prunedFiles(this.session, scan, table, all);
    if (data.length === 0) {
      scan.open(noRows(scan));
      return 0;
    }
    const copies = await this.copies(data);
    const deletes = await this.copies(positionDeletes);
    // DuckDB would name the copy of a damaged file, not the file.
    for (const { file, path } of deletes) footerOf({ uri: file.path, path });
    const schemas = await fileSchemas(
      this.session,
      copies.map(({ file, path }) => ({ uri: file.path, path })),
    );
    const selects = schemas.map((schema) =>
      rowsOf(
        scan,
        schema,
        schema.files.flatMap((index) => copies[index] ?? []),
        deletes,
        // DuckDB computes the columns of a UNION that nothing uses.
        schemas.length === 1 ? unread : nothing,
      ),
    );
    scan.open(join(selects, SQL` UNION ALL `));
    return schemas.reduce((sum, schema) => sum + scannedBytes(scan, schema), 0);
  }

  /** The files of the table's snapshot. */
  private files({ snapshot }: IcebergTable): Promise<LiveFiles> {
    return liveFiles(snapshot, (uri) => this.reads.file(uri));
  }

  private async copies(files: readonly TableFile[]): Promise<CopiedFile[]> {
    const objects = await this.objects(files);
    return mapConcurrently(
      objects.map((object, index) => ({ file: files[index], object })),
      async ({ file, object }) => {
        // Each object is that of a file.
        if (file === undefined) throw new Error("There are more objects than files");
        return { file, object, path: await this.reads.copy(object) };
      },
    );
  }

  private async objects(files: readonly TableFile[]): Promise<readonly DataObject[]> {
    const found = await this.reads.objectsAt(files.map(({ path }) => path));
    return files.map(({ path }, index) => {
      const object = found[index];
      if (object !== undefined) return object;
      throw new QueryError(
        "ICEBERG_CANNOT_OPEN_SPLIT",
        `Error opening Iceberg split ${path}: it does not exist`,
      );
    });
  }
}

/** The rows of files of one schema that no delete file names. */
function rowsOf(
  scan: TableScan,
  { fields }: FileSchema,
  files: readonly CopiedFile[],
  deletes: readonly CopiedFile[],
  unused: (column: CatalogColumn) => Sql,
): Sql {
  const column = (one: CatalogColumn): Sql => {
    if (!scan.columns.has(one.name) || one.field === undefined) return unused(one);
    return readField(one.field, fields, ({ name }) => SQL`f.${identifier(name)}`);
  };
  const columns = scan.table.columns.map((one) => SQL`${column(one)} AS ${identifier(one.name)}`);
  const perFile = (value: (file: CopiedFile) => Sql) =>
    SQL`([${join(files.map(value))}])[CAST(f.file_index AS BIGINT) + 1]`;
  const hidden = hiddenColumns(scan.table).map(([name, type]) => {
    const value = scan.hiddenColumns.has(name)
      ? perFile(({ file, object, path }) =>
          name === "$path"
            ? literal(file.path)
            : hiddenValue(name, { object, path, partition: NO_PARTITION }, scan),
        )
      : SQL`NULL`;
    return SQL`CAST(${value} AS ${duckDbTypeOf(type)}) AS ${identifier(name)}`;
  });
  const list = (some: readonly CopiedFile[]) =>
    SQL`[${join(some.map(({ path }) => literal(path)))}]`;
  const from = SQL`read_parquet(${list(files)}, hive_partitioning = false, file_row_number = true) AS f`;
  const select = SQL`SELECT ${join([...columns, ...hidden])} FROM ${from}`;
  const applied = deletes.filter(({ file }) =>
    files.some((one) => one.file.sequenceNumber <= file.sequenceNumber),
  );
  if (applied.length === 0) return select;
  const age = ({ file }: CopiedFile) => literal(file.sequenceNumber);
  return SQL`${select} WHERE NOT EXISTS (SELECT 1 FROM read_parquet(${list(applied)}, hive_partitioning = false) AS d
    WHERE d.pos = f.file_row_number AND d.file_path = ${perFile(({ file }) => literal(file.path))}
      AND ([${join(applied.map(age))}])[CAST(d.file_index AS BIGINT) + 1] >= ${perFile(age)})`;
}

function nothing({ type }: CatalogColumn): Sql {
  return SQL`CAST(NULL AS ${duckDbTypeOf(type)})`;
}

function scannedBytes(scan: TableScan, { fields, bytes }: FileSchema): number {
  const ids = scan.table.columns.flatMap(({ name, field }) =>
    scan.columns.has(name) && field !== undefined ? [field.id] : [],
  );
  return fields
    .filter(({ id }) => ids.includes(id))
    .reduce((sum, { name }) => sum + (bytes.get(name.toLowerCase()) ?? 0), 0);
}
