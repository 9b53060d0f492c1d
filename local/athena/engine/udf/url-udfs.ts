import { VARCHAR } from "@duckdb/node-api";

import { unsupportedReason } from "../../query-error";
import { udf, type ScalarUdfs } from "./scalar-udf";

// The grammar of RFC 2396, which Java uses: https://www.rfc-editor.org/rfc/rfc2396#appendix-B
const PARTS = /^(?:([A-Za-z][A-Za-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/;
const AUTHORITY = /^(?:[^@]*@)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/;
/** A scheme and text that is no path, as in `mailto:a@b?c`; it may have a fragment, but not be empty. */
const OPAQUE = /^[A-Za-z][A-Za-z\d+.-]*:[^/]/;
/** A colon that ends no scheme, or a scheme of nothing. */
const INVALID_SCHEME = /^(?![A-Za-z][A-Za-z\d+.-]*:[^#])[^/?#]*:/;
// Characters and escapes that Java rejects in a URL.
const INVALID_CHARACTERS = /[\s<>"{}|\\^`]|%(?![\da-f]{2})/i;

/** URL functions; they return null for an invalid URL. */
export const URL_UDFS: ScalarUdfs = {
  trino_url_encode: udf([VARCHAR], VARCHAR, (text: string) =>
    encodeURIComponent(text).replace(/[!'()~]|%20/g, (found) =>
      found === "%20" ? "+" : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  ),
  trino_url_decode: udf([VARCHAR], VARCHAR, decode),
  trino_url_part: udf(
    [VARCHAR, VARCHAR],
    VARCHAR,
    (url: string, part: string) => urlParts(url)?.[part] ?? null,
  ),
  trino_url_parameter: udf([VARCHAR, VARCHAR], VARCHAR, (url: string, name: string) => {
    const query = OPAQUE.test(url) ? undefined : PARTS.exec(url)?.[4];
    if (query === undefined || urlParts(url) === undefined) return null;
    for (const pair of query.split("&")) {
      const [key = "", ...value] = pair.split("=");
      if (decode(key) === name) return decode(value.join("="));
    }
    return null;
  }),
};

/** Java reads a port as an int. */
const LARGEST_PORT = 2_147_483_647;

/** Host names, of several labels of which the last one begins with a letter, and addresses. */
const HOST =
  /^(?:(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z](?:[a-z\d-]*[a-z\d])?\.?|[a-z\d](?:[a-z\d-]*[a-z\d])?\.?|(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}|\[[\da-f:.]+\])$/i;

function urlParts(url: string): Readonly<Record<string, string | null>> | undefined {
  const match = PARTS.exec(url);
  if (match === null || INVALID_CHARACTERS.test(url) || INVALID_SCHEME.test(url)) {
    return undefined;
  }
  const [, protocol = "", authority, path = "", query = "", fragment = ""] = match;
  if (OPAQUE.test(url)) {
    return { protocol, host: "", port: null, path: "", query: "", fragment: unescape(fragment) };
  }
  const [, named = "", number = null] = AUTHORITY.exec(authority ?? "") ?? [];
  // Java takes another authority for one of a registry, which has neither host nor port.
  const served = HOST.test(named) && Number(number) <= LARGEST_PORT;
  const [host, port] = served ? [named, number] : ["", null];
  return {
    protocol,
    host,
    port,
    path: unescape(path),
    query: unescape(query),
    fragment: unescape(fragment),
  };
}

function decode(text: string): string {
  return unescape(text.replaceAll("+", " "));
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    if (!/%(?![\da-f]{2})/i.test(text)) {
      // Java puts other characters in place of what is no UTF-8 than JavaScript does.
      throw new Error(`NOT_SUPPORTED: ${unsupportedReason("A URL whose escapes are no UTF-8")}`);
    }
    throw new Error(`INVALID_FUNCTION_ARGUMENT: '${text}' has an invalid escape sequence`);
  }
}
