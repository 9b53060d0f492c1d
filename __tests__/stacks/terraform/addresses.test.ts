import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { TerraformElement, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import type { Node } from "constructs";
import { addressOf, checkAddresses } from "../../../stacks/terraform/addresses";

class Stack extends TerraformStack {
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return addressOf(this, TerraformElement.isTerraformElement(element) ? element.node : element);
  }
}

function streamAt(stack: Stack, ...path: string[]): KinesisStream {
  const scope = path.reduce<Construct>(
    (parent, id) => parent.node.tryFindChild(id) ?? new Construct(parent, id),
    stack,
  );
  return new KinesisStream(scope, "Default", { name: path.join("-"), shardCount: 1 });
}

describe("addresses", () => {
  const stack = new Stack(Testing.app(), "test");

  it("join the ids of the path, without that of the main resource", () => {
    expect(streamAt(stack, "orders", "event_stream").friendlyUniqueId).toBe("orders_event_stream");
    expect(checkAddresses(stack)).toEqual([]);
  });

  it("are rejected when two paths have the same address", () => {
    streamAt(stack, "web_orders", "stream");
    streamAt(stack, "web", "orders_stream");
    expect(checkAddresses(stack)).toEqual([
      "test/web_orders/stream/Default and test/web/orders_stream/Default get the same Terraform address: rename one of them.",
    ]);
  });
});
