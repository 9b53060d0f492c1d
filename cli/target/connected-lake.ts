import type { Environment } from "../../model/environment/environment";
import { LOCAL, requireRunningEmulator } from "./local-emulator";
import { findDataset } from "./find-dataset";
import { resolveTargets } from "./target";
import type { Target } from "./target";

/** The lake that a console or a prompt works with, for longer than one command. */
export interface Lake {
  readonly environment: Environment;
  /** Whether it is only read. */
  readonly readOnly: boolean;
  /**
   * All datasets of the lake, with clients for them.
   *
   * @throws UserError if the embedded AWS does not run, or the credentials are not usable
   */
  targets(): Promise<readonly Target[]>;
}

/** The lake of an environment; it follows an embedded AWS that is stopped and started again. */
export class ConnectedLake implements Lake {
  private connected:
    { readonly to: string; readonly targets: Promise<readonly Target[]> } | undefined;

  constructor(
    readonly environment: Environment,
    readonly readOnly: boolean,
    private readonly connect: (name: string) => Promise<readonly Target[]> = resolveTargets,
  ) {}

  async targets(): Promise<readonly Target[]> {
    const to = await this.endpoint();
    if (this.connected?.to === to) return this.connected.targets;
    this.close();
    const connected = { to, targets: this.connect(this.environment.name) };
    this.connected = connected;
    connected.targets.catch(() => {
      if (this.connected === connected) this.connected = undefined;
    });
    return connected.targets;
  }

  /** Closes the connections. */
  close(): void {
    const { targets } = this.connected ?? {};
    this.connected = undefined;
    void targets?.then(
      // The datasets of a lake share their clients.
      (open) => new Set(open.map(({ clients }) => clients)).forEach((clients) => clients.destroy()),
      () => undefined, // the caller has the reason
    );
  }

  /** What the clients are for. @throws UserError if the embedded AWS does not run */
  private async endpoint(): Promise<string> {
    if (this.environment.name !== LOCAL) return this.environment.name;
    const { endpointUrl, startedAt } = await requireRunningEmulator();
    return `${endpointUrl} ${startedAt}`;
  }
}

/**
 * One dataset of a lake.
 *
 * @throws UserError for a name that the lake does not have
 */
export async function targetNamed(lake: Lake, name: string): Promise<Target> {
  const targets = await lake.targets();
  const found = findDataset(
    name,
    targets.map(({ dataset }) => dataset),
  );
  const target = targets.find(({ dataset }) => dataset === found);
  if (target === undefined) throw new Error(`The lake has lost its dataset ${name}`);
  return target;
}

/**
 * Any dataset of a lake, for what all share: the database, the workgroup, the clients.
 *
 * @throws UserError if there is none
 */
export async function anyTarget(lake: Lake): Promise<Target> {
  const targets = await lake.targets();
  const [target] = targets;
  if (target !== undefined) return target;
  findDataset(undefined, []);
  throw new Error("A lake without a dataset was not reported");
}
