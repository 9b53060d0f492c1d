import path from "node:path";
import { QueryService } from "./athena/query-service";
import type { TrinoSettings } from "./athena/trino/server/engine-settings";
import { trinoReadsAsItself } from "./athena/trino/server/reads-as-itself";
import { TrinoServer } from "./athena/trino/server/trino-server";
import { PublishedModels } from "./api-models/published-models";
import { AwsClients } from "./aws-clients";
import { AlarmService } from "./cloudwatch/alarm-service";
import { BucketLoggingService } from "./control-plane/bucket-logging-service";
import { BucketPolicyService } from "./control-plane/bucket-policy-service";
import { MotoProcess } from "./control-plane/moto-process";
import type { EmulatorContext, Log } from "./emulator-context";
import { EventBus } from "./events/event-bus";
import { DeliveryService } from "./firehose/delivery-service";
import type { AccessSettings } from "./gateway/callers/access-settings";
import type { EmulatedService } from "./gateway/emulated-service";
import { CallRecorder } from "./gateway/call-recorder";
import { Gateway } from "./gateway/gateway";
import { CatalogService } from "./glue/catalog/catalog-service";
import { ColumnStatisticsService } from "./glue/catalog/column-statistics-service";
import { CrawlerService } from "./glue/crawler/crawler-service";
import { Authorizer } from "./iam/authorizer";
import { IamApi } from "./iam/iam-api";
import { callerCredentials } from "./iam/service-principal";
import { DeployedResources } from "./iam/deployed-resources";
import { StoredPolicies } from "./iam/stored-policies";
import { KinesisService } from "./kinesis/kinesis-service";
import {
  FUNCTION_PERMISSIONS_VARIABLE,
  STREAM_LIMITS_VARIABLE,
} from "./lifecycle/emulator-options";
import { FunctionService } from "./lambda/function-service";
import { S3Service } from "./s3/s3-service";
import { LogGroupService } from "./logs/log-group-service";
import { OptimizerRunner } from "./glue/optimizers/optimizer-runner";
import { TableOptimizerService } from "./glue/optimizers/table-optimizer-service";
import type { KeptOptimizer } from "./glue/optimizers/table-optimizer-service";
import { CommitWorker } from "./iceberg/commits/commit-worker";
import { requirePyiceberg } from "../toolchain/iceberg/pyiceberg";
import { lakeHome } from "./home/lake-home";
import { openMap } from "./storage/durable-map";
import { openState } from "./storage/open-state";

/** Options of an embedded AWS. */
export interface EmulatorProps {
  /** Port on 127.0.0.1; 0 lets the system choose. */
  readonly port: number;
  /** Python interpreter that can import moto. */
  readonly motoPython: string;
  /** What is kept, in one subfolder for each part. */
  readonly stateFolder: string;
  /** What can be made again; emptied at the start. */
  readonly scratchFolder: string;
  readonly log: Log;
  /** Folder of installed tools, of which pyiceberg is one. @default - that of the project */
  readonly toolsFolder?: string | undefined;
  /** Whether each call of a role must be allowed by the deployed policies. @default false */
  readonly enforceIam?: boolean;
  /**
   * The server that answers queries. With {@link enforceIam} none may be set: it reads as itself, not as the caller.
   *
   * @default - the engine `duckdb` answers them
   */
  readonly trino?: TrinoSettings | undefined;
  /** Who may call, and which services. @default - programs of this machine, and the services of the pipeline */
  readonly access?: AccessSettings;
  /** File that gets every call, see {@link CallRecorder}. @default - no call is recorded */
  readonly recordCalls?: string | undefined;
  /** Called when the control plane exits unexpectedly; nothing works after that. */
  readonly onFailure: (reason: string) => void;
  /** Fields of the health response, which distinguish one emulator from another. */
  readonly identity: Readonly<Record<string, unknown>>;
}

/** The account that moto assumes for callers whose credentials it did not issue. */
const ACCOUNT_ID = "123456789012";

