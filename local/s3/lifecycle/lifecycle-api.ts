import type { AwsReply, AwsRequest } from "../../gateway/aws-request";
import type { Forward } from "../../gateway/emulated-service";
import type { BucketStore } from "../store/bucket-store";
import { readRules } from "./lifecycle-rules";

const HEADER = "x-amz-transition-default-minimum-object-size";

/**
 * Put, Get and DeleteBucketLifecycleConfiguration. The control plane checks a configuration, but forgets some of it,
 * for example the sizes of objects: to expire what it returns would remove too much. So the document is kept here.
 *
 * @throws S3Error if the document is malformed
 */
export async function lifecycleReply(
  objects: BucketStore,
  request: AwsRequest,
  forward: Forward,
): Promise<AwsReply> {
  switch (request.method) {
    case "PUT": {
      const document = withIds(request.body.toString("utf8"));
      readRules(document);
      const reply = await forward(request);
      if (reply.status < 300) objects.commit([{ type: "lifecycle", document }]);
      return reply;
    }
    case "DELETE": {
      const reply = await forward(request);
      if (reply.status < 300) objects.commit([{ type: "lifecycle" }]);
      return reply;
    }
    default: {
      const reply = await forward(request);
      if (objects.lifecycle === undefined || reply.status !== 200) return reply;
      const size = reply.headers[HEADER];
      return {
        status: 200,
        headers: {
          "content-type": "application/xml",
          ...(size === undefined ? {} : { [HEADER]: size }),
        },
        body: objects.lifecycle,
      };
    }
  }
}

/** S3 names rules that have no ID. */
function withIds(document: string): string {
  let count = 0;
  return document.replace(/<Rule>([^]*?)<\/Rule>/g, (rule, content: string) => {
    count += 1;
    return /<ID>/.test(content) ? rule : `<Rule><ID>rule-${count}</ID>${content}</Rule>`;
  });
}
