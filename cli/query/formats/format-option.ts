import { Option } from "commander";
import { RESULT_FORMATS } from "./format-names";

/** `--output`, for commands that print rows. */
export function formatOption(): Option {
  return new Option(
    "--output <form>",
    "how rows are printed (default: table, or vertical where that is too wide)",
  )
    .choices(RESULT_FORMATS)
    .conflicts("json");
}
