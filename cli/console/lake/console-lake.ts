import { emulatorState } from "../../../local/lifecycle/emulator-state";
import { lakeHome } from "../../../local/home/lake-home";
import type { Environment } from "../../../model/environment/environment";
import { LOCAL } from "../../target/local-emulator";
import { findDataset, resolveTargets } from "../../target/target";
import type { Target } from "../../target/target";

/** The lake that a console shows. */
export interface ConsoleLake {
  readonly environment: Environment;
  /** Whether the console only reads. */
  readonly readOnly: boolean;
  /**
   * All datasets of the lake, with clients for them.
   *
   * @throws UserError if the embedded AWS does not run, or the credentials are not usable
   */
  targets(): Promise<readonly Target[]>;
}

/** The lake of an environment; it follows an embedded AWS that is stopped and started again. */
export class ConnectedLake implements ConsoleLake {
  private connected: { readonly to: string; readonly targets: readonly Target[] } | undefined;

  constructor(
    readonly environment: Environment,
    readonly readOnly: boolean,
  ) {}

  async targets(): Promise<readonly Target[]> {
    const to = await this.endpoint();
    if (to !== undefined && this.connected?.to === to) return this.connected.targets;
    this.close();
    const targets = await resolveTargets(this.environment.name);
    this.connected = to === undefined ? undefined : { to, targets };
    return targets;
  }

  /** Closes the connections. */
  close(): void {
    for (const { clients } of this.connected?.targets ?? []) clients.destroy();
    this.connected = undefined;
  }

  /** What the clients are for; undefined where there is none, which resolving the targets explains. */
  private async endpoint(): Promise<string | undefined> {
    if (this.environment.name !== LOCAL) return this.environment.name;
    const found = await emulatorState(lakeHome());
    if (found.state !== "running") return undefined;
    return `${found.emulator.endpointUrl} ${found.emulator.startedAt}`;
  }
}

/**
 * One dataset of a lake.
 *
 * @throws UserError for a name that the lake does not have
 */
export async function targetNamed(lake: ConsoleLake, name: string): Promise<Target> {
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
export async function anyTarget(lake: ConsoleLake): Promise<Target> {
  const targets = await lake.targets();
  const [target] = targets;
  if (target !== undefined) return target;
  findDataset(undefined, []);
  throw new Error("A lake without a dataset was not reported");
}
