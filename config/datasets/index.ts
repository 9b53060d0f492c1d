import type { Dataset } from "../dataset";
import { earthquakes } from "./earthquakes";
import { sampleEvents } from "./sample-events";

/** Every dataset of the lake; each gets a stream, a delivery stream and a table of its own. */
export const datasets: readonly Dataset[] = [sampleEvents, earthquakes];
