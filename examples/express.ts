// express.ts
import { createErrorHandler } from "@understudy/adapter-node";
import { formatJsonRecord, isSourceError } from "@understudy/core";
import express, { type ErrorRequestHandler } from "express";
import sharp from "sharp";
import { readImage } from "./images.ts";

const app = express();
app.get("/:id", async (req, res) => {
  const bytes = await readImage(req.params.id);
  res.type("jpeg").send(await sharp(bytes).resize(200).jpeg().toBuffer());
});

app.use(
  createErrorHandler({
    rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
    onRecord: (record) => console.log(formatJsonRecord(record)),
  }),
);

// What is not redirected comes here. Express's own answer would show paths.
const answerLocally: ErrorRequestHandler = (error, _req, res, next) => {
  if (!isSourceError(error) || res.headersSent) return next(error);
  res.status(error.status).type("text").send(error.publicMessage);
};
app.use(answerLocally);

const server = app.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") console.log(`listening on http://127.0.0.1:${address.port}`);
});
