/** What `--help` prints. */
export const HELP = `Runs the conformance cases of redirect on error against a server.

usage: conformance --start "COMMAND with {conf} and {port}" [options]

  --start COMMAND       starts the server; {conf} is the configuration folder, {port} the port, 0 for a free one;
                        its first line on stdout must be "listening on http://HOST:PORT"
  --name NAME           how the server is called in the results; the command's first word if not given
  --only IDS            ids of rules and cases, with commas between them; all if not given
  --reporter NAME[=FILE]
                        text, json, tap or html; may be given several times; without FILE it goes to stdout; text if
                        not given
  --output FILE         where the reporter without FILE writes to
  --known-gaps FILE     JSON: [{ "id": CASE, "reason": TEXT, "link": URL }]; these cases are expected to fail
  --offers WORDS        what the server can do beside: request-body, unprivileged, trusted-proxy, with commas
  --trust-proxy WORDS   put behind the command to make the server trust the proxy in front of it
  --expect-runtime TEXT beginning of what the server says it runs on: "node 20"
  --port N              the first server's port; every further one gets the next; 0, free ones, if not given
  --concurrency N       cases side by side on one server; 12 if not given
  --ready-timeout MS    longest wait for the server's first line; 20000 if not given
  --stop-timeout MS     longest wait after SIGTERM, then it is killed; 5000 if not given
  --log-wait MS         longest wait for the log line of a request; 5000 if not given
  --work-folder DIR     where the configuration folders are made; the system's temporary folder if not given
  --list                prints the cases, and runs nothing
  --version, --help

Progress goes to stderr. Exit status: 0 conforms; 1 a required case failed, or a known gap is gone; 2 could not run.
The contract: README.md of @understudy/conformance.
`;
