import { useContext, useEffect, useState } from "preact/hooks";
import { call } from "../../client/call";
import type { ResultOf } from "../../../api/calls";
import { useAction } from "../../client/use-call";
import { SelectionContext } from "../../parts/dataset-picker";
import { counted, number } from "../../parts/format";
import { Failure } from "../../parts/notice";
import { Figure, Panel } from "../../parts/panel";

type Report = ResultOf<"replay">;

/** Sends failed records to the stream again, after a dry run has shown what that would do. */
export function ReplayPanel({
  dataset,
  since,
  isSending,
  sending,
  replayed,
}: {
  dataset: string;
  since: string;
  /** Whether records are being sent: which ones they are stays as it is, so that the report belongs to it. */
  isSending: boolean;
  sending: (is: boolean) => void;
  replayed: () => void;
}) {
  const { readOnly, environment } = useContext(SelectionContext);
  const [match, setMatch] = useState("");
  const { result, error, isRunning, run, clear } = useAction<Report>();
  useEffect(clear, [dataset, since, match]);
  const replay = (dryRun: boolean) =>
    void run(async () => {
      sending(!dryRun);
      try {
        const range = dryRun ? { since } : { since: result?.since, shown: result?.selection };
        const report = await call("replay", { dataset, match, dryRun, ...range });
        if (!dryRun) replayed();
        return report;
      } finally {
        sending(false);
      }
    });
  const sendable = result?.dryRun === true ? result.totals.sent : 0;
  return (
    <Panel title="Replay">
      <p class="muted">
        Sends failed records to the stream again. A record that would fail once more is quarantined
        instead. To correct records on the way, use <code>npx lake replay --transform</code>.
      </p>
      <label class="field">
        <span>Only records that contain, or that match /an expression/</span>
        <input
          value={match}
          maxLength={500}
          disabled={isSending}
          onInput={(event) => setMatch(event.currentTarget.value)}
        />
      </label>
      <div class="actions">
        <button
          type="button"
          class={sendable > 0 ? "" : "primary"}
          disabled={isRunning}
          onClick={() => replay(true)}
        >
          Dry run
        </button>
        <button
          type="button"
          class={sendable > 0 ? "primary" : ""}
          disabled={isRunning || readOnly || sendable === 0}
          onClick={() => replay(false)}
        >
          {sendable > 0 ? `Send ${counted(sendable, "record")}` : "Send"}
        </button>
      </div>
      {readOnly ? (
        <p class="muted">
          This console only reads {environment}; <code>--read-write</code> lets it send.
        </p>
      ) : null}
      {error === undefined ? null : <Failure error={error} />}
      {result === undefined ? null : <ReplayOutcome report={result} />}
    </Panel>
  );
}

function ReplayOutcome({ report }: { report: Report }) {
  const { totals, reasons, dryRun, stoppedBy } = report;
  const skipped = Object.values(totals.skipped).reduce((sum, count) => sum + count, 0);
  return (
    <div role="status">
      <dl class="figures small">
        <Figure label="read" value={number(totals.read)} />
        <Figure label={dryRun ? "would be sent" : "sent"} value={number(totals.sent)} />
        <Figure label="skipped" value={number(skipped)} />
        <Figure
          label={dryRun ? "would be quarantined" : "quarantined"}
          value={number(totals.quarantined)}
        />
        <Figure label="failed" value={number(totals.failed)} />
      </dl>
      <ul class="reasons">
        {reasons.slice(0, 10).map(({ outcome, reason, records }) => (
          <li key={`${outcome} ${reason}`}>
            <strong>{number(records)}</strong> {outcome}
            <p>{reason}</p>
          </li>
        ))}
      </ul>
      {stoppedBy === undefined ? null : <p class="bad-text">It stopped early: {stoppedBy}</p>}
    </div>
  );
}
