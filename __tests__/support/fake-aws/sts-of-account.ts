import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** STS of an account that the embedded AWS does not play: it knows who calls, and nothing else. */
export class StsOfAccount {
  private constructor(
    private readonly server: Server,
    readonly endpointUrl: string,
  ) {}

  static async start(accountId: string): Promise<StsOfAccount> {
    const server = createServer((_request, response) => {
      response.setHeader("content-type", "text/xml");
      response.end(
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${accountId}:user/person</Arn><UserId>AIDAEXAMPLE</UserId><Account>${accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A server on a port has such an address.
    const { port } = server.address() as AddressInfo;
    return new StsOfAccount(server, `http://127.0.0.1:${port}`);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
