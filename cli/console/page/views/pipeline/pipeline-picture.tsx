import { useEffect, useState } from "preact/hooks";
import type { ResultOf } from "../../../api/calls";
import { counted, number, seconds } from "../../parts/format";
import { FLOWS, flowPath, NARROW, WIDE } from "./picture-layout";
import type { PartName } from "./picture-layout";

const WIDE_ENOUGH = "(min-width: 1080px)";
const MINUTE = 60;

type Pipeline = ResultOf<"pipeline">;

interface Part {
  readonly title: string;
  readonly lines: readonly string[];
  readonly mood?: "good" | "bad" | "idle";
}

/** The pipeline as it is deployed. */
export function PipelinePicture({ pipeline }: { pipeline: Pipeline }) {
  const layout = useMatch(WIDE_ENOUGH) ? WIDE : NARROW;
  const parts = partsOf(pipeline);
  const names = Object.keys(parts) as PartName[]; // the keys of the record above
  const lastMinutes = pipeline.recordsPerMinute.slice(-2);
  const isFlowing = lastMinutes.some((count) => count > 0);
  const description = names.map((name) => `${parts[name].title}: ${parts[name].lines.join(", ")}`);
  return (
    <svg
      class={isFlowing ? "flowing" : ""}
      viewBox={`-1 -1 ${layout.width + 2} ${layout.height + 2}`}
      role="img"
      aria-label={description.join(". ")}
    >
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
        >
          <path class="head" d="M1 1L7 4L1 7" />
        </marker>
      </defs>
      {FLOWS.map(([from, to]) => (
        <path
          key={`${from} ${to}`}
          class={`flow ${to === "errors" ? "to-errors" : ""}`}
          d={flowPath(layout, from, to)}
          marker-end="url(#arrow)"
        />
      ))}
      {names.map((name) => {
        const [x, y] = layout.places[name];
        const { title, lines, mood = "idle" } = parts[name];
        return (
          <g key={name} class={`part ${mood}`} transform={`translate(${x} ${y})`}>
            <rect width={layout.partWidth} height={layout.partHeight} rx="8" />
            <circle cx="14" cy="20" r="3.5" />
            <text class="title" x="25" y="24.5">
              {title}
            </text>
            {lines.map((line, index) => (
              <text key={index} x="14" y={44 + index * 17}>
                {line}
              </text>
            ))}
          </g>
        );
      })}
    </svg>
  );
}

function partsOf(pipeline: Pipeline): Record<PartName, Part> {
  const stage = (name: string) => pipeline.stages.find((each) => each.stage === name);
  const delivery = stage("delivery");
  const failed = stage("errors")?.records ?? 0;
  const lag = delivery?.lagSeconds;
  const lastMinute = pipeline.recordsPerMinute.at(-2) ?? 0;
  const thisMinute = pipeline.recordsPerMinute.at(-1) ?? 0;
  const perSecond = Math.max(lastMinute, thisMinute) / MINUTE;
  const active = (name: string) => (stage(name)?.state === "ACTIVE" ? "good" : "bad");
  const arrived = (name: string): NonNullable<Part["mood"]> =>
    (stage(name)?.records ?? 0) > 0 ? "good" : "idle";
  const crawler = stage("crawler")?.state;
  return {
    producers: {
      title: "Producers",
      lines: [`${number(perSecond)} records/s`, "publisher function"],
      mood: perSecond > 0 ? "good" : "idle",
    },
    stream: {
      title: "Kinesis stream",
      lines: [
        counted(pipeline.shards ?? 0, "shard"),
        pipeline.retentionHours === undefined ? "" : `kept ${pipeline.retentionHours} h`,
      ],
      mood: active("stream"),
    },
    firehose: {
      title: "Firehose",
      lines: [
        lag === undefined ? "no lag known" : `lag ${seconds(lag)}`,
        bufferText(pipeline.buffer),
      ],
      mood: active("delivery"),
    },
    backup: {
      title: "Raw bucket",
      lines: [perHour(stage("backup")?.records), bufferText(pipeline.backupBuffer)],
      mood: arrived("backup"),
    },
    lake: {
      title: "Lake bucket",
      lines: [perHour(stage("lake")?.records), freshness(stage("lake")?.lagSeconds)],
      mood: arrived("lake"),
    },
    errors: {
      title: "Failed records",
      lines: [
        perHour(failed),
        failed === 0 ? "nothing to replay" : counted(pipeline.failures.length, "reason"),
      ],
      mood: failed > 0 ? "bad" : "idle",
    },
    table: {
      title: "Glue table",
      lines: [stage("table")?.state ?? "", crawler === undefined ? "" : crawlerText(crawler)],
      mood: stage("crawler")?.lastError === undefined ? "good" : "bad",
    },
    athena: { title: "Athena", lines: ["workgroup", shortened(pipeline.workGroup)], mood: "good" },
  };
}

function perHour(count: number | undefined): string {
  return count === undefined ? "–" : `${number(count)} in the last hour`;
}

function bufferText(buffer: Pipeline["buffer"]): string {
  return buffer === undefined ? "" : `buffer ${buffer.sizeMiB} MiB or ${buffer.intervalSeconds} s`;
}

function freshness(lag: number | undefined): string {
  return lag === undefined ? "no object yet" : `oldest waited ${seconds(lag)}`;
}

function crawlerText(state: string): string {
  return state
    .toLowerCase()
    .replace(/^ready, last /, "crawl ")
    .replace(/^ready, /, "crawler ");
}

function shortened(name: string): string {
  const most = 19;
  return name.length <= most ? name : `…${name.slice(1 - most)}`;
}

function useMatch(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = () => setMatches(list.matches);
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [query]);
  return matches;
}
