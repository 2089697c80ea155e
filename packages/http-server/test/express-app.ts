// An Express app with the middleware of the adapter that is named, in several places. It prints its URL.
import type { AddressInfo } from "node:net";
import express from "express";
import { byLastPartOfPath } from "./handlers.ts";
import { namedAdapter } from "./named-adapter.ts";

const { createMiddleware } = await namedAdapter();
const app = express();
const middleware = createMiddleware(byLastPartOfPath);
app.use((_request, response, next) => {
  response.cookie("session", "1");
  response.set("x-before", "1");
  next();
});
app.get("/own", (_request, response) => void response.send("by Express"));
app.use("/media", middleware);
app.get("/media/pass", (_request, response) => void response.send("by the route behind"));
app.use("/kept", express.raw({ type: "application/octet-stream" }), express.text(), middleware);
app.use("/used-up", express.json(), middleware);
app.use(((error, _request, response, _next) => {
  response.status(418).send(`caught: ${error.message}`);
}) satisfies express.ErrorRequestHandler);

const server = app.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
