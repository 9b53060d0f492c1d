/** Kept for existing dataset files, which import `column` from here; new ones import `./dataset`. */
export { column } from "../model/dataset/column-type";
