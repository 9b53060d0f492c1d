import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { Aspects } from "cdktf";
import type { IAspect, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** Keeps what the emulator does not do from showing as a change in every plan. */
export function ignoreEmulatorGaps(stack: TerraformStack): void {
  Aspects.of(stack).add(new IgnoreStreamTags());
}

/** moto forgets the tags with which a stream is created. */
class IgnoreStreamTags implements IAspect {
  visit(construct: IConstruct): void {
    if (construct instanceof KinesisStream) {
      construct.addOverride("lifecycle.ignore_changes", ["tags", "tags_all"]);
    }
  }
}
