import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { lakeHome } from "../../../local/home/lake-home";
import { findMoto } from "../../../toolchain/moto/moto";

/** A reference to a type, with the name and location of the member in a request. */
export interface ShapeRef {
  readonly shape: string;
  readonly locationName?: string;
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  readonly flattened?: boolean;
  readonly xmlAttribute?: boolean;
  readonly timestampFormat?: string;
  /** AWS's own text, in HTML. */
  readonly documentation?: string;
}

/** A type of botocore's models with its constraints. */
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
  /** Whether exactly one member must be present. */
  readonly union?: boolean;
  /** Whether it accepts any JSON. */
  readonly document?: boolean;
  /** The member that is the whole body. */
  readonly payload?: string;
  readonly flattened?: boolean;
  readonly timestampFormat?: string;
  /** AWS's own text, in HTML. */
  readonly documentation?: string;
}

/** An operation of botocore's models. */
export interface Operation {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string };
  readonly input?: ShapeRef;
  readonly deprecated?: boolean;
}

/** The contents of a `service-2.json`. */
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

  /** @throws Error if the service has no such operation */
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

  /** The input of an operation; a structure without members if it has none. */
  input({ input }: Operation): Shape {
    return input === undefined ? { type: "structure", members: {} } : this.shape(input);
  }

  /** Whether the service accepts JSON requests with an `X-Amz-Target`. */
  get hasJsonProtocol(): boolean {
    const { protocol, protocols = [protocol] } = this.file.metadata;
    return protocols.includes("json");
  }

  /** The protocol of requests without `X-Amz-Target`: `query`, `rest-xml` or `rest-json`. */
  get otherProtocol(): string | undefined {
    const { protocol, protocols = [protocol] } = this.file.metadata;
    return protocols.find((each) => ["query", "rest-xml", "rest-json"].includes(each));
  }
}

/** Folders of models whose names differ from the signing name. */
const FOLDERS: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/**
 * AWS's published models of its APIs, from the botocore that is installed with moto.
 *
 * @see https://github.com/boto/botocore/tree/develop/botocore/data
 */
export class PublishedModels {
  private readonly models = new Map<string, ServiceModel>();

  private constructor(
    private readonly folder: string,
    /** The version of botocore. */
    readonly version: string,
  ) {}

  /** Finds the models that are installed with the moto of the tests. */
  static async find(): Promise<PublishedModels> {
    const { toolsFolder } = lakeHome();
    const python = await findMoto({ toolsFolder, progress: () => undefined });
    const program = "import botocore; print(botocore.__path__[0]); print(botocore.__version__)";
    const printed = execFileSync(python, ["-c", program], { encoding: "utf8" });
    const [folder = "", version = ""] = printed.trim().split(/\r?\n/);
    return new PublishedModels(path.join(folder, "data"), version);
  }

  /** @param service the signing name */
  of(service: string): ServiceModel {
    const known = this.models.get(service);
    if (known !== undefined) return known;
    const model = new ServiceModel(this.read(FOLDERS[service] ?? service));
    this.models.set(service, model);
    return model;
  }

  private read(service: string): ModelFile {
    const versions = path.join(this.folder, service);
    // Versions are dates; clients use the newest.
    const newest = readdirSync(versions).sort().at(-1) ?? "";
    const file = path.join(versions, newest, "service-2.json");
    const text = existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`)); // wheels contain them compressed
    // The documented form of botocore's model files.
    return JSON.parse(text.toString("utf8")) as ModelFile;
  }
}
