import { useContext, useState } from "preact/hooks";
import type { ResultOf } from "../../../api/calls";
import { useCall } from "../../client/use-call";
import { DatasetPicker, SelectionContext } from "../../parts/dataset-picker";
import { bytes, counted, fileName, time } from "../../parts/format";
import { Empty, Failure, Loading } from "../../parts/notice";
import { Badge, Panel, ViewHeader } from "../../parts/panel";
import { ObjectPreview } from "./object-preview";

const FIRST = 24;
const MOST = 384;
const AREAS = [
  ["lake", "Parquet of the table"],
  ["backup", "Raw backup"],
] as const;

type Folder = ResultOf<"partitions">["folders"][number];

/** The folders of a dataset with their objects, and a look into one. */
export function DataView() {
  const { dataset } = useContext(SelectionContext);
  const [area, setArea] = useState<(typeof AREAS)[number][0]>("lake");
  const [count, setCount] = useState(FIRST);
  const [chosen, setChosen] = useState<{ dataset: string; area: string; key: string }>();
  // An object of another place is not shown, nor asked for.
  const key = chosen?.dataset === dataset && chosen.area === area ? chosen.key : undefined;
  const show = (of: string) => setChosen({ dataset, area, key: of });
  const { result, error, reload } = useCall("partitions", { dataset, area, count });
  const total = result?.folders.reduce((sum, folder) => sum + folder.bytes, 0) ?? 0;
  return (
    <>
      <ViewHeader title="Data">
        <div class="tabs" role="group" aria-label="Show">
          {AREAS.map(([name, title]) => (
            <button
              type="button"
              key={name}
              aria-pressed={name === area}
              onClick={() => setArea(name)}
            >
              {title}
            </button>
          ))}
        </div>
        <DatasetPicker />
      </ViewHeader>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {result === undefined ? (
        error === undefined && <Loading what="the bucket" />
      ) : result.folders.length === 0 ? (
        <Empty title="There is no object yet.">
          Publish events, and Firehose writes the first objects when its buffer is full or its time
          is over. <a href="#/publish">Publish</a>
        </Empty>
      ) : (
        <>
          <Panel
            title={area === "lake" ? "Partitions" : "Hours"}
            tools={
              <span class="muted">
                <code>{result.location}</code> {bytes(total)}
              </span>
            }
          >
            <ul class="folders">
              {result.folders.map((folder, index) => (
                <FolderEntry
                  key={folder.name}
                  folder={folder}
                  isOpen={index === 0}
                  shown={key}
                  show={show}
                />
              ))}
            </ul>
            {result.folders.some(({ isRegistered }) => isRegistered === false) ? (
              <p class="muted">
                Queries do not see what is not in the table yet. A crawl registers it:{" "}
                <code>npx lake crawl --dataset {dataset}</code>
              </p>
            ) : null}
            {result.hasMore && count < MOST ? (
              <button type="button" onClick={() => setCount(Math.min(MOST, count * 2))}>
                Show older ones
              </button>
            ) : null}
          </Panel>
          {key === undefined ? null : (
            <ObjectPreview dataset={dataset} area={area} objectKey={key} />
          )}
        </>
      )}
    </>
  );
}

function FolderEntry({
  folder,
  isOpen,
  shown,
  show,
}: {
  folder: Folder;
  isOpen: boolean;
  shown: string | undefined;
  show: (key: string) => void;
}) {
  return (
    <li>
      <details open={isOpen}>
        <summary>
          <code>{folder.name}</code>
          <span class="muted">
            {folder.isPartial ? "more than " : ""}
            {counted(folder.objects.length, "object")}, {bytes(folder.bytes)}
          </span>
          {folder.isRegistered === false ? <Badge kind="warn">not in the table yet</Badge> : null}
        </summary>
        <ul class="objects">
          {folder.objects.map(({ key, bytes: size, modified }) => (
            <li key={key}>
              <button
                type="button"
                class="entry"
                aria-pressed={key === shown}
                onClick={() => show(key)}
              >
                <code>{fileName(key)}</code>
                <span>
                  {bytes(size)}, {time(modified)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
