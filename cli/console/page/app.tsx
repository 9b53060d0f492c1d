import type { ComponentType } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { CallError } from "./client/call";
import { useCall } from "./client/use-call";
import { useRoute, VIEWS } from "./client/route";
import type { ViewName } from "./client/route";
import { SelectionContext } from "./parts/dataset-picker";
import { Empty, Failure, Loading } from "./parts/notice";
import { Badge } from "./parts/panel";
import { ThemeSwitch } from "./parts/theme-switch";
import { CostView } from "./views/cost/cost-view";
import { DataView } from "./views/data/data-view";
import { FailuresView } from "./views/failures/failures-view";
import { PipelineView } from "./views/pipeline/pipeline-view";
import { PublishView } from "./views/publish/publish-view";
import { SqlView } from "./views/sql/sql-view";

const COMPONENTS: Readonly<Record<ViewName, ComponentType>> = {
  pipeline: PipelineView,
  sql: SqlView,
  data: DataView,
  failures: FailuresView,
  publish: PublishView,
  cost: CostView,
};

/** The page: its navigation and the view that the address names. */
export function App() {
  const view = useRoute();
  const lake = useCall("lake");
  const [chosen, setChosen] = useState<string>();
  const {
    environment = "",
    region = "",
    readOnly = true,
    datasets: names = [],
  } = lake.result ?? {};
  const dataset = chosen ?? names[0] ?? "";
  const selection = useMemo(
    () => ({ names, dataset, select: setChosen, environment, readOnly }),
    [lake.result, dataset],
  );
  const View = COMPONENTS[view];
  return (
    <div class="shell">
      <button
        type="button"
        class="skip"
        onClick={() => document.getElementById("content")?.focus()}
      >
        Skip to the content
      </button>
      <aside class="side">
        <p class="brand">Lake console</p>
        <p class="place">
          {environment === "" ? null : (
            <>
              <Badge kind="plain">{environment}</Badge>
              <span>{region}</span>
              {readOnly ? <Badge kind="warn">read-only</Badge> : null}
            </>
          )}
        </p>
        <nav aria-label="Views">
          {VIEWS.map(([name, title]) => (
            <a key={name} href={`#/${name}`} aria-current={name === view ? "page" : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <ThemeSwitch />
      </aside>
      <main id="content" tabIndex={-1}>
        {lake.error !== undefined ? (
          <NoLake error={lake.error} retry={lake.reload} />
        ) : lake.result === undefined ? (
          <Loading what="the lake" />
        ) : names.length === 0 ? (
          <Empty title="This lake has no dataset.">
            Add one in a terminal: <code>npx lake dataset add NAME --from FILE</code>
          </Empty>
        ) : (
          <SelectionContext.Provider value={selection}>
            <View key={view} />
          </SelectionContext.Provider>
        )}
      </main>
    </div>
  );
}

function NoLake({ error, retry }: { error: CallError; retry: () => void }) {
  return (
    <>
      <h1>There is no lake to show</h1>
      <Failure error={error} retry={retry} />
    </>
  );
}
