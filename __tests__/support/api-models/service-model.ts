import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { lakeHome } from "../../../local/home/lake-home";
import { findMoto } from "../../../toolchain/moto/moto";

/** How a part of a request is called and where it stands. */
export interface ShapeRef {
  readonly shape: string;
  readonly locationName?: string;
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  readonly flattened?: boolean;
  readonly xmlAttribute?: boolean;
  readonly timestampFormat?: string;
}

/** A type of botocore's models, with what AWS checks of its values. */
export interface Shape {
  readonly type:
    | "structure"
    | "list"
    | "map"
    | "string"
    | "character"
    | "integer"
    | "long"
    | "float"
    | "double"
    | "boolean"
    | "timestamp"
    | "blob";
  readonly members?: Readonly<Record<string, ShapeRef>>;
  readonly required?: readonly string[];
  readonly member?: ShapeRef;
  readonly key?: ShapeRef;
  readonly value?: ShapeRef;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** Exactly one of the members. */
  readonly union?: boolean;
  /** Any JSON. */
  readonly document?: boolean;
  /** Member that is the whole body. */
  readonly payload?: string;
  readonly flattened?: boolean;
  readonly timestampFormat?: string;
}

/** An operation of botocore's models. */
export interface Operation {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string };
  readonly input?: ShapeRef;
  readonly deprecated?: boolean;
}

/** What a file `service-2.json` holds. */
interface ModelFile {
  readonly metadata: { readonly protocol: string; readonly protocols?: readonly string[] };
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** The published model of one service. */
export class ServiceModel {
  constructor(private readonly file: ModelFile) {}

  get operations(): readonly Operation[] {
    return Object.values(this.file.operations);
  }

  /** @throws when the service has no such operation */
  operation(name: string): Operation {
    const operation = Object.hasOwn(this.file.operations, name)
      ? this.file.operations[name]
      : undefined;
    if (operation === undefined) throw new Error(`The model has no operation ${name}`);
    return operation;
  }

  shape({ shape: name }: Pick<ShapeRef, "shape">): Shape {
    const shape = this.file.shapes[name];
    if (shape === undefined) throw new Error(`The model has no shape ${name}`);
    return shape;
  }

  /** The input of an operation; one without input takes no member. */
  input({ input }: Operation): Shape {
    return input === undefined ? { type: "structure", members: {} } : this.shape(input);
  }

  /** Whether requests can be written as JSON in the form that `X-Amz-Target` announces. */
  get hasJsonProtocol(): boolean {
    const { protocol, protocols = [protocol] } = this.file.metadata;
    return protocols.includes("json");
  }

  /** `query`, `rest-xml` or `rest-json`, in which requests without `X-Amz-Target` are written. */
  get otherProtocol(): string | undefined {
    const { protocol, protocols = [protocol] } = this.file.metadata;
    return protocols.find((each) => ["query", "rest-xml", "rest-json"].includes(each));
  }
}

/** Folders of models that are not called as requests are signed. */
const FOLDERS: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/**
 * AWS's published models of its APIs, as botocore has them, which comes with moto.
 *
 * @see https://github.com/boto/botocore/tree/develop/botocore/data
 */
export class PublishedModels {
  private readonly models = new Map<string, ServiceModel>();

  private constructor(
    private readonly folder: string,
    /** Version of botocore. */
    readonly version: string,
  ) {}

  /** Finds the models beside the moto that the tests run on. */
  static async find(): Promise<PublishedModels> {
    const { toolsFolder } = lakeHome();
    const python = await findMoto({ toolsFolder, progress: () => undefined });
    const program = "import botocore; print(botocore.__path__[0]); print(botocore.__version__)";
    const printed = execFileSync(python, ["-c", program], { encoding: "utf8" });
    const [folder = "", version = ""] = printed.trim().split(/\r?\n/);
    return new PublishedModels(path.join(folder, "data"), version);
  }

  /** @param service its signing name */
  of(service: string): ServiceModel {
    const known = this.models.get(service);
    if (known !== undefined) return known;
    const model = new ServiceModel(this.read(FOLDERS[service] ?? service));
    this.models.set(service, model);
    return model;
  }

  private read(service: string): ModelFile {
    const versions = path.join(this.folder, service);
    // Versions are dates; the newest is the one that clients use.
    const newest = readdirSync(versions).sort().at(-1) ?? "";
    const file = path.join(versions, newest, "service-2.json");
    const text = existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`)); // wheels hold them compressed
    // The documented form of botocore's model files.
    return JSON.parse(text.toString("utf8")) as ModelFile;
  }
}
