import type { ResultOf } from "../../../api/calls";
import { counted, number } from "../../parts/format";
import { Empty } from "../../parts/notice";
import { Figure } from "../../parts/panel";

/** Result of a dry run or of a publish. */
export type Published = ResultOf<"publish">;

/** What a dry run calls its problems, where a word alone would not tell. */
const WORDS: Readonly<Record<string, string>> = { contract: "violates the contract" };

/** The prediction for each record, or what was sent. */
export function PublishOutcome({
  result,
  isRunning,
}: {
  result: Published | undefined;
  isRunning: boolean;
}) {
  if (isRunning) {
    return (
      <p class="loading" role="status">
        Working …
      </p>
    );
  }
  if (result === undefined) {
    return (
      <Empty title="Nothing was sent.">
        A dry run predicts for each record whether Firehose would convert it, and which values it
        would drop or change. After that you can publish.
      </Empty>
    );
  }
  if (!result.dryRun) {
    const { published, failed, retries } = result.result;
    return (
      <div class="notice good" role="status">
        <strong>
          {counted(published, "event")} {published === 1 ? "is" : "are"} in the stream
        </strong>
        <p>
          {failed === 0 ? "" : `${number(failed)} failed. `}
          {retries === 0 ? "" : `${counted(retries, "retry").replace("retrys", "retries")}. `}
          Firehose delivers when its buffer is full or its time is over: see the{" "}
          <a href="#/pipeline">pipeline</a>.
        </p>
      </div>
    );
  }
  const { summary, problems } = result;
  return (
    <div role="status">
      <dl class="figures small">
        <Figure label="records" value={number(summary.records)} />
        <Figure label="converted" value={number(summary.converted)} />
        <Figure label="would fail" value={number(summary.failed)} />
        <Figure label="rejected" value={number(summary.rejected)} />
        <Figure label="changed silently" value={number(summary.changed)} />
      </dl>
      {problems.length === 0 ? (
        <p>Every record would arrive as it is.</p>
      ) : (
        <Problems rows={problems} />
      )}
    </div>
  );
}

/** What happens to records, where, and which ones are meant. */
function Problems({ rows }: { rows: Extract<Published, { dryRun: true }>["problems"] }) {
  return (
    <section aria-label="Problems">
      <ul class="reasons">
        {rows.map(([record, what = "", where, value, effect], index) => (
          <li key={index}>
            <strong>{WORDS[what] ?? what}</strong> {where === "" ? null : <code>{where}</code>}{" "}
            {value === "" ? null : <code>{value}</code>}
            <p>
              {record}: {effect}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
