/** A request that the console does not accept; its text is for whoever made it. */
export class RequestError extends Error {
  override readonly name = "RequestError";

  /**
   * @param status of HTTP
   * @param advice what to do about it
   */
  constructor(
    readonly status: number,
    message: string,
    readonly advice: string,
  ) {
    super(message);
  }
}
