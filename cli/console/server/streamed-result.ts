import type { Readable } from "node:stream";

/** A result that is sent as it arrives, instead of a JSON document. */
export class StreamedResult {
  constructor(
    readonly contentType: string,
    readonly body: Readable,
  ) {}
}
