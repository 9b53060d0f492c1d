import { encryptionType } from "../api/put-operations";
import type { PutResult } from "../api/put-operations";
import type { AwsReply } from "../../gateway/aws-request";
import type { Stream } from "../stream/stream";
import { JSON_CONTENT_TYPE, renderReply } from "./wire-format";
import type { WireFormat } from "./wire-format";

/** Renders the answer to PutRecords: as text, for an object for each record would take longer than to store it. */
export function renderResults(
  format: WireFormat,
  stream: Stream,
  results: readonly PutResult[],
): AwsReply {
  let failed = 0;
  let records = "";
  for (const result of results) {
    if (records !== "") records += ",";
    if ("throttled" in result) {
      failed += 1;
      records += `{"ErrorCode":"ProvisionedThroughputExceededException","ErrorMessage":"Rate exceeded for ${result.throttled}."}`;
    } else {
      records += `{"SequenceNumber":"${result.sequenceNumber}","ShardId":"${result.shardId}"}`;
    }
  }
  const body = `{"FailedRecordCount":${failed},"Records":[${records}],"EncryptionType":"${encryptionType(stream)}"}`;
  if (format.contentType === JSON_CONTENT_TYPE) {
    return { status: 200, headers: { "content-type": JSON_CONTENT_TYPE }, body };
  }
  // What was just rendered.
  return renderReply(format, 200, JSON.parse(body) as object);
}
