import { useEffect, useRef } from "preact/hooks";
import type { ResultOf } from "../../../api/calls";
import { useCall } from "../../client/use-call";
import { DataTable } from "../../parts/data-table";
import { counted, fileName, number } from "../../parts/format";
import { Failure, Loading } from "../../parts/notice";
import { Panel } from "../../parts/panel";

type Preview = ResultOf<"preview">;
type Parquet = Extract<Preview, { format: "parquet" }>;

/** The schema and the first rows of an object. */
export function ObjectPreview({
  dataset,
  area,
  objectKey,
}: {
  dataset: string;
  area: string;
  objectKey: string;
}) {
  const { result, error, reload } = useCall("preview", { dataset, area, key: objectKey });
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), [result]);
  return (
    <div ref={place}>
      <Panel title={fileName(objectKey)}>
        {error === undefined ? null : <Failure error={error} retry={reload} />}
        {result === undefined ? (
          error === undefined && <Loading what="the object" />
        ) : result.format === "parquet" ? (
          <ParquetPreview preview={result} />
        ) : (
          <pre class="text" tabIndex={0} role="region" aria-label="Lines">
            {result.lines.join("\n")}
            {result.isCut ? "\n…" : ""}
          </pre>
        )}
      </Panel>
    </div>
  );
}

function ParquetPreview({ preview }: { preview: Parquet }) {
  const { rowCount, rowGroups, compression, writer, schema, columns, rows } = preview;
  return (
    <>
      <p class="muted">
        {counted(rowCount, "row")} in {counted(rowGroups, "row group")}, {compression.toLowerCase()}
        {writer === undefined ? "" : `, written by ${writer}`}
      </p>
      <details class="schema">
        <summary>Schema</summary>
        <DataTable
          label="Schema"
          columns={[{ name: "field" }, { name: "type" }, { name: "repetition" }]}
          rows={schema.map(({ name, depth, type, meaning, repetition }) => [
            <span class={`depth depth-${Math.min(depth, 6)}`}>{name}</span>,
            [type?.toLowerCase() ?? "group", meaning?.toLowerCase()].filter(Boolean).join(", "),
            repetition?.toLowerCase() ?? "",
          ])}
        />
      </details>
      {rows.length === 0 ? (
        <p class="muted">Its rows are too large to look into; query the table instead.</p>
      ) : (
        <DataTable
          label="First rows"
          columns={columns.map((name) => ({ name }))}
          rows={rows.map((row) => row.map(cellText))}
        />
      )}
      {rowCount > rows.length && rows.length > 0 ? (
        <p class="muted">The first {number(rows.length)} rows.</p>
      ) : null}
    </>
  );
}

/** Structs and lists as JSON that can be wrapped between its fields. */
function cellText(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value, null, 1).replace(/\n */g, " ");
}
