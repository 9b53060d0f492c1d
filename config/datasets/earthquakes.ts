import { column, defineDataset } from "../dataset";
import type { EventOf } from "../dataset";

/**
 * Earthquakes as the U.S. Geological Survey publishes them: each event is a feature of its GeoJSON feed.
 *
 * @see https://earthquake.usgs.gov/earthquakes/feed/v1.0/geojson.php
 * @see https://earthquake.usgs.gov/data/comcat/ for the meaning of each field
 */
export const earthquakes = defineDataset({
  name: "earthquakes",
  description: "Earthquakes and other seismic events that the U.S. Geological Survey published.",
  columns: {
    type: column.string({ description: "Kind of GeoJSON object.", examples: ["Feature"] }),
    properties: column.struct(
      {
        mag: column.double({ description: "Magnitude." }),
        place: column.string({
          description: "Named place near the event, and how far away it is.",
          examples: [
            "4km W of Castaic, CA",
            "300km SE of Kodiak, Alaska",
            "32km W of Healy, Alaska",
          ],
        }),
        time: column.timestamp({ description: "When it happened, in UTC." }),
        updated: column.timestamp({ description: "When the record was last changed, in UTC." }),
        tz: column.int({
          description: "Minutes by which the time zone at the epicenter differs from UTC.",
          examples: [-480, -600, 300],
        }),
        url: column.string({ description: "Page of the event." }),
        detail: column.string({ description: "Feed of all that is known of the event." }),
        felt: column.int({ description: "How many people reported that they felt it." }),
        cdi: column.double({
          description: "Greatest intensity that people reported, on a scale of 12.",
        }),
        mmi: column.double({ description: "Greatest estimated intensity, on a scale of 12." }),
        alert: column.string({
          description: "Level of the alert about its impact.",
          examples: ["green", "yellow", "orange", "red"],
        }),
        status: column.string({
          description: "Whether a person has reviewed the event.",
          examples: ["automatic", "reviewed"],
        }),
        tsunami: column.int({
          description: "1 for a great event in an oceanic region, 0 for any other.",
          examples: [0, 1],
        }),
        sig: column.int({ description: "How significant it is: 0 to 1000." }),
        net: column.string({
          description: "Network that is the preferred source.",
          examples: ["us", "ci", "nc", "ak"],
        }),
        code: column.string({ description: "Code that the preferred source gave the event." }),
        ids: column.string({ description: "All ids of the event, between commas." }),
        sources: column.string({
          description: "Networks that contributed, between commas.",
          examples: [",us,", ",ci,", ",ak,us,"],
        }),
        types: column.string({
          description: "Products that belong to the event, between commas.",
          examples: [",geoserve,origin,", ",geoserve,origin,phase-data,"],
        }),
        nst: column.int({ description: "How many stations its location was computed from." }),
        dmin: column.double({
          description: "Degrees from the epicenter to the nearest station.",
        }),
        rms: column.double({ description: "Root mean square of the travel time residual, in s." }),
        gap: column.double({
          description: "Greatest angle between stations next to each other, in degrees.",
        }),
        magType: column.string({
          description: "Method by which the magnitude was computed.",
          examples: ["ml", "md", "mb", "mww"],
        }),
        type: column.string({
          description: "Kind of seismic event.",
          examples: ["earthquake", "explosion", "quarry blast"],
        }),
        title: column.string({ description: "Magnitude and place in one line." }),
      },
      { description: "What is known of the event." },
    ),
    geometry: column.struct(
      {
        type: column.string({ description: "Kind of GeoJSON geometry.", examples: ["Point"] }),
        coordinates: column.array(column.double(), {
          description: "Longitude and latitude in degrees, and depth in km.",
        }),
      },
      { description: "Where it happened." },
    ),
    id: column.string({ description: "Id of the event, unique among all of them." }),
  },
  partitionKeyPath: "id",
  eventIdPath: "id",
  eventTimePath: "properties.time",
  eventTypePath: "properties.type",
  // The feed is external: report changes, but keep the events.
  validation: "warn",
  source: { jq: ".features[]" },
});

/** A seismic event as the Geological Survey sends it. */
export type Earthquake = EventOf<typeof earthquakes>;
