/**
 * sharp behind plain node:http, on the folder IMAGES: what an image server costs that decodes, scales and encodes, and
 * does nothing else. It keeps no answers, believes the URL, and shrinks JPEGs while it decodes them.
 */
import { createServer } from "node:http";
import { join } from "node:path";
import process from "node:process";
import sharp from "sharp";
import { port, ready } from "../harness/servers/entry.ts";

const folder = process.env.IMAGES ?? "";
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  sharp(join(folder, `${pathname.slice(1)}.jpg`))
    .resize({ width: Number(searchParams.get("wid")) })
    .jpeg({ quality: 80 })
    .toBuffer()
    .then(
      (body) => response.writeHead(200, { "content-type": "image/jpeg", "content-length": body.length }).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
}).listen(port, "127.0.0.1", 4096, () => ready(server));
