/** Imports of the files in `datasets/`. */
export { column } from "../model/dataset/column-type";
export { defineDataset } from "../model/dataset/dataset";
export type { Dataset, EventOf } from "../model/dataset/dataset";
