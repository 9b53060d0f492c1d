/** What the files in `datasets/` are written with. */
export { column } from "../model/dataset/column-type";
export { defineDataset } from "../model/dataset/dataset";
export type { Dataset, EventOf } from "../model/dataset/dataset";
