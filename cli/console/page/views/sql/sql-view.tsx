import { useContext, useEffect, useState } from "preact/hooks";
import { useCall } from "../../client/use-call";
import { SqlEditor } from "../../editor/sql-editor";
import { SelectionContext } from "../../parts/dataset-picker";
import { Failure } from "../../parts/notice";
import { ViewHeader } from "../../parts/panel";
import { QueryLibrary } from "./query-library";
import { QueryOutcome } from "./query-outcome";
import { statement } from "./statement";
import { useQuery } from "./use-query";

/** The statement of this page, which stays when another view is shown. */
let lastText: string | undefined;

const shortcut = /Mac/.test(navigator.userAgent) ? "⌘ Enter" : "Ctrl+Enter";

/** An editor, what can be put into it, and the result of what ran. */
export function SqlView() {
  const { dataset } = useContext(SelectionContext);
  const catalog = useCall("catalog");
  const [text, setText] = useState(lastText ?? `SELECT *\nFROM ${dataset}\nLIMIT 20`);
  // The editor is ahead of the page while someone types, so the page's text is not given back to it.
  const [given, setGiven] = useState({ text });
  const replace = (sql: string) => {
    setText(sql);
    setGiven({ text: sql });
  };
  const query = useQuery();
  useEffect(() => void (lastText = text), [text]);
  const canRun = statement(text) !== "" && !query.isRunning;
  const run = (plan: boolean) => {
    if (canRun) void query.run(statement(text), plan);
  };
  return (
    <>
      <ViewHeader title="SQL">
        {catalog.result === undefined ? null : (
          <span class="muted">
            workgroup <code>{catalog.result.workGroup}</code>, database{" "}
            <code>{catalog.result.database}</code>
          </span>
        )}
      </ViewHeader>
      {catalog.error === undefined ? null : (
        <Failure error={catalog.error} retry={catalog.reload} />
      )}
      <div class="sql">
        <section class="panel flush" aria-label="Statement">
          <SqlEditor
            given={given}
            tables={catalog.result?.tables ?? []}
            onChange={setText}
            onRun={() => run(false)}
          />
          <footer>
            <button type="button" class="primary" disabled={!canRun} onClick={() => run(false)}>
              Run
            </button>
            <button type="button" disabled={!canRun} onClick={() => run(true)}>
              Plan
            </button>
            {query.isRunning ? (
              <button type="button" onClick={() => void query.cancel()}>
                Cancel
              </button>
            ) : null}
            <span class="muted keys">{shortcut} runs it, Ctrl+Space completes</span>
          </footer>
        </section>
        <QueryLibrary
          catalog={catalog.result}
          isLoading={catalog.isLoading}
          ended={query.isRunning ? undefined : query.view?.id}
          use={replace}
        />
      </div>
      <QueryOutcome query={query} />
    </>
  );
}
