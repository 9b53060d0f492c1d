import { NodeHttpHandler } from "@smithy/node-http-handler";

/**
 * A request handler whose errors are of the test's own realm. Jest gives a test globals of its own, and the SDK hides the
 * code of an error that is no `Error` there: a lost connection would look like a rejection.
 */
export class OwnErrorsHandler extends NodeHttpHandler {
  override async handle(...call: Parameters<NodeHttpHandler["handle"]>) {
    try {
      return await super.handle(...call);
    } catch (error) {
      // Errors of Node.js and of its handler have these.
      const { name, message, code } = error as { name: string; message: string; code?: string };
      throw Object.assign(new Error(message), { name, code });
    }
  }
}
