import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";
import { readEvents } from "../publish/input/events-file";
import { publishEvents } from "../publish/publish";
import { singleAttemptClient } from "../publish/publish-invocation";
import type { DemoDataset } from "./demo-dataset";

/** A week of the US Geological Survey's feed, from the npm package vega-datasets. */
export const earthquakesFile = path.join(
  projectFolder,
  "node_modules",
  "vega-datasets",
  "data",
  "earthquakes.json",
);

const NAME = "earthquakes";

/** The demo of the earthquakes dataset. */
export const demoEarthquakes: DemoDataset = {
  dataset: NAME,
  publish: async ({ clients, names }, _options, detail) => {
    const events = await readEvents(earthquakesFile, ".features[]");
    const lambda = singleAttemptClient(clients.lambda);
    return (await publishEvents(lambda, names.publisherFunction, events, detail)).published;
  },
  // The result is the same if the file was published twice.
  query: {
    title: "The strongest earthquakes of the week",
    sql: `SELECT DISTINCT properties.mag AS mag, properties.place, properties.time
FROM ${NAME}
ORDER BY mag DESC, time
LIMIT 5`,
  },
};
