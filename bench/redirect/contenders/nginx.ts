/**
 * nginx with `error_page 404 = @secondary`, the same idea as redirect on error. One worker, as every other contender is
 * one process. This starts it and stays its parent.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { KEPT_CONNECTIONS, origin, ready } from "../../harness/servers/entry.ts";

const folder = mkdtempSync(join(tmpdir(), "bench-nginx-"));
const root = join(folder, "root");
mkdirSync(root);
const port = await freePort();
const configuration = join(folder, "nginx.conf");
writeFileSync(
  configuration,
  `
${process.getuid?.() === 0 ? "user root;" : ""}
worker_processes 1;
worker_rlimit_nofile 20000;
daemon off;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 8192; multi_accept on; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  tcp_nopush on;
  keepalive_requests 100000000;
  open_file_cache max=1000 inactive=1h;
  open_file_cache_valid 1h;
  open_file_cache_errors on;
  upstream secondary {
    server ${origin.host};
    keepalive ${KEPT_CONNECTIONS};
    keepalive_requests 100000000;
  }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / {
      root ${root};
      log_not_found off;
      error_page 404 = @secondary;
    }
    location @secondary {
      proxy_pass http://secondary;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffer_size 16k;
      proxy_buffers 8 16k;
      proxy_max_temp_file_size 0;
    }
  }
}
`,
);

const nginx = spawn(process.env.NGINX ?? "nginx", ["-p", folder, "-c", configuration], {
  stdio: ["ignore", "ignore", "inherit"],
});
nginx.on("exit", (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
// The workers end with their master, and the master with this process.
process.on("SIGTERM", () => nginx.kill("SIGTERM"));

for (;;) {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    socket.destroy();
    break;
  } catch {
    await delay(20);
  }
}
ready(port, nginx.pid);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return free;
}
