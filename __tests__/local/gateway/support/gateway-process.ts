import type { AwsReply, AwsRequest } from "../../../../local/gateway/aws-request";
import { serveJson } from "../../../../local/gateway/emulated-service";
import type { EmulatedService } from "../../../../local/gateway/emulated-service";
import { Gateway } from "../../../../local/gateway/gateway";

/**
 * A gateway in its own process, so that its memory can be measured. Its argument is the port of a control plane; it
 * prints its own port. Services buffer bodies as those of the emulator do: Lambda's packages are parsed and decoded in
 * slices, other calls are parsed and forwarded as a whole.
 */
async function main(): Promise<void> {
  const lambda: EmulatedService = { service: "lambda", handle: takePackage };
  const glue: EmulatedService = {
    service: "glue",
    handle: serveJson({
      BatchCreatePartition: async (_, request, forward) => ({
        answer: (await forward(request)).status,
      }),
    }),
  };
  const gateway = new Gateway({
    port: 0,
    // Memory is measured, and many large bodies at once are slow on a machine that has much else to do.
    bodyTimeouts: { idleMs: 600_000, minimumBytesPerSecond: 1, graceMs: 600_000 },
    internal: () => Promise.resolve({ residentBytes: process.memoryUsage().rss }),
    log: { info: () => undefined, error: (_, line) => void process.stderr.write(`${line}\n`) },
  });
  const port = await gateway.listen();
  gateway.open({ port: Number(process.argv[2]) }, [lambda, glue]);
  process.stdout.write(`${port}\n`);
}

async function takePackage(request: AwsRequest): Promise<AwsReply> {
  // The test sends this form.
  const { Code } = JSON.parse(request.body.toString("utf8")) as { Code: { ZipFile: string } };
  const characters = 1_048_576;
  for (let at = 0; at < Code.ZipFile.length; at += characters) {
    Buffer.from(Code.ZipFile.slice(at, at + characters), "base64");
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { status: 200, headers: {}, body: String(request.body.length) };
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
