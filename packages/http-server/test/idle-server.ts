// Serves with the adapter that is named, on a free port, with SHARED one that others may share, and prints its URL and
// then what it is told of.
import process from "node:process";
import { namedAdapter } from "./named-adapter.ts";

const { serve } = await namedAdapter();
const { url } = await serve(() => new Response("served"), {
  port: 0,
  reusePort: process.env.SHARED !== undefined,
  onError: (error) => console.log(String(error)),
});
console.log(url);
