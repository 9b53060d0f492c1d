import { connect } from "node:net";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { ByteBudget } from "../../../local/gateway/bodies/byte-budget";
import { authorizationFor, GuardedGateway } from "./support/guarded-gateway";
import { until } from "../../support/until";

const MIB = 1024 ** 2;
const FORM = "application/x-www-form-urlencoded";

/** A connection that sends a head, and only the given part of the body. */
class SlowCaller {
  text = "";
  ended = false;
  private readonly socket: Socket;

  constructor(port: number, service: string, lines: readonly string[]) {
    this.socket = connect(port, "127.0.0.1");
    const method = service === "s3" ? "PUT /lake/key" : "POST /";
    const head = [
      `${method} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Authorization: ${authorizationFor(service)}`,
    ];
    this.socket.write([...head, ...lines, "", ""].join("\r\n"));
    this.socket.on("data", (chunk: Buffer) => (this.text += chunk.toString()));
    this.socket.on("error", () => undefined);
    this.socket.on("close", () => (this.ended = true));
  }

  send(text: string): void {
    this.socket.write(text);
  }

  get status(): string | undefined {
    return /^HTTP\/1\.1 (\d+)/.exec(this.text)?.[1];
  }

  close(): void {
    this.socket.destroy();
  }
}

describe("slow request bodies", () => {
  let gateway: GuardedGateway;
  const callers: SlowCaller[] = [];

  beforeAll(async () => {
    const bodyTimeouts = { idleMs: 400, minimumBytesPerSecond: MIB, graceMs: 400 };
    gateway = await GuardedGateway.start(undefined, { bodyTimeouts });
  });
  afterEach(() => {
    for (const caller of callers.splice(0)) caller.close();
    gateway.received.length = 0;
  });
  afterAll(() => gateway.stop());

  const slowAt = ({ port }: GuardedGateway, service: string, ...lines: readonly string[]) => {
    const caller = new SlowCaller(port, service, lines);
    callers.push(caller);
    return caller;
  };
  const slow = (service: string, ...lines: readonly string[]) => slowAt(gateway, service, ...lines);
  const attack = (attacked: GuardedGateway) =>
    Array.from({ length: 64 }, () =>
      slowAt(attacked, "iam", `Content-Type: ${FORM}`, `Content-Length: ${MIB}`),
    );
  const form = ({ endpoint }: GuardedGateway, body: string) =>
    fetch(endpoint, {
      method: "POST",
      body,
      headers: { authorization: authorizationFor("iam"), "content-type": FORM },
    });

  it("do not block small calls, which need no memory budget", async () => {
    // No attacker times out, however slow the machine is, so that the call can't be one that came after them.
    const bodyTimeouts = { idleMs: 3_600_000, minimumBytesPerSecond: 1, graceMs: 3_600_000 };
    const patient = await GuardedGateway.start(undefined, { bodyTimeouts });
    try {
      const attackers = attack(patient);
      await sleep(50);
      expect((await form(patient, "Action=ListRoles")).status).toBe(200);
      expect(attackers.some(({ status }) => status !== undefined)).toBe(false);
    } finally {
      for (const caller of callers.splice(0)) caller.close();
      await patient.stop();
    }
  });

  it("do not block large calls for longer than their timeouts, however many there are", async () => {
    const attackers = attack(gateway);
    await sleep(50);
    const large = await form(gateway, `Action=ListRoles&PathPrefix=${"a".repeat(MIB / 2)}`);
    expect(large.status).toBe(200);
    await until("a timeout of each attacker", () =>
      attackers.every(({ status, ended }) => status === "408" && ended),
    );
  });

  it.each([
    ["that wait in memory", "iam", [`Content-Type: ${FORM}`], "408"],
    ["that stream", "s3", [], "400"],
  ])("time out when they trickle, of calls %s", async (_, service, lines, status) => {
    const caller = slow(service, ...lines, `Content-Length: ${MIB}`);
    const trickle = setInterval(() => caller.send("a"), 50);
    await until("the end of the call", () => caller.status !== undefined && caller.ended).finally(
      () => clearInterval(trickle),
    );
    expect(caller.status).toBe(status);
    expect(caller.text).toContain("RequestTimeout");
    expect(gateway.received).toEqual([]);
  });

  it.each([
    ["kms", "x-amz-target: TrentService.Encrypt", 256 * 1024],
    ["athena", "x-amz-target: AmazonAthena.StartQueryExecution", 2 * MIB],
    ["sts", `Content-Type: ${FORM}`, 256 * 1024],
  ])(
    "of %s are rejected at the limit, by their declared and by their real length",
    async (service, line, limit) => {
      const declared = slow(service, line, `Content-Length: ${limit + 1}`);
      await until("a response", () => declared.status !== undefined);
      expect(declared.status).toBe("413");
      const chunked = slow(service, line, "Transfer-Encoding: chunked");
      const chunk = "a".repeat(limit / 2 + 1);
      const sent = `${chunk.length.toString(16)}\r\n${chunk}\r\n`;
      chunked.send(`${sent}${sent}`);
      await until("a response", () => chunked.status !== undefined);
      expect(chunked.status).toBe("413");
      expect(chunked.text).toContain("RequestEntityTooLargeException");
      expect(gateway.received).toEqual([]);
    },
  );

  it("end with their connection", async () => {
    const caller = slow("iam", `Content-Type: ${FORM}`, `Content-Length: ${MIB}`);
    caller.send("Action=");
    await sleep(50);
    caller.close();
    expect((await form(gateway, `Action=ListRoles&PathPrefix=${"a".repeat(MIB / 2)}`)).status).toBe(
      200,
    );
  });
});

describe("the memory for request bodies", () => {
  const budget = (waitMs = 10_000) => new ByteBudget({ totalBytes: 10, maximumWaiting: 2, waitMs });

  it("is taken in order of arrival, and completely by a body above the total", async () => {
    const room = budget();
    const order: string[] = [];
    const first = await room.take(6);
    const large = room.take(100).then((release) => (order.push("large"), release));
    const small = room.take(1).then((release) => (order.push("small"), release));
    first?.();
    first?.();
    (await large)?.();
    (await small)?.();
    expect(order).toEqual(["large", "small"]);
    expect(await room.take(10)).toBeDefined();
  });

  it("is rejected after too long a wait, or if too many wait", async () => {
    const room = budget(100);
    const release = await room.take(10);
    const waiting = [room.take(1), room.take(2)];
    expect(await room.take(1)).toBeUndefined();
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
    release?.();
    expect(await room.take(10)).toBeDefined();
  });
});
