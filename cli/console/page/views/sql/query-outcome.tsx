import { useEffect, useState } from "preact/hooks";
import { isNumericType } from "../../../../query/formats/numeric-type";
import type { CallError } from "../../client/call";
import { callForFile } from "../../client/call";
import { useAction } from "../../client/use-call";
import { DataTable } from "../../parts/data-table";
import { bytes, counted, duration, number } from "../../parts/format";
import { Failure } from "../../parts/notice";
import { saveFile } from "../../parts/save-file";
import { Badge } from "../../parts/panel";
import { ResultChart } from "./result-chart";
import type { RunningQuery } from "./use-query";

/** The state of a query, and its result as a table, a chart, a plan or a file. */
export function QueryOutcome({ query }: { query: RunningQuery }) {
  const { view, error, isRunning, isPlan } = query;
  const [shows, setShows] = useState<"table" | "chart">("table");
  const download = useAction<void>();
  useEffect(download.clear, [view?.id]);
  if (error !== undefined) return <Failure error={error} />;
  if (view === undefined) {
    return isRunning ? (
      <p class="loading" role="status">
        Starting …
      </p>
    ) : null;
  }
  const { result, state, dataScannedBytes, milliseconds, id } = view;
  if (state === "FAILED" || state === "CANCELLED") {
    const failed: Pick<CallError, "message" | "advice"> = {
      message: state === "FAILED" ? "The query failed." : "The query was cancelled.",
      advice: view.reason ?? "",
    };
    return (
      <div class={`notice ${state === "FAILED" ? "bad" : ""}`} role="alert">
        <strong>{failed.message}</strong>
        {failed.advice === "" ? null : <pre class="reason">{failed.advice}</pre>}
      </div>
    );
  }
  return (
    <section class="panel flush" aria-label="Result">
      <header>
        <h2>{isPlan ? "Plan" : "Result"}</h2>
        <p class="muted" role="status">
          {isRunning ? (
            <Badge kind="plain">{state.toLowerCase()}</Badge>
          ) : isPlan ? null : (
            `${result?.isCut === true ? "more than " : ""}${counted(result?.rows.length ?? 0, "row")}, `
          )}{" "}
          {bytes(dataScannedBytes)} scanned, {duration(milliseconds)}
        </p>
        {result === undefined || isPlan ? null : (
          <div class="tools">
            <div class="tabs" role="group" aria-label="Show the result as">
              {(["table", "chart"] as const).map((each) => (
                <button
                  type="button"
                  key={each}
                  aria-pressed={each === shows}
                  onClick={() => setShows(each)}
                >
                  {each === "table" ? "Table" : "Chart"}
                </button>
              ))}
            </div>
            <button
              type="button"
              disabled={download.isRunning}
              onClick={() =>
                void download.run(async () =>
                  saveFile(`${id}.csv`, await callForFile("downloadQuery", { id })),
                )
              }
            >
              Download CSV
            </button>
          </div>
        )}
      </header>
      {download.error === undefined ? null : <Failure error={download.error} />}
      {result === undefined ? null : isPlan ? (
        <pre class="plan" tabIndex={0} role="region" aria-label="Plan">
          {result.rows.map(([line]) => line ?? "").join("\n")}
        </pre>
      ) : shows === "chart" ? (
        <ResultChart columns={result.columns} rows={result.rows} />
      ) : (
        <DataTable
          label="Rows"
          columns={result.columns.map(({ name, type }) => ({
            name,
            type,
            isNumber: isNumericType(type),
          }))}
          rows={result.rows}
        />
      )}
      {result?.rows.length === 0 && result.columns.length > 0 ? (
        <p class="muted note">
          No row. If there should be some, look into <a href="#/data">Data</a> whether their
          partition is in the table.
        </p>
      ) : null}
      {result?.isCut === true ? (
        <p class="muted note">The first {number(result.rows.length)} rows. The CSV has all.</p>
      ) : null}
    </section>
  );
}
