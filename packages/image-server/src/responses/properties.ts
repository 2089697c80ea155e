/** Names and values, in the order in which they are to be written. */
export type Properties = readonly (readonly [name: string, value: string | number | boolean])[];

/** The bytes of a property reply and their type. */
export interface PropertyReply {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

const JSON_CALLBACK = "s7jsonResponse";

/**
 * Writes a property reply. IS manual, "Text properties" and "JSON(P)": text can be read as Java properties, JSON is a
 * call of `s7jsonResponse`. Booleans are 1 and 0.
 *
 * @param timeMs goes into the text's comment line, milliseconds since 1970
 */
export function writeProperties(properties: Properties, format: "text" | "json", timeMs: number): PropertyReply {
  const values = properties.map(
    ([name, value]) => [name, typeof value === "boolean" ? (value ? "1" : "0") : `${value}`] as const,
  );
  if (format === "json") {
    return reply(
      `${JSON_CALLBACK}(\n${scriptJson(Object.fromEntries(values))},"");\n`,
      "text/javascript; charset=utf-8",
    );
  }
  const lines = values.map(([name, value]) => `${name}=${escapeValue(value)}`);
  return reply(["#S7Z OK", `#${new Date(timeMs).toUTCString()}`, ...lines, ""].join("\n"), "text/plain; charset=utf-8");
}

function reply(text: string, contentType: string): PropertyReply {
  return { bytes: new TextEncoder().encode(text), contentType };
}

/** JSON that is also safe inside a script element. */
function scriptJson(value: object): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** Java properties syntax, java.util.Properties.load: what would end or change a value is escaped. */
function escapeValue(value: string): string {
  return value
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/^ /, "\\ ");
}
