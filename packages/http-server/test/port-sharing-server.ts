// One of several processes that listen on one port: it answers with its process id. With CLUSTER it is the primary of a
// cluster whose workers do.
import cluster from "node:cluster";
import process from "node:process";
import { namedAdapter } from "./named-adapter.ts";

if (process.env.CLUSTER !== undefined && cluster.isPrimary) {
  for (let worker = 0; worker < Number(process.env.CLUSTER); worker++) cluster.fork();
} else {
  const { serve } = await namedAdapter();
  const { url } = await serve(() => new Response(String(process.pid)), {
    port: Number(process.env.PORT),
    reusePort: true,
  });
  console.log(url);
}
