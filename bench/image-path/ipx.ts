/** ipx on node:http, as its documentation shows it, on the folder IMAGES. It keeps no answers. */
import { createServer } from "node:http";
import process from "node:process";
import { createIPX, createIPXNodeServer, ipxFSStorage } from "ipx";
import { port, ready } from "../harness/servers/entry.ts";

const ipx = createIPX({ storage: ipxFSStorage({ dir: process.env.IMAGES ?? "" }) });
const server = createServer(createIPXNodeServer(ipx)).listen(port, "127.0.0.1", 4096, () => ready(server));
