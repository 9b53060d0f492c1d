import path from "node:path";
import { earthquakes } from "../../config/datasets/earthquakes";
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

const table = earthquakes.name;

/** The demo of the earthquakes dataset. */
export const demoEarthquakes: DemoDataset = {
  dataset: earthquakes.name,
  publish: async ({ clients, names }, _options, detail) => {
    const events = await readEvents(earthquakesFile, ".features[]");
    const lambda = singleAttemptClient(clients.lambda);
    return (await publishEvents(lambda, names.publisherFunction, events, detail)).published;
  },
  // The results are the same if the file was published twice.
  queries: [
    {
      title: "The strongest earthquakes of the week",
      sql: `SELECT DISTINCT properties.mag AS magnitude, properties.place, properties.time
FROM ${table}
ORDER BY magnitude DESC, time
LIMIT 5`,
    },
    {
      title: "How often each kind of magnitude was computed, and its average",
      sql: `SELECT properties.magtype AS magnitude_type, count(DISTINCT id) AS earthquakes,
  round(avg(properties.mag), 2) AS average_magnitude
FROM ${table}
GROUP BY properties.magtype
ORDER BY earthquakes DESC, magnitude_type`,
    },
    {
      title: "The deepest earthquake of each network",
      sql: `SELECT properties.net AS network, max(depth) AS depth_km, max_by(properties.place, depth) AS place
FROM ${table}
CROSS JOIN UNNEST(geometry.coordinates) WITH ORDINALITY AS coordinate (depth, position)
WHERE position = 3
GROUP BY properties.net
ORDER BY depth_km DESC`,
    },
  ],
};
