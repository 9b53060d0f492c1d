/**
 * Why a record could not be converted; the code and the sentence reach the error object.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 */
export class ConversionError extends Error {
  private constructor(
    readonly code: "DataFormatConversion.ParseError" | "DataFormatConversion.MalformedData",
    message: string,
  ) {
    super(message);
    this.name = "ConversionError";
  }

  /** The record is not JSON. */
  static parse(detail: string): ConversionError {
    return new ConversionError(
      "DataFormatConversion.ParseError",
      `Encountered malformed JSON. ${detail}`,
    );
  }

  /** The record is JSON, but not a row of the table. */
  static malformed(detail: string): ConversionError {
    return new ConversionError(
      "DataFormatConversion.MalformedData",
      `Data does not match the schema. ${detail}`,
    );
  }
}
