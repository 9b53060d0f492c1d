import { useContext, useState } from "preact/hooks";
import type { ResultOf } from "../../../api/calls";
import { useCall } from "../../client/use-call";
import { DatasetPicker, SelectionContext } from "../../parts/dataset-picker";
import { number, time } from "../../parts/format";
import { Empty, Failure, Loading } from "../../parts/notice";
import { Panel, ViewHeader } from "../../parts/panel";
import { ReplayPanel } from "./replay-panel";

const SPANS = [
  ["1h", "last hour"],
  ["24h", "last 24 hours"],
  ["7d", "last 7 days"],
  ["30d", "last 30 days"],
] as const;

type FailedRecord = ResultOf<"failures">["records"][number];

/** The records that were not delivered, why, and a replay of them. */
export function FailuresView() {
  const { dataset } = useContext(SelectionContext);
  const [since, setSince] = useState<string>("24h");
  const [isSending, setSending] = useState(false);
  const { result, error, reload } = useCall("failures", { dataset, since });
  return (
    <>
      <ViewHeader title="Failures">
        <label class="field inline">
          <span>Time</span>
          <select
            value={since}
            disabled={isSending}
            onChange={(event) => setSince(event.currentTarget.value)}
          >
            {SPANS.map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <DatasetPicker isDisabled={isSending} />
      </ViewHeader>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {result === undefined ? (
        error === undefined && <Loading what="failed records" />
      ) : result.read === 0 ? (
        <Empty title="No record failed.">
          Since {time(result.since)} every record was delivered. To see one that fails, publish an
          event with a timestamp such as <code>"yesterday"</code>.
        </Empty>
      ) : (
        <>
          <div class="columns">
            <Panel
              title={`${number(result.read)}${result.isPartial ? " and more" : ""} failed records`}
            >
              <ul class="reasons">
                {result.reasons.map(({ code, reason, records }) => (
                  <li key={code}>
                    <strong>{number(records)}</strong> <code>{code}</code>
                    <p>{reason}</p>
                  </li>
                ))}
              </ul>
            </Panel>
            <ReplayPanel
              dataset={dataset}
              since={since}
              isSending={isSending}
              sending={setSending}
              replayed={reload}
            />
          </div>
          <Panel
            title={
              result.records.length < result.read
                ? `The newest ${result.records.length}${result.isPartial ? " of those read" : ""}`
                : "Records"
            }
          >
            <ul class="records">
              {result.records.map((record) => (
                <li key={record.place}>
                  <RecordEntry record={record} />
                </li>
              ))}
            </ul>
          </Panel>
        </>
      )}
    </>
  );
}

function RecordEntry({ record }: { record: FailedRecord }) {
  return (
    <details>
      <summary>
        <span class="when">{record.arrival === undefined ? "" : time(record.arrival)}</span>
        <span class="bad-text">{record.reason}</span>
      </summary>
      <pre class="text" tabIndex={0} role="region" aria-label="Data of the record">
        {indented(record.data)}
        {record.isCut ? "…" : ""}
      </pre>
      <p class="muted">
        {record.code}, {number(record.bytes)} bytes, in <code>{record.place}</code>
      </p>
    </details>
  );
}

/** JSON over several lines; anything else as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