/** IAM is global; its calls are signed for this region. */
const GLOBAL_REGION = "us-east-1";

/** Region of the stack `local`, which the catalogs of Trino are of. */
const TRINO_REGION = "us-east-1";

/** The embedded AWS: one endpoint, moto as its control plane, and a data plane for what moto lacks. */
export class Emulator {
  private readonly gateway: Gateway;
  private readonly clientsByName = new Map<string, AwsClients>();
  private readonly commits: CommitWorker;
  private services: readonly EmulatedService[] = [];
  private moto: MotoProcess | undefined;
  private publishedModels: Promise<PublishedModels> | undefined;
  private stopping = false;

  /** @throws UserError for settings that exclude each other */
  constructor(private readonly props: EmulatorProps) {
    if (props.trino !== undefined && props.enforceIam === true) throw trinoReadsAsItself();
    const { toolsFolder = lakeHome().toolsFolder } = props;
    this.commits = new CommitWorker(() => requirePyiceberg(toolsFolder), props.log);
    this.gateway = new Gateway({
      port: props.port,
      log: props.log,
      internal: (path) => Promise.resolve(this.internal(path)),
      ...(props.access === undefined ? {} : { access: props.access }),
      ...(props.recordCalls === undefined ? {} : { recorder: new CallRecorder(props.recordCalls) }),
    });
  }

  /**
   * Takes the port first, so that a second emulator on the same port fails before it starts anything.
   *
   * @returns the endpoint's URL
   * @throws the system's `EADDRINUSE`, UserError for a state that this version can't read, or moto's failure to start
   */
  async start(): Promise<string> {
    const endpointUrl = `http://127.0.0.1:${await this.gateway.listen()}`;
    await openState(this.props, this.props.motoPython);
    this.moto = await MotoProcess.start(
      this.props.motoPython,
      this.props.log,
      (how) => {
        if (!this.stopping) this.props.onFailure(`The control plane (moto) ${how}.`);
      },
      { stateFolder: path.join(this.props.stateFolder, "control-plane") },
    );
    const s3Context = this.context("s3", endpointUrl);
    const catalog = this.context("glue", endpointUrl);
    const kinesis = new KinesisService({
      context: this.context("kinesis", endpointUrl),
      accountId: ACCOUNT_ID,
      models: () => this.models(),
      limitThroughput: process.env[STREAM_LIMITS_VARIABLE] === "on",
    });
    const { stateFolder } = this.props;
    const s3 = new S3Service({
      folder: path.join(stateFolder, "s3"),
      revisionOf: (scope) => this.gateway.changes.revision(scope),
      s3: () => s3Context.clients(GLOBAL_REGION).s3,
      onChange: (bucket) => this.gateway.changes.recordObjects(bucket),
      log: this.props.log,
    });
    const bucketPolicies = new BucketPolicyService(openMap(stateFolder, "buckets", "policies"));
    const optimizers = openMap<KeptOptimizer>(stateFolder, "glue", "table-optimizers");
    const runner = new OptimizerRunner({
      ...{ context: catalog, kept: optimizers, worker: this.commits },
    });
    this.services = [
      new DeliveryService(
        this.context("firehose", endpointUrl),
        undefined,
        () => this.models(),
        // With enforcement each read is authorized as one of the delivery stream's role.
        this.props.enforceIam === true ? undefined : (arn) => kinesis.recordSource(arn),
        this.commits,
      ),
      new ColumnStatisticsService(openMap(stateFolder, "glue", "column-statistics")),
      new TableOptimizerService(optimizers, () => this.models(), runner),
      new CatalogService((region, caller) => catalog.clients(region, caller)),
      new CrawlerService(catalog, new EventBus(this.context("events", endpointUrl))),
      this.queryService(endpointUrl, s3),
      new FunctionService(this.context("lambda", endpointUrl), {
        confined: process.env[FUNCTION_PERMISSIONS_VARIABLE] !== "off",
      }),
      s3,
      bucketPolicies,
      new BucketLoggingService(
        ACCOUNT_ID,
        (bucket) => bucketPolicies.policyOf(bucket),
        openMap(stateFolder, "buckets", "logging"),
      ),
      kinesis,
      new LogGroupService(this.context("logs", endpointUrl)),
      new AlarmService(this.context("cloudwatch", endpointUrl)),
    ];
    const authorizer = this.props.enforceIam === true ? this.authorizer(endpointUrl) : undefined;
    this.gateway.open(
      this.moto,
      this.services,
      authorizer,
      openMap(stateFolder, "gateway", "regions"),
    );
    for (const service of this.services) await service.start?.();
    return endpointUrl;
  }

