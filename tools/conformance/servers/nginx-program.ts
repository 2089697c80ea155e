import { execFile } from "node:child_process";

/** An nginx of this machine. */
export interface NginxProgram {
  readonly program: string;
  /** `1.22.1` */
  readonly version: string;
}

/** Looks for nginx: the program that `NGINX_PROGRAM` names, or the one that Debian's package installs. */
export async function findNginx(): Promise<NginxProgram | undefined> {
  for (const program of [process.env.NGINX_PROGRAM, "nginx", "/usr/sbin/nginx"]) {
    const version = program && (await versionOf(program));
    if (program && version) return { program, version };
  }
  return undefined;
}

function versionOf(program: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, ["-v"], (error, _stdout, stderr) =>
      resolve(error ? undefined : /nginx\/(\S+)/.exec(stderr)?.[1]),
    );
  });
}
