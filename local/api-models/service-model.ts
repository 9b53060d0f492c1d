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
export interface ModelFile {
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
