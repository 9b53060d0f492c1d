import { CreateStreamCommand } from "@aws-sdk/client-kinesis";
import { ControlPlane } from "../support/emulator/control-plane";
import { publishEvents } from "../support/events/publish-events";
import { countRecords } from "../support/events/read-stream";
import { sampleEvent } from "../support/events/sample-events";

const PUBLISHERS = 8;
const EVENTS_EACH = 2_000;

describe("the control plane's streams", () => {
  let controlPlane: ControlPlane;

  beforeAll(async () => {
    controlPlane = await ControlPlane.start((line) => process.stderr.write(`${line}\n`));
  }, 60_000);

  afterAll(() => controlPlane?.stop());

  it("keep every record of publishers that come at the same time", async () => {
    const { kinesis } = controlPlane.clients;
    await kinesis.send(new CreateStreamCommand({ StreamName: "busy", ShardCount: 1 }));
    await Promise.all(
      Array.from({ length: PUBLISHERS }, () =>
        publishEvents(kinesis, "busy", EVENTS_EACH, sampleEvent),
      ),
    );
    expect(await countRecords(kinesis, "busy")).toBe(PUBLISHERS * EVENTS_EACH);
  }, 30_000);
});
