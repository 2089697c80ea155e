import type { PlainCatalog } from "./catalog-records.ts";

/** What an `nginx.conf` is made from. */
export interface NginxParts {
  readonly port: number;
  /** For everything that nginx writes. */
  readonly folder: string;
  readonly configurationFolder: string;
  /** `PlatformServer.conf` */
  readonly properties: Readonly<Record<string, string | undefined>>;
  readonly catalogs: readonly PlainCatalog[];
}

const ID = "nginx-conformance";
const NOT_FOUND = 'return 404 "404 Not Found\\n";';

/**
 * An `nginx.conf` that does of redirect on error what nginx can: the catalogs become a map, a file that is not there
 * goes to the secondary, and what stands in the way of the rules in nginx's defaults is switched off. It cannot look
 * into files, so it serves them as they are, and nothing is known to be corrupt.
 */
export function nginxConfiguration({ port, folder, configurationFolder, properties, catalogs }: NginxParts): string {
  const root = properties["errorRedirect.rootUrl"] ?? "";
  const connectMs = properties["errorRedirect.connectTimeout"] ?? "1000";
  const socketMs = properties["errorRedirect.socketTimeout"] ?? "30000";
  const host = root.replace(/^https?:\/\//, "");
  const records = catalogs.flatMap((catalog) => catalog.records);
  const isOff = root === "";
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
${process.getuid?.() === 0 ? "user root;" : ""}
worker_processes 2;
daemon off;
pid ${folder}/nginx.pid;
error_log stderr emerg;
events { worker_connections 1024; }
http {
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  types { image/jpeg jpg jpeg; image/png png; image/gif gif; text/css css; }
  default_type application/octet-stream;

  log_format conformance 'conformance-log tag=$http_x_case status=$status cacheUse=$cache_use peerServer=- '
                         'processingStatus=$processing_status exception=$exception';
  access_log ${folder}/access-log conformance;
  map_hash_bucket_size 1024;
  map_hash_max_size 8192;
  map $status $processing_status { default 3; ~^[123] 0; 404 1; ~^4 2; 503 4; }

  # The catalogs: which file has what is asked for, by the path as it came.
  map $request_uri $asked { "~^(?<path>[^?]*)" $path; }
  map $asked $catalog_file {
    default "";
    ${records.map(({ path, file }) => `"${quoted(path)}" "${quoted(file)}";`).join("\n    ")}
  }
  map $asked $catalog_default {
    default "";
    ${catalogs
      .filter(({ defaultImage }) => defaultImage)
      .map(({ rootId, defaultImage }) => `"~^/is/image/${rootId}/" "${defaultImage}";`)
      .join("\n    ")}
  }
  # The default image is for what the secondary is not asked for (R17).
  map $catalog_file $default_image { ${isOff ? "default $catalog_default;" : 'default ""; "" $catalog_default;'} }
  map $uri $image_file { default ""; "~^/is/image/(?<image_path>.+)$" /images/$image_path; }
  map $uri $static_file { default ""; "~^/is/static/(?<static_path>.+)$" /static/$static_path; }

  map $http_via $via_on { default "$http_via, 1.1 ${ID}"; "" "1.1 ${ID}"; }
  map $upstream_http_via $via_back { default "$upstream_http_via, 1.1 ${ID}"; "" "1.1 ${ID}"; }
  map $http_cdn_loop $loop_on { default "$http_cdn_loop, ${ID}"; "" "${ID}"; }
  map $http_cdn_loop $has_passed_here { default 0; "~(^|,)\\s*${ID}\\s*(;|,|$)" 1; }
  map $upstream_http_cache_status $cache_status {
    default "$upstream_http_cache_status, ${ID}; fwd=miss; stored=?0; detail=REMOTE";
    "" "${ID}; fwd=miss; stored=?0; detail=REMOTE";
  }

  # How far a request to the secondary came is all that nginx tells of why it failed.
  map $upstream_connect_time $error_502 { default connection_terminated; "-" connection_refused; "" connection_refused; }
  map $upstream_connect_time $error_504 { default http_response_timeout; "-" connection_timeout; "" connection_timeout; }

  server {
    listen 127.0.0.1:${port};
    root ${configurationFolder};
    merge_slashes off;
    server_tokens off;
    set $cache_use UNDEFINED;
    set $exception -;

    # A pipe in the path is answered here (R16), so is a request that has been here (X06).
    set $stays_here ${isOff ? 1 : 0};
    if ($asked ~ "(\\||%7[Cc])") { set $stays_here 1; }
    if ($has_passed_here) { set $stays_here 1; }

    location / { default_type text/plain; ${NOT_FOUND} }

    # What has no row is not asked for (R02); what has one and no file goes to the secondary (R01, R06).
    location /is/image/ { try_files $catalog_file $image_file $default_image @with_row; }
    location /is/content/ { try_files $catalog_file @with_row; }
    location /is/static/ { try_files $static_file @missing; }
    ${catalogs
      .filter(({ allowedClients }) => allowedClients)
      .map(
        ({ rootId, allowedClients }) =>
          `location /is/image/${rootId}/ { allow ${allowedClients}; deny all; try_files $catalog_file @with_row; }`,
      )
      .join("\n    ")}
    location @with_row {
      default_type text/plain;
      if ($catalog_file = "") { ${NOT_FOUND} }
      if ($stays_here) { ${NOT_FOUND} }
      ${proxyTo(root, host, connectMs, socketMs)}
    }
    location @missing {
      default_type text/plain;
      if ($stays_here) { ${NOT_FOUND} }
      ${proxyTo(root, host, connectMs, socketMs)}
    }

    # The secondary gave no answer (R15, X07); an error that it sent itself does not come here.
    error_page 502 = @no_answer_502;
    error_page 504 = @no_answer_504;
    ${noAnswer(502)}
    ${noAnswer(504)}
  }
}
`;
}

function proxyTo(root: string, host: string, connectMs: string, socketMs: string): string {
  if (root === "") return "";
  return `
      set $cache_use REMOTE;
      proxy_pass ${root}$request_uri;
      proxy_connect_timeout ${connectMs}ms;
      proxy_read_timeout ${socketMs}ms;
      proxy_send_timeout ${socketMs}ms;
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_request_buffering off;
      proxy_next_upstream off;
      proxy_max_temp_file_size 0;
      proxy_pass_header Server;
      proxy_pass_header Date;
      proxy_pass_header X-Accel-Expires;
      proxy_set_header Host ${host};
      proxy_set_header Connection "";
      proxy_set_header TE "";
      proxy_set_header Proxy-Authorization "";
      proxy_set_header Proxy-Connection "";
      proxy_set_header Via $via_on;
      proxy_set_header CDN-Loop $loop_on;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Port "";
      proxy_set_header Forwarded "for=$remote_addr;host=\\"$http_host\\";proto=$scheme";
      proxy_hide_header Via;
      proxy_hide_header Cache-Status;
      proxy_hide_header Proxy-Authenticate;
      add_header Via $via_back always;
      add_header Cache-Status $cache_status always;`;
}

function noAnswer(status: 502 | 504): string {
  return `location @no_answer_${status} {
      set $cache_use REMOTE;
      set $exception $error_${status};
      default_type text/plain;
      add_header Cache-Control no-store always;
      add_header Proxy-Status "${ID}; error=$error_${status}" always;
      return ${status} "${status}: the secondary server gave no answer\\n";
    }`;
}

function quoted(text: string): string {
  return text.replace(/["\\$]/g, "\\$&");
}
