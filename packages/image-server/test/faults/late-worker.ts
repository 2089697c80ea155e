// A worker whose modules take their time to load: the job is there long before it can be taken.
await new Promise((loaded) => setTimeout(loaded, 300));
await import("./faulty-worker.ts");
