import type { Dataset } from "../dataset";
import { earthquakes } from "./earthquakes";
import { sampleEvents } from "./sample-events";

/** Every dataset of the lake; each has its own stream, delivery stream and table. */
export const datasets: readonly Dataset[] = [sampleEvents, earthquakes];
