import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SubscribeCommand } from "@aws-sdk/client-sns";
import type { SNSClient } from "@aws-sdk/client-sns";

/** What reaches a subscriber of a topic. */
export interface Notice {
  readonly subject: string;
  readonly message: string;
}

/** A subscriber of an SNS topic, over HTTP. */
export class Subscriber {
  readonly notices: Notice[] = [];

  private constructor(private readonly server: Server) {}

  /** Subscribes to a topic of the embedded AWS. */
  static async of(sns: SNSClient, topicArn: string): Promise<Subscriber> {
    const server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (text: string) => (body += text));
      request.on("end", () => {
        // SNS posts notifications in this form.
        const { Subject, Message } = JSON.parse(body) as { Subject?: string; Message: string };
        subscriber.notices.push({ subject: Subject ?? "", message: Message });
        response.end();
      });
    });
    const subscriber = new Subscriber(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A listening TCP server has an address of this form.
    const { port } = server.address() as AddressInfo;
    await sns.send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: "http",
        Endpoint: `http://127.0.0.1:${port}/`,
      }),
    );
    return subscriber;
  }

  /** Waits for a notice, which may be there already. */
  async waitForNotice(what: RegExp, withinMs = 60_000): Promise<Notice> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const notice = this.notices.find(({ subject, message }) =>
        what.test(`${subject}\n${message}`),
      );
      if (notice !== undefined) return notice;
      if (Date.now() > deadline) {
        const subjects = this.notices.map(({ subject }) => subject).join(", ");
        throw new Error(`No notice of ${what} within ${withinMs} ms, only: ${subjects}`);
      }
      await sleep(200);
    }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
