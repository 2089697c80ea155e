export { createHttpTransport, type HttpTransport } from "./http-transport.ts";
export type { HttpTransportOptions, HttpTransportTlsOptions, Pem } from "./options.ts";
