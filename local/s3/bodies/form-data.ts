import { S3Error } from "../s3-error";

/** A form with a file, which is its last field. */
export interface UploadForm {
  /** By their names in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  /** The content of the file as it arrives; what follows it is discarded. */
  readonly file: AsyncIterable<Buffer>;
}

/** All fields before the file: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html allows 20 KB. */
const MAXIMUM_FIELD_BYTES = 64 * 1024;

/**
 * Reads a form up to its file.
 *
 * @throws S3Error if it is malformed, or has no file
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
export async function readForm(body: AsyncIterable<Buffer>, boundary: string): Promise<UploadForm> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const iterator = body[Symbol.asyncIterator]();
  const fields = new Map<string, string>();
  // The first delimiter has no line before it.
  let rest: Buffer = Buffer.from("\r\n");
  let taken = 0;
  const upTo = async (mark: Buffer): Promise<Buffer> => {
    for (;;) {
      const place = rest.indexOf(mark);
      if (place >= 0) {
        const part = rest.subarray(0, place);
        rest = rest.subarray(place + mark.length);
        return part;
      }
      const next = await iterator.next();
      taken += next.done === true ? 0 : next.value.length;
      if (next.done === true || taken > MAXIMUM_FIELD_BYTES + next.value.length) throw malformed();
      rest = Buffer.concat([rest, next.value]);
    }
  };
  await upTo(delimiter);
  for (;;) {
    if ((await upTo(Buffer.from("\r\n"))).toString().startsWith("--")) throw noFile();
    const head = (await upTo(Buffer.from("\r\n\r\n"))).toString("utf8");
    const [, name] = /\bname="([^"]*)"/i.exec(head) ?? [];
    if (name === undefined) throw malformed();
    if (name.toLowerCase() === "file") {
      const [, fileName = ""] = /\bfilename="([^"]*)"/i.exec(head) ?? [];
      return { fields, fileName, file: contentUpTo(delimiter, rest, iterator) };
    }
    fields.set(name.toLowerCase(), (await upTo(delimiter)).toString("utf8"));
  }
}

/** Yields what is before a mark. */
async function* contentUpTo(
  mark: Buffer,
  first: Buffer,
  iterator: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  let rest = first;
  for (;;) {
    const place = rest.indexOf(mark);
    if (place >= 0) {
      if (place > 0) yield rest.subarray(0, place);
      while ((await iterator.next()).done !== true);
      return;
    }
    // The mark may begin in the last bytes.
    const sure = rest.length - mark.length;
    if (sure > 0) {
      yield rest.subarray(0, sure);
      rest = rest.subarray(sure);
    }
    const next = await iterator.next();
    if (next.done === true) throw malformed();
    rest = Buffer.concat([rest, next.value]);
  }
}

function malformed(): S3Error {
  return new S3Error(
    "MalformedPOSTRequest",
    400,
    "The body of your POST request is not well-formed multipart/form-data.",
  );
}

function noFile(): S3Error {
  return new S3Error("InvalidArgument", 400, "POST requires exactly one file upload per request.");
}
