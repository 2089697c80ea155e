import { type Field, fieldValues } from "./head.ts";

/** How the end of a message's body is found, RFC 9112 §6.3. */
export type Framing =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "until-close" };

/**
 * How the body of an answer is framed.
 *
 * @throws {Error} for fields that contradict each other, which a recipient must not repair by guessing
 */
export function responseFraming(requestMethod: string, status: number, fields: readonly Field[]): Framing {
  const framing = declaredFraming(fields);
  if (requestMethod === "HEAD" || status < 200 || status === 204 || status === 304) return { kind: "none" };
  return framing ?? { kind: "until-close" };
}

/** How the body of a request is framed. @throws {Error} as for {@link responseFraming} */
export function requestFraming(fields: readonly Field[]): Framing {
  return declaredFraming(fields) ?? { kind: "none" };
}

function declaredFraming(fields: readonly Field[]): Framing | undefined {
  const codings = fieldValues(fields, "transfer-encoding");
  const lengths = fieldValues(fields, "content-length");
  if (codings.length > 0 && lengths.length > 0) throw new Error("both Transfer-Encoding and Content-Length");
  if (codings.length > 0) {
    if (codings.join(",").toLowerCase() !== "chunked") throw new Error(`Transfer-Encoding: ${codings.join(", ")}`);
    return { kind: "chunked" };
  }
  if (lengths.length === 0) return undefined;
  if (lengths.length > 1 || !/^\d+$/.test(lengths[0]!)) throw new Error(`Content-Length: ${lengths.join(", ")}`);
  return { kind: "length", length: Number(lengths[0]) };
}
