#!/usr/bin/env node
import { runUnderstudy } from "./understudy.ts";

await runUnderstudy();
