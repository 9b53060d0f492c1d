/** An error of a service that a delivery stream calls, with the code that Firehose logs for it. */
export class DeliveryError extends Error {
  /** For example `S3.NoSuchBucket`. */
  readonly code: string;

  /** @param service @default - none: the conversion engine failed */
  constructor(
    service: "S3" | "Kinesis" | "DataFormatConversion" | "Iceberg" | undefined,
    cause: unknown,
  ) {
    const { name, message } = describeError(cause);
    super(message, { cause });
    this.name = "DeliveryError";
    const code = name.replace(/Exception$/, "");
    this.code = service === undefined ? code : `${service}.${code}`;
  }

  /** Runs a call and wraps its errors. */
  static async of<Result>(
    service: ConstructorParameters<typeof DeliveryError>[0],
    call: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      throw new DeliveryError(service, error);
    }
  }
}

function describeError(error: unknown): { name: string; message: string } {
  if (!(error instanceof Error)) return { name: "InternalError", message: String(error) };
  return { name: error.name === "Error" ? "InternalError" : error.name, message: error.message };
}
