/** The place from which dataset files took `column` before `./dataset` had it too. */
export { column } from "../model/dataset/column-type";
