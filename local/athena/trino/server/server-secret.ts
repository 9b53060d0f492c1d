import { createHmac, randomBytes } from "node:crypto";

/** Bytes of an HMAC-SHA-512 key: https://datatracker.ietf.org/doc/html/rfc7518#section-3.2 */
const KEY_BYTES = 64;

/** User of all queries. */
const USER = "athena";

/** The secret of one start of a server, and the headers that prove that a client has it. */
export interface ServerSecret {
  /** Content of the file of `http-server.authentication.jwt.key-file`. */
  readonly keyFile: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Creates a secret: a JSON web token that the server authenticates.
 *
 * @see https://trino.io/docs/476/security/jwt.html
 */
export function createServerSecret(): ServerSecret {
  const key = randomBytes(KEY_BYTES);
  const content = `${encode({ alg: "HS512", typ: "JWT" })}.${encode({ sub: USER })}`;
  const signature = createHmac("sha512", key).update(content).digest("base64url");
  return {
    keyFile: key.toString("base64"),
    headers: {
      Authorization: `Bearer ${content}.${signature}`,
      // Trino authenticates nobody over plain HTTP unless a proxy says that it terminated HTTPS. On the loopback
      // interface nothing but the two processes sees the token.
      "X-Forwarded-Proto": "https",
      "X-Trino-User": USER,
    },
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
