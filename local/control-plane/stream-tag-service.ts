import type { AwsReply, AwsRequest } from "../gateway/aws-request";
import { sameServiceCall } from "../gateway/control-plane-call";
import type { EmulatedService, Forward } from "../gateway/emulated-service";

/** Adds the tags of a new stream with a separate call: moto ignores tags in CreateStream. */
export class StreamTagService implements EmulatedService {
  readonly service = "kinesis";

  accepts({ operation }: AwsRequest): boolean {
    return operation === "CreateStream";
  }

  async handle(request: AwsRequest, forward: Forward): Promise<AwsReply> {
    const created = await forward(request);
    // moto accepted the body, so it is a valid CreateStream input.
    const input = JSON.parse(request.body.toString("utf8")) as {
      readonly StreamName?: string;
      readonly Tags?: Readonly<Record<string, string>>;
    };
    if (created.status !== 200 || Object.keys(input.Tags ?? {}).length === 0) return created;
    const tags = { StreamName: input.StreamName, Tags: input.Tags };
    const tagged = await forward(sameServiceCall(request, "AddTagsToStream", tags));
    return tagged.status === 200 ? created : tagged;
  }
}
