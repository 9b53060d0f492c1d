import { useEffect, useState } from "preact/hooks";
import type { ResultOf } from "../../../api/calls";
import { useCall } from "../../client/use-call";
import { bytes, time } from "../../parts/format";
import { Empty, Failure, Loading } from "../../parts/notice";

const TABS = [
  ["saved", "Saved"],
  ["tables", "Tables"],
  ["history", "History"],
] as const;

type Tab = (typeof TABS)[number][0];
type Catalog = ResultOf<"catalog">;

/** What can be put into the editor: saved queries, tables, and what ran before. */
export function QueryLibrary({
  catalog,
  isLoading,
  ended,
  use,
}: {
  catalog: Catalog | undefined;
  isLoading: boolean;
  /** Id of the newest query once it has ended, after which the history is another. */
  ended: string | undefined;
  use: (sql: string) => void;
}) {
  const [tab, setTab] = useState<Tab>("saved");
  return (
    <section class="panel library" aria-label="Queries and tables">
      <div class="tabs" role="group" aria-label="Show">
        {TABS.map(([name, title]) => (
          <button type="button" key={name} aria-pressed={name === tab} onClick={() => setTab(name)}>
            {title}
          </button>
        ))}
      </div>
      <div
        class="scroll"
        role="region"
        aria-label={TABS.find(([name]) => name === tab)?.[1]}
        tabIndex={0}
      >
        {tab === "history" ? (
          <History ended={ended} use={use} />
        ) : catalog === undefined ? (
          isLoading && <Loading what="the catalog" />
        ) : tab === "saved" ? (
          <Saved catalog={catalog} use={use} />
        ) : (
          <Tables catalog={catalog} use={use} />
        )}
      </div>
    </section>
  );
}

function Saved({ catalog: { saved }, use }: { catalog: Catalog; use: (sql: string) => void }) {
  if (saved.length === 0)
    return <Empty title="No saved query.">The stack saves some when it is deployed.</Empty>;
  return (
    <ul class="list">
      {saved.map(({ name, description, sql }) => (
        <li key={name}>
          <button type="button" class="entry" onClick={() => use(sql)}>
            <strong>{name}</strong>
            <span>{description}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Tables({ catalog: { tables }, use }: { catalog: Catalog; use: (sql: string) => void }) {
  return (
    <ul class="list">
      {tables.map(({ name, columns }) => (
        <li key={name}>
          <details>
            <summary>{name}</summary>
            <button type="button" onClick={() => use(`SELECT *\nFROM ${name}\nLIMIT 20`)}>
              SELECT 20 rows
            </button>
            <dl class="fields">
              {columns.map((column) => (
                <div key={column.name}>
                  <dt>{column.name}</dt>
                  <dd>
                    {column.type.replace(/([,:<])/g, "$1\u200b")}
                    {column.isPartitionKey ? ", partition key" : ""}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        </li>
      ))}
    </ul>
  );
}

function History({ ended, use }: { ended: string | undefined; use: (sql: string) => void }) {
  const { result, error, reload } = useCall("history");
  useEffect(() => {
    if (ended !== undefined) reload();
  }, [ended]);
  if (error !== undefined) return <Failure error={error} retry={reload} />;
  if (result === undefined) return <Loading what="the history" />;
  if (result.queries.length === 0) return <Empty title="Nothing ran yet.">Run a query.</Empty>;
  return (
    <ul class="list">
      {result.queries.map(({ id, sql, state, at, dataScannedBytes }) => (
        <li key={id}>
          <button type="button" class="entry" onClick={() => use(sql)}>
            <code>{sql.replace(/\s+/g, " ").slice(0, 120)}</code>
            <span>
              {state.toLowerCase()}, {time(at)}, {bytes(dataScannedBytes)} scanned
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
