import { createHash, randomUUID } from "node:crypto";

import { isRecord } from "../../../../errors/is-record";
import { AwsServiceError } from "../../../gateway/emulated-service";
import { constraintError, type Fields } from "../catalog-call";

/** Partitions of one answer: https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html */
const MAX_PAGE = 1000;

/** Segments of a table: https://docs.aws.amazon.com/glue/latest/webapi/API_Segment.html */
const MAX_SEGMENTS = 10;

/** Lists that are kept for their next page; the oldest are read again. */
const MAX_KEPT = 20;

/** A partition with a text that identifies and orders it. */
export interface OrderedPartition {
  readonly order: string;
  readonly partition: Fields;
}

interface KeptList {
  readonly all: readonly OrderedPartition[];
  readonly withColumns: boolean;
}

/** The pages of GetPartitions. */
export class PartitionPages {
  private readonly kept = new Map<string, KeptList>();

  /**
   * Returns the page that a call asks for.
   *
   * @param list lists all partitions of the answer in their order
   * @throws AwsServiceError for a page size or token that AWS does not accept
   */
  async page(input: Fields, list: () => Promise<readonly OrderedPartition[]>): Promise<Fields> {
    const size = pageSize(input["MaxResults"]);
    const token = input["NextToken"];
    const from = token === undefined || token === "" ? undefined : parseToken(token);
    const withColumns = input["ExcludeColumnSchema"] !== true;
    const kept = from && this.kept.get(from.id);
    const all = kept?.withColumns === withColumns ? kept.all : await list();
    if (from !== undefined) this.kept.delete(from.id);
    const start = from === undefined ? 0 : all.findIndex(({ order }) => order > from.after);
    const page = start < 0 ? [] : all.slice(start, start + size);
    const last = page.at(-1);
    const more = last !== undefined && start + size < all.length;
    return {
      Partitions: page.map(({ partition }) => partition),
      ...(more ? { NextToken: this.keep({ all, withColumns }, last.order) } : {}),
    };
  }

  private keep(list: KeptList, after: string): string {
    const id = randomUUID();
    this.kept.set(id, list);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return Buffer.from(JSON.stringify({ id, after })).toString("base64url");
  }
}

/** Text that identifies and orders partitions by their values. */
export function orderOf(values: readonly string[]): string {
  return JSON.stringify(values);
}

/**
 * The part of a table's partitions that a Segment stands for: each partition is in exactly one of the segments.
 *
 * @throws AwsServiceError for a segment that AWS does not accept
 */
export function segmentFilter(segment: unknown): (order: string) => boolean {
  if (segment === undefined) return () => true;
  const { SegmentNumber: number, TotalSegments: total } = isRecord(segment) ? segment : {};
  if (!isIntegerIn(total, 1, MAX_SEGMENTS)) {
    throw constraintError("segment.totalSegments", `value between 1 and ${MAX_SEGMENTS}`);
  }
  if (!isIntegerIn(number, 0, total - 1)) {
    throw constraintError("segment.segmentNumber", `value between 0 and ${total - 1}`);
  }
  return (order) => createHash("sha256").update(order).digest().readUInt32BE(0) % total === number;
}

function pageSize(value: unknown): number {
  if (value === undefined) return MAX_PAGE;
  if (isIntegerIn(value, 1, MAX_PAGE)) return value;
  throw constraintError("maxResults", `value between 1 and ${MAX_PAGE}`);
}

function isIntegerIn(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;
}

function parseToken(token: unknown): { readonly id: string; readonly after: string } {
  try {
    const fields: unknown = JSON.parse(Buffer.from(String(token), "base64url").toString());
    if (isRecord(fields)) {
      const { id, after } = fields;
      if (typeof id === "string" && typeof after === "string") return { id, after };
    }
  } catch {
    // Falls through to the error below.
  }
  throw new AwsServiceError("InvalidInputException", "NextToken is not one of GetPartitions");
}
