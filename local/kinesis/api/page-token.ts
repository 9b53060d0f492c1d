import { isRecord } from "../../../errors/is-record";
import { AwsServiceError } from "../../gateway/emulated-service";
import { invalidArgument } from "../stream/errors";
import { textOf } from "./kinesis-context";
import type { KinesisCall, KinesisContext } from "./kinesis-context";

/** How long a token can be used. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html */
const LIFETIME_MS = 300_000;

/** Options of {@link page}. */
export interface PageProps<Item> {
  /** All items in the order of their keys. */
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** Key after which the page begins, unless the call has a token. @default - the first */
  readonly after?: string;
  readonly limit: number;
  /** What the token of a page is valid for. */
  readonly scope: string;
}

/** What a token stands for. */
export interface PageToken {
  readonly scope: string;
  /** Key of the last item before the next page. */
  readonly after: string;
  /** What else the first call named, to be repeated. */
  readonly more?: unknown;
}

/**
 * Takes a page of a list.
 *
 * @throws AwsServiceError InvalidArgumentException, or ExpiredNextTokenException after five minutes
 */
export function page<Item>(
  context: KinesisContext,
  call: KinesisCall,
  { items, keyOf, after, limit, scope }: PageProps<Item>,
  more?: unknown,
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  const token = readToken(context, call);
  if (token !== undefined && token.scope !== scope) throw invalidToken();
  const start = token?.after ?? after;
  const rest = start === undefined ? items : items.filter((item) => keyOf(item) > start);
  const taken = rest.slice(0, limit);
  const last = taken.at(-1);
  const hasMore = rest.length > taken.length && last !== undefined;
  const next = hasMore
    ? renderToken({ scope, after: keyOf(last), more }, context.now())
    : undefined;
  return { items: taken, nextToken: next };
}

/** Reads the token of a call; undefined without one. @throws AwsServiceError as {@link page} */
export function readToken(context: KinesisContext, call: KinesisCall): PageToken | undefined {
  const text = textOf(call, "NextToken");
  if (text === undefined) return undefined;
  const token = parse(text);
  if (!isRecord(token)) throw invalidToken();
  const { scope, after, more, createdAt } = token;
  if (typeof scope !== "string" || typeof after !== "string") throw invalidToken();
  if (!(context.now() - Number(createdAt) <= LIFETIME_MS)) {
    throw new AwsServiceError("ExpiredNextTokenException", "The NextToken has expired.");
  }
  return { scope, after, more };
}

/** @returns undefined for what is no token */
function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return undefined;
  }
}

/** What a token is valid for, of ListShards the name of the stream; empty for one that the service did not make. */
export function tokenScope(text: string): string {
  return /^\{"scope":"([\w.-]*)"/.exec(Buffer.from(text, "base64url").toString())?.[1] ?? "";
}

function renderToken(token: PageToken, now: number): string {
  return Buffer.from(JSON.stringify({ ...token, createdAt: now })).toString("base64url");
}

function invalidToken() {
  return invalidArgument("NextToken is invalid.");
}
