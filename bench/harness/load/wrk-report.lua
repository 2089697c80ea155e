-- Prints what wrk found as one line of JSON. Times are microseconds in wrk.
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "report {\"requests\":%d,\"seconds\":%.6f,\"bytes\":%d,\"p50Ms\":%.3f,\"p99Ms\":%.3f,\"errors\":%d}\n",
    summary.requests, summary.duration / 1e6, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.timeout + errors.status))
end
