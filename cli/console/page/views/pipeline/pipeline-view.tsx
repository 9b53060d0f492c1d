import { useContext, useEffect, useState } from "preact/hooks";
import type { ResultOf } from "../../../api/calls";
import { useCall } from "../../client/use-call";
import { DatasetPicker, SelectionContext } from "../../parts/dataset-picker";
import { DataTable } from "../../parts/data-table";
import { fileName, number, seconds, time } from "../../parts/format";
import { Empty, Failure, Loading } from "../../parts/notice";
import { Badge, Figure, Panel, ViewHeader } from "../../parts/panel";
import { PipelinePicture } from "./pipeline-picture";
import { RateBars } from "./rate-bars";

type Pipeline = ResultOf<"pipeline">;

/** The pipeline of a dataset as it is deployed, with what flows through it now. */
export function PipelineView() {
  const { dataset } = useContext(SelectionContext);
  const [refreshSeconds, setRefresh] = useState<number>();
  const { result, error, reload } = useCall("pipeline", { dataset }, refreshSeconds);
  useEffect(() => setRefresh(result?.refreshSeconds), [result?.refreshSeconds]);
  return (
    <>
      <ViewHeader title="Pipeline">
        {result === undefined ? null : (
          <span class="muted">refreshed every {seconds(result.refreshSeconds)}</span>
        )}
        <DatasetPicker />
      </ViewHeader>
      {error !== undefined ? <Failure error={error} retry={reload} /> : null}
      {result === undefined ? (
        error === undefined && <Loading what="the pipeline" />
      ) : (
        <Content pipeline={result} />
      )}
    </>
  );
}

function Content({ pipeline }: { pipeline: Pipeline }) {
  const stage = (name: string) => pipeline.stages.find((each) => each.stage === name);
  const lag = stage("delivery")?.lagSeconds;
  return (
    <>
      {pipeline.alarms.map((alarm) => (
        <div class="notice bad" role="alert" key={alarm.name}>
          <strong>Alarm {alarm.alarm.replaceAll("_", " ")}</strong>
          <p>
            {alarm.reason}
            {alarm.since === undefined ? "" : ` Since ${time(alarm.since)}.`}
          </p>
          <p class="advice">
            Begin with <code>{alarm.firstCommand}</code>
          </p>
        </div>
      ))}
      <section class="panel picture" aria-label="The deployed pipeline">
        <PipelinePicture pipeline={pipeline} />
      </section>
      <dl class="figures">
        <Figure label="Read in the last hour" value={records(stage("delivery")?.records)} />
        <Figure label="Behind the stream" value={lag === undefined ? "–" : seconds(lag)} />
        <Figure label="Delivered in the last hour" value={records(stage("lake")?.records)} />
        <Figure label="Failed in the last hour" value={records(stage("errors")?.records)} />
        <Figure
          label="Alarms"
          value={pipeline.alarms.length === 0 ? "none" : String(pipeline.alarms.length)}
        />
      </dl>
      <div class="columns">
        <Panel title="Records per minute">
          <RateBars minutes={pipeline.recordsPerMinute} />
        </Panel>
        <Panel title="Failures by reason" tools={<a href="#/failures">Look at them</a>}>
          <Failures pipeline={pipeline} />
        </Panel>
      </div>
      <Panel title="Stages">
        <DataTable
          label="Stages"
          columns={[
            { name: "stage" },
            { name: "state" },
            { name: "records, last hour", isNumber: true },
            { name: "lag", isNumber: true },
            { name: "newest object" },
            { name: "resource" },
          ]}
          rows={pipeline.stages.map((each) => [
            each.stage,
            <State state={each.state} error={each.lastError} />,
            each.records === undefined ? "" : number(each.records),
            each.lagSeconds === undefined ? "" : seconds(each.lagSeconds),
            each.lastObject === undefined ? "" : <code>{fileName(each.lastObject)}</code>,
            <code>{each.name}</code>,
          ])}
        />
      </Panel>
    </>
  );
}

function records(count: number | undefined): string {
  return count === undefined ? "–" : number(count);
}

function State({ state, error }: { state: string; error: string | undefined }) {
  return (
    <>
      {/^[A-Z]+$/.test(state) ? (
        <Badge kind={state === "ACTIVE" ? "good" : "plain"}>{state}</Badge>
      ) : (
        state
      )}
      {error === undefined ? null : <div class="bad-text">{error}</div>}
    </>
  );
}

function Failures({ pipeline: { failures } }: { pipeline: Pipeline }) {
  if (failures.length === 0) {
    return <Empty title="No record failed.">Each record of the last hour was delivered.</Empty>;
  }
  return (
    <ul class="reasons">
      {failures.map(({ code, reason, records: count }) => (
        <li key={code}>
          <strong>{number(count)}</strong> <code>{code}</code>
          <p>{reason}</p>
        </li>
      ))}
    </ul>
  );
}
