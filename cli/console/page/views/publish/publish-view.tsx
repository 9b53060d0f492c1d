import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../client/call";
import { useAction } from "../../client/use-call";
import { DatasetPicker, SelectionContext } from "../../parts/dataset-picker";
import { bytes } from "../../parts/format";
import { Failure } from "../../parts/notice";
import { Panel, ViewHeader } from "../../parts/panel";
import { textFile, toBase64 } from "./file-content";
import { PublishOutcome } from "./publish-outcome";
import type { Published } from "./publish-outcome";

/** Publishes an event that is edited here, or a file, after a dry run has shown what becomes of each record. */
export function PublishView() {
  const { dataset, readOnly, environment } = useContext(SelectionContext);
  const [text, setText] = useState("");
  const [file, setFile] = useState<File>();
  const [jq, setJq] = useState("");
  const [force, setForce] = useState(false);
  const [sends, setSends] = useState(false);
  const sample = useAction<void>();
  const { result, error, isRunning, run, clear } = useAction<Published>();
  /** Counts samples that were asked for: only the newest is shown, and none in place of what was typed meanwhile. */
  const asked = useRef(0);
  const isTyped = useRef(false);
  const takeSample = () => {
    const turn = (asked.current += 1);
    isTyped.current = false;
    void sample.run(async () => {
      const { event } = await call("sample", { dataset });
      if (turn === asked.current && !isTyped.current) setText(event);
    });
  };
  useEffect(() => {
    if (!isTyped.current) takeSample();
  }, [dataset]);
  useEffect(clear, [dataset, text, file, jq, force]);
  const publish = (dryRun: boolean) => {
    setSends(!dryRun);
    // A sample that comes now would replace what is sent.
    asked.current += 1;
    void run(async () => {
      const chosen = file ?? textFile(text);
      const content = await toBase64(chosen);
      return call("publish", { dataset, name: chosen.name, content, jq, force, dryRun });
    });
  };
  /** What is being sent stays as it is, so that its result belongs to it. */
  const isSending = isRunning && sends;
  const isChecked = result?.dryRun === true && result.summary.converted > 0;
  const isMissing = file === undefined && text.trim() === "";
  return (
    <>
      <ViewHeader title="Publish">
        <DatasetPicker isDisabled={isSending} />
      </ViewHeader>
      <div class="columns">
        <Panel
          title="Events"
          tools={
            <button type="button" onClick={takeSample} disabled={isSending || file !== undefined}>
              New sample
            </button>
          }
        >
          <label class="field">
            <span>JSON: one event, an array, or one event in each line</span>
            <textarea
              class="code"
              rows={16}
              spellcheck={false}
              value={text}
              disabled={isSending || file !== undefined}
              onInput={(event) => {
                isTyped.current = event.currentTarget.value !== "";
                setText(event.currentTarget.value);
              }}
            />
          </label>
          <label class="field">
            <span>Or a file: JSON, CSV or Parquet, also with gzip or zstd</span>
            <input
              type="file"
              disabled={isSending}
              onChange={(event) => setFile(event.currentTarget.files?.[0])}
            />
          </label>
          {file === undefined ? null : (
            <p class="muted">
              {file.name}, {bytes(file.size)}
            </p>
          )}
          <label class="field">
            <span>
              Selection of the events in the document, a jq expression; empty for the dataset's own
            </span>
            <input
              value={jq}
              placeholder=".features[]"
              maxLength={2000}
              disabled={isSending}
              onInput={(event) => setJq(event.currentTarget.value)}
            />
          </label>
          <label class="check">
            <input
              type="checkbox"
              checked={force}
              disabled={isSending}
              onChange={(event) => setForce(event.currentTarget.checked)}
            />
            <span>Publish even if most columns stay null</span>
          </label>
          <div class="actions">
            <button
              type="button"
              class={isChecked ? "" : "primary"}
              disabled={isRunning || isMissing}
              onClick={() => publish(true)}
            >
              Dry run
            </button>
            <button
              type="button"
              class={isChecked ? "primary" : ""}
              disabled={isRunning || readOnly || !isChecked}
              onClick={() => publish(false)}
            >
              Publish
            </button>
          </div>
          {readOnly ? (
            <p class="muted">
              This console only reads {environment}; <code>--read-write</code> lets it publish.
            </p>
          ) : null}
        </Panel>
        <Panel title="What becomes of them">
          {sample.error === undefined ? null : <Failure error={sample.error} retry={takeSample} />}
          {error === undefined ? null : <Failure error={error} />}
          <PublishOutcome result={result} isRunning={isRunning} />
        </Panel>
      </div>
    </>
  );
}
