import { runConformance, startCommand } from "@understudy/conformance";
const only = process.argv.slice(2);
const t = Date.now();
const r = await runConformance({
  name: "node", start: startCommand({ command: "node -C source --import tsx apps/node/main.ts --conf {conf} --port {port}" }),
  ...(only.length ? { only } : {}),
  onResult: (x) => { if (x.outcome !== "pass") { console.log(x.outcome, x.id, x.kind, x.reason ?? ""); for (const m of x.mismatches) console.log("    ", m.where, "| expected", m.expected, "| got", m.got.slice(0, 200)); } },
});
console.log(r.counts, r.ok, r.durationMs, "runtime", r.runtime);
