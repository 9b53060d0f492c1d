import { gunzipSync } from "node:zlib";
import type { AwsReply, AwsRequest } from "../aws-request";
import { errorReply } from "../routing/protocol-errors";

const ACTION = /^[A-Za-z]\w*$/;

/** A call of the query protocol with its form, or the error reply. */
export type QueryCall =
  | { readonly call: AwsRequest; readonly rejection?: undefined }
  | { readonly call?: undefined; readonly rejection: AwsReply };

/**
 * Normalizes the form of a call, so that every reader finds the same action in it.
 *
 * @param maximumBytes limit of the form after decompression
 */
export function readQueryCall(request: AwsRequest, maximumBytes: number): QueryCall {
  const { "content-encoding": encoding, ...headers } = request.headers;
  const text = plainText(request.body, encoding, maximumBytes);
  const form = new URLSearchParams(text ?? "");
  const [action = "", ...others] = form.getAll("Action");
  if (text === undefined || others.length > 0 || !ACTION.test(action)) {
    const message = "The form must not exceed the size limit, and must have exactly one Action";
    return {
      rejection: errorReply("query", { code: "InvalidAction", message, status: 400 }),
    };
  }
  return {
    call: {
      ...request,
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body: Buffer.from(form.toString()),
    },
  };
}

function plainText(
  body: Buffer,
  encoding: string | undefined,
  maximumBytes: number,
): string | undefined {
  if (encoding === undefined) return body.toString("utf8");
  try {
    return encoding === "gzip"
      ? gunzipSync(body, { maxOutputLength: maximumBytes }).toString("utf8")
      : undefined;
  } catch {
    return undefined;
  }
}
