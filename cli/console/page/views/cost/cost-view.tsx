import { useContext, useState } from "preact/hooks";
import type { ResultOf } from "../../../api/calls";
import { useCall } from "../../client/use-call";
import { DataTable } from "../../parts/data-table";
import { SelectionContext } from "../../parts/dataset-picker";
import { dollars } from "../../parts/format";
import { Failure, Loading } from "../../parts/notice";
import { Figure, Panel, ViewHeader } from "../../parts/panel";

const MOST = 1_000_000_000;

type Report = ResultOf<"cost">;

/** What the lake costs a month, for a usage that can be changed here. */
export function CostView() {
  const { environment } = useContext(SelectionContext);
  const [usage, setUsage] = useState({ eventsPerSecond: 100, eventBytes: 500, queriesPerDay: 50 });
  const { result, error, isLoading, reload } = useCall("cost", usage);
  const input = (name: keyof typeof usage, title: string) => (
    <label class="field">
      <span>{title}</span>
      <input
        type="number"
        min={name === "eventBytes" ? 1 : 0}
        max={MOST}
        value={usage[name]}
        onChange={(event) => {
          const { valueAsNumber: value } = event.currentTarget;
          if (Number.isSafeInteger(value) && value >= 0) setUsage({ ...usage, [name]: value });
        }}
      />
    </label>
  );
  return (
    <>
      <ViewHeader title="Cost">
        <span class="muted">
          of <code>{environment}</code> as configured, by AWS's list prices
        </span>
      </ViewHeader>
      <div class="usage">
        {input("eventsPerSecond", "Events per second, each dataset")}
        {input("eventBytes", "Bytes of an event")}
        {input("queriesPerDay", "Queries per day")}
      </div>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {result === undefined ? (
        isLoading && <Loading what="the configuration, which takes some seconds the first time" />
      ) : (
        <CostReport report={result} />
      )}
    </>
  );
}

function CostReport({ report: { estimate, savings } }: { report: Report }) {
  const services = Object.entries(estimate.byService);
  const most = Math.max(1, ...services.map(([, cents]) => cents));
  return (
    <>
      <dl class="figures">
        <Figure
          label={`a month in ${estimate.region}`}
          value={dollars(estimate.totalCents)}
          note={`prices of ${estimate.pricesAsOf}, without free tiers, taxes and data transfer`}
        />
      </dl>
      {estimate.notes.map((note) => (
        <div class="notice" key={note}>
          <p>{note}</p>
        </div>
      ))}
      <div class="columns">
        <Panel title="By service">
          <ol class="bars" aria-label="Dollars a month by service">
            {services.map(([service, cents]) => (
              <li key={service}>
                <span class="name">{service}</span>
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="bar" width={(cents / most) * 100} height="10" />
                </svg>
                <span class="value">{dollars(cents)}</span>
              </li>
            ))}
          </ol>
        </Panel>
        <Panel title="Possible savings, each on its own">
          <ul class="reasons">
            {savings.map(({ change, cents, how }) => (
              <li key={change}>
                <strong>−{dollars(cents)}</strong> {change}
                <p>{how}</p>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
      <Panel title="Line by line">
        <DataTable
          label="Line by line"
          columns={[
            { name: "service" },
            { name: "for" },
            { name: "how" },
            { name: "a month", isNumber: true },
          ]}
          rows={estimate.lines.map(({ service, resource, what, formula, cents }) => [
            service,
            <>
              {resource.split(".").slice(1).join(".")}: {what}
            </>,
            formula,
            dollars(cents),
          ])}
        />
      </Panel>
    </>
  );
}
