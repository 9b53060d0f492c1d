import { PassThrough } from "node:stream";
import { Output } from "../../../cli/terminal/output";

/** An output whose results can be read, without a terminal; steps and notes are dropped. */
export function collectedOutput(json = false): {
  readonly output: Output;
  readonly text: () => string;
} {
  const stdout = new PassThrough();
  // The parts of a terminal stream that a stream without a terminal has.
  const stderr = Object.assign(new PassThrough().resume(), { isTTY: false }) as never;
  return {
    output: new Output({ json, stdout, stderr }),
    text: () => String(stdout.read() ?? ""),
  };
}
