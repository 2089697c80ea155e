export { createHttpTransport, type HttpTransport } from "./http-transport.ts";
export type { HttpTransportOptions, HttpTransportTlsOptions } from "./options.ts";
