import path from "node:path";
import { isRecord } from "../../errors/is-record";
import { projectFolder } from "../../local/home/lake-home";
import { readEvents } from "../publish/input/events-file";
import { publishEvents, publishGenerated } from "../publish/publish";
import { singleAttemptClient } from "../publish/publish-invocation";
import type { DemoDataset } from "./demo-dataset";

const NAME = "sample_events";

/** The demo of the article's sample event, and of generated ones. */
export const demoSampleEvents: DemoDataset = {
  dataset: NAME,
  publish: async ({ clients, names }, { count, badEvent }, detail) => {
    const lambda = singleAttemptClient(clients.lambda);
    const { publisherFunction } = names;
    const sample = await readEvents(path.join(projectFolder, "examples", "sample-event.json"));
    const bad = badEvent ? sample.slice(0, 1).map(withBadTimestamp) : [];
    const own = await publishEvents(lambda, publisherFunction, [...sample, ...bad], detail);
    const generated = await publishGenerated(lambda, publisherFunction, count, detail);
    return own.published + generated.published;
  },
  query: {
    title: "Events per hour and type",
    sql: `SELECT year, month, day, hour, metadata.eventtype AS event_type,
  count(*) AS events
FROM ${NAME}
GROUP BY year, month, day, hour, metadata.eventtype
ORDER BY 1, 2, 3, 4, 5`,
  },
};

function withBadTimestamp(event: unknown): unknown {
  if (!isRecord(event) || !isRecord(event.metadata)) return event;
  return { ...event, metadata: { ...event.metadata, sourceTimestamp: "yesterday" } };
}
