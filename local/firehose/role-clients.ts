import type { AwsClients } from "../aws-clients";

/** Options of {@link RoleClients}. */
export interface RoleClientsProps {
  /** Clients of the service that assumes the roles. */
  readonly clients: (region: string) => AwsClients;
  readonly region: string;
  /** At most 64 characters. */
  readonly sessionName: string;
  readonly externalId: string;
}

/** Caches the clients of each role, so that a role is assumed once and its connections are reused. */
export class RoleClients {
  private readonly byRole = new Map<string, AwsClients>();

  constructor(private readonly props: RoleClientsProps) {}

  /** @param region @default - the region of the props */
  as(roleArn: string, region = this.props.region): AwsClients {
    const key = `${roleArn} ${region}`;
    const existing = this.byRole.get(key);
    if (existing !== undefined) return existing;
    const { sessionName, externalId } = this.props;
    const clients = this.props.clients(region).assumeRole(roleArn, sessionName, externalId);
    this.byRole.set(key, clients);
    return clients;
  }

  /** Closes every connection. */
  destroy(): void {
    for (const clients of this.byRole.values()) clients.destroy();
    this.byRole.clear();
  }
}
