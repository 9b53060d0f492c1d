import { PassThrough } from "node:stream";
import { Output } from "../../../cli/terminal/output";

/** An output whose results can be read, without a terminal, with its steps and notes. */
export function collectedOutput(json = false): {
  readonly output: Output;
  readonly text: () => string;
  /** Steps and notes. */
  readonly notes: () => string;
} {
  const stdout = new PassThrough();
  // The parts of a terminal stream that a stream without a terminal has.
  const progress = new PassThrough();
  const stderr = Object.assign(progress, { isTTY: false }) as never;
  return {
    output: new Output({ json, stdout, stderr }),
    text: () => String(stdout.read() ?? ""),
    notes: () => String(progress.read() ?? ""),
  };
}
