import { createPrivateKey, X509Certificate } from "node:crypto";
import type { TlsOptions } from "../options.ts";

/**
 * Checks that key and certificate can be read and belong together.
 *
 * Node says so when the server is made, Bun when it listens, Deno not at all: there every handshake fails.
 *
 * @throws {TypeError} that says what is wrong with them
 */
export function checkTlsMaterial({ key, cert, passphrase }: TlsOptions): void {
  let belongTogether: boolean;
  try {
    const privateKey = createPrivateKey({
      key: key as string | Buffer,
      format: "pem",
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    belongTogether = new X509Certificate(cert).checkPrivateKey(privateKey);
  } catch (cause) {
    throw new TypeError(`tls: key and cert cannot be used: ${(cause as Error).message}`, { cause });
  }
  if (!belongTogether) throw new TypeError("tls: key and cert cannot be used: they do not belong together");
}