  /** Process id of moto; undefined before it is started. */
  get controlPlanePid(): number | undefined {
    return this.moto?.pid;
  }

  /** Stops the data plane, then the control plane, then the endpoint. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.services.map((service) => service.stop?.() ?? Promise.resolve()));
    await this.commits.stop();
    await this.moto?.stop();
    await this.gateway.close();
    for (const clients of this.clientsByName.values()) clients.destroy();
  }

  /** AWS's published models, which come with moto; read when the first call is held against them. */
  private models(): Promise<PublishedModels> {
    this.publishedModels ??= PublishedModels.installedWith(this.props.motoPython);
    return this.publishedModels;
  }

  private queryService(endpointUrl: string, s3: S3Service): QueryService {
    const { trino, scratchFolder, log, enforceIam } = this.props;
    const server =
      trino === undefined
        ? undefined
        : new TrinoServer({
            ...trino,
            ...{
              endpointUrl,
              log,
              region: TRINO_REGION,
              folder: path.join(scratchFolder, "trino"),
            },
          });
    return new QueryService(this.context("athena", endpointUrl), undefined, {
      trino: server,
      // With enforcement each read is authorized as one of the caller.
      storedPage: enforceIam === true ? undefined : (request) => s3.storedPage(request),
    });
  }

  private authorizer(endpointUrl: string): Authorizer {
    const context = this.context("iam", endpointUrl);
    const clients = (region: string) => context.clients(region);
    return new Authorizer({
      accountId: ACCOUNT_ID,
      policies: new StoredPolicies(new IamApi(clients(GLOBAL_REGION).iam), clients),
      resources: new DeployedResources(clients),
      sessions: openMap(this.props.stateFolder, "iam", "role-sessions"),
      onDenied: (message) => this.props.log.error("iam", message),
    });
  }

  private context(service: string, endpointUrl: string): EmulatorContext {
    return {
      endpointUrl,
      stateFolder: this.props.stateFolder,
      scratchFolder: this.props.scratchFolder,
      log: this.props.log,
      regions: (service) => this.gateway.regions(service),
      // With enforcement every read must be authorized, so nothing may be cached.
      ...(this.props.enforceIam === true
        ? {}
        : {
            revisionOf: (scope) => this.gateway.changes.revision(scope),
            revisions: () => this.gateway.changes.snapshot(),
          }),
      clients: (region, caller) => {
        const credentials = callerCredentials(service, caller);
        const name = `${credentials.accessKeyId} ${region}`;
        const existing = this.clientsByName.get(name);
        if (existing !== undefined) return existing;
        const made = new AwsClients({ region, endpointUrl, credentials });
        this.clientsByName.set(name, made);
        return made;
      },
    };
  }

  private internal(path: string): unknown {
    if (path === "health") {
      return { ...this.props.identity, ready: this.moto !== undefined && this.services.length > 0 };
    }
    if (path === "status") {
      const delivery = this.services.find((service) => service instanceof DeliveryService);
      return { delivery: delivery?.status() ?? [] };
    }
    if (path === "sql-engine") {
      return this.services.find((service) => service instanceof QueryService)?.engineStatus();
    }
    return undefined;
  }
}
