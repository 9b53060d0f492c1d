import { S3Error } from "../s3-error";

const MAXIMUM_LINE_BYTES = 8 * 1024;
const CHUNK = /^([0-9a-fA-F]{1,8})(?:;.*)?$/;
const TRAILER = /^([!-9;-~]+):\s*(.*)$/;

/** Whether the content of a body is framed in chunks. */
export function isAwsChunked(headers: Readonly<Record<string, unknown>>): boolean {
  const encoding = headers["content-encoding"];
  const sha256 = headers["x-amz-content-sha256"];
  return (
    (typeof encoding === "string" && /(?:^|,)\s*aws-chunked\s*(?:,|$)/i.test(encoding)) ||
    (typeof sha256 === "string" && sha256.startsWith("STREAMING-"))
  );
}

/**
 * Yields the content of a body in chunks, each of which may be signed; signatures are not checked.
 *
 * @param onTrailer called with each header after the content
 * @throws S3Error if a chunk is malformed, or the body ends before the content
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export async function* decodeAwsChunked(
  body: AsyncIterable<Buffer>,
  onTrailer: (name: string, value: string) => void,
): AsyncGenerator<Buffer> {
  const lines = new LineReader(body);
  for (;;) {
    const [, digits] = CHUNK.exec((await lines.line()) ?? "") ?? [];
    if (digits === undefined) throw incomplete();
    const length = parseInt(digits, 16);
    if (length === 0) break;
    yield* lines.take(length);
    if ((await lines.line()) !== "") throw incomplete();
  }
  for (
    let line = await lines.line();
    line !== undefined && line !== "";
    line = await lines.line()
  ) {
    const [, name, value] = TRAILER.exec(line) ?? [];
    if (name === undefined || value === undefined) throw incomplete();
    onTrailer(name.toLowerCase(), value.trim());
  }
}

/** Reads lines and blocks of bytes from chunks. */
class LineReader {
  private rest: Buffer = Buffer.alloc(0);
  private readonly iterator: AsyncIterator<Buffer>;

  constructor(body: AsyncIterable<Buffer>) {
    this.iterator = body[Symbol.asyncIterator]();
  }

  /** The next line without its end; undefined at the end of the body. */
  async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.rest.indexOf("\n");
      if (end >= 0) {
        const line = this.rest.toString("latin1", 0, end);
        this.rest = this.rest.subarray(end + 1);
        return line.replace(/\r$/, "");
      }
      if (this.rest.length > MAXIMUM_LINE_BYTES) throw incomplete();
      const next = await this.iterator.next();
      if (next.done === true) {
        if (this.rest.length > 0) throw incomplete();
        return undefined;
      }
      this.rest = this.rest.length === 0 ? next.value : Buffer.concat([this.rest, next.value]);
    }
  }

  /** Yields exactly a number of bytes. */
  async *take(bytes: number): AsyncGenerator<Buffer> {
    for (let missing = bytes; missing > 0;) {
      if (this.rest.length === 0) {
        const next = await this.iterator.next();
        if (next.done === true) throw incomplete();
        this.rest = next.value;
      }
      const part = this.rest.subarray(0, missing);
      this.rest = this.rest.subarray(part.length);
      missing -= part.length;
      yield part;
    }
  }
}

function incomplete(): S3Error {
  return new S3Error(
    "IncompleteBody",
    400,
    "You did not provide the number of bytes specified by the Content-Length HTTP header, or a chunk of the body is malformed",
  );
}
