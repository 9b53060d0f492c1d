import { mkdirSync, rmSync } from "node:fs";
import { QueryService } from "./athena/query-service";
import { AwsClients } from "./aws-clients";
import { MotoProcess } from "./control-plane/moto-process";
import type { EmulatorContext, Log } from "./emulator-context";
import { DeliveryService } from "./firehose/delivery-service";
import type { EmulatedService } from "./gateway/emulated-service";
import { Gateway } from "./gateway/gateway";
import { CrawlerService } from "./glue/crawler-service";
import { FunctionService } from "./lambda/function-service";

/** What an embedded AWS is started with. */
export interface EmulatorProps {
  /** Port on 127.0.0.1; 0 lets the system choose. */
  readonly port: number;
  /** Python interpreter that has moto. */
  readonly motoPython: string;
  /** Emptied at the start: the control plane begins with nothing, so must the data plane. */
  readonly stateFolder: string;
  readonly log: Log;
  /** Called when the control plane ends by itself; nothing works after that. */
  readonly onFailure: (reason: string) => void;
  /** Facts that the health answer carries, to tell one emulator from another. */
  readonly identity: Readonly<Record<string, unknown>>;
}

/** The credentials of the emulated services themselves; moto accepts any. */
const SERVICE_CREDENTIALS = { accessKeyId: "emulator", secretAccessKey: "emulator" };

/** The embedded AWS: one endpoint, moto as its control plane, and the data plane that moto lacks. */
export class Emulator {
  private readonly gateway: Gateway;
  private readonly clientsByRegion = new Map<string, AwsClients>();
  private services: readonly EmulatedService[] = [];
  private moto: MotoProcess | undefined;
  private stopping = false;

  constructor(private readonly props: EmulatorProps) {
    this.gateway = new Gateway({
      port: props.port,
      log: props.log,
      control: (path) => Promise.resolve(this.control(path)),
    });
  }

  /**
   * Takes the port first, so that of two emulators on one port only one starts anything.
   *
   * @returns the endpoint's URL
   * @throws the system's `EADDRINUSE`, or moto's failure to start
   */
  async start(): Promise<string> {
    const endpointUrl = `http://127.0.0.1:${await this.gateway.listen()}`;
    rmSync(this.props.stateFolder, { recursive: true, force: true });
    mkdirSync(this.props.stateFolder, { recursive: true });
    this.moto = await MotoProcess.start(this.props.motoPython, this.props.log, () => {
      if (!this.stopping) this.props.onFailure("The control plane (moto) ended by itself.");
    });
    const context = this.context(endpointUrl);
    this.services = [
      new DeliveryService(context),
      new CrawlerService(context),
      new QueryService(context),
      new FunctionService(context),
    ];
    this.gateway.open(this.moto.port, this.services);
    for (const service of this.services) await service.start?.();
    return endpointUrl;
  }

  /** Ends the data plane, then the control plane, then the endpoint. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.services.map((service) => service.stop?.() ?? Promise.resolve()));
    await this.moto?.stop();
    await this.gateway.close();
    for (const clients of this.clientsByRegion.values()) clients.destroy();
  }

  private context(endpointUrl: string): EmulatorContext {
    return {
      endpointUrl,
      stateFolder: this.props.stateFolder,
      log: this.props.log,
      regions: (service) => this.gateway.regions(service),
      clients: (region) => {
        const existing = this.clientsByRegion.get(region);
        if (existing !== undefined) return existing;
        const made = new AwsClients({ region, endpointUrl, credentials: SERVICE_CREDENTIALS });
        this.clientsByRegion.set(region, made);
        return made;
      },
    };
  }

  private control(path: string): unknown {
    if (path === "health") {
      return { ...this.props.identity, ready: this.moto !== undefined && this.services.length > 0 };
    }
    return undefined;
  }
}
