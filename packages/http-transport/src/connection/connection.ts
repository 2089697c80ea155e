import type { Buffer } from "node:buffer";
import { connect as connectTcp, isIP, type LookupFunction, type Socket, type TcpNetConnectOpts } from "node:net";
import { performance } from "node:perf_hooks";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { afterPoll, TurnBatch } from "@understudy/core/adapter";
import type { ResolvedOptions } from "../options.ts";
import type { Origin } from "../origin.ts";
import { Chunk, LARGE_BYTES, scratch, smallScratch } from "./chunk.ts";

/** What uses a connection at the moment, and hears of everything that happens on it. */
export interface ConnectionUser {
  /** It is established: TCP, and TLS for `https`. */
  onConnect(): void;
  /**
   * Bytes have come.
   *
   * @param chunk the memory that holds them; without it they are gone when this returns
   * @returns whether to read on; if not, {@link Connection.resume} does it
   */
  onBytes(bytes: Buffer, length: number, chunk: Chunk | undefined): boolean;
  /** How much to read next, bytes. */
  nextReadBytes(): number;
  /** Whether what is read next gets memory of its own, which can be handed on. */
  keepsNextRead(): boolean;
  /** The server sent FIN. */
  onEnd(): void;
  /** Bytes came before the request was written: they answer nothing. The connection is gone. */
  onUnasked(): void;
  /** The connection is gone; `error` is undefined when nothing was wrong with it. */
  onGone(error: Error | undefined): void;
}

const EMPTY = new Uint8Array(0);

/** Called with each new TLS session of a connection, to shorten the next handshake. */
export type SessionListener = (session: Buffer) => void;

/**
 * One connection to a secondary. Between two requests it has no user, and is worth keeping only while it stays silent.
 */
export class Connection {
  readonly socket: Socket;
  readonly origin: Origin;
  /** Whether it has served a request before. */
  used = false;
  /** Until when it may be kept while idle, milliseconds of the monotonic clock. */
  idleUntilMs = 0;
  #user: ConnectionUser | undefined;
  #connected = false;
  #resolving: boolean;
  /** Whether the server may have said something that has not been read, since the connection was idle. */
  #mayHaveUnread = false;
  #error: Error | undefined;
  /** Whether its last user knows already that it is gone, before the socket has closed. */
  #userTold = false;
  #readInto: Chunk | undefined;
  #outgoing: { readonly head: string; readonly body: Uint8Array | null } | undefined;
  /** Called when it closes while it is idle. */
  onIdleEnd: ((connection: Connection) => void) | undefined;

  constructor(origin: Origin, settings: ResolvedOptions, session: Buffer | undefined, keep: SessionListener) {
    this.origin = origin;
    this.#resolving = isIP(origin.host) === 0;
    // A lookup of the user's own may answer at once, before the socket has listeners.
    const resolved = () => {
      this.#resolving = false;
    };
    this.socket = open(origin, withNews(settings, resolved), session, {
      buffer: () => this.#nextBuffer(),
      callback: (length: number, bytes: Uint8Array) => this.#read(length, bytes as Buffer),
    });
    const { socket } = this;
    if (origin.secure) socket.on("session", keep);
    socket.once("lookup", resolved);
    socket.once(origin.secure ? "secureConnect" : "connect", () => {
      this.#connected = true;
      this.#user?.onConnect();
    });
    socket.on("error", (error) => this.#failed(error));
    socket.on("end", () => {
      if (this.#user === undefined) this.destroy();
      else this.#user.onEnd();
    });
    socket.on("close", () => this.#closed());
    // Without a reader the end of the stream would never be reported; the bytes themselves come by `onread`.
    socket.resume();
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** Whether the name of the host is still being resolved. */
  get resolving(): boolean {
    return this.#resolving && !this.#connected;
  }

  /** Whether everything that was to be sent has left. */
  get flushed(): boolean {
    return this.#outgoing === undefined && this.socket.writableLength === 0;
  }

  /** Whether no byte was sent. */
  get unsent(): boolean {
    return this.#outgoing !== undefined;
  }

  /** Sends a request, at the end of this turn of the event loop. What is sent before the connection is established, waits for it. */
  send(head: string, body: Uint8Array | null): void {
    this.#outgoing = { head, body };
    outgoing.add(this);
  }

  /** Writes what is to be sent, if it still is. */
  write(): void {
    const { socket } = this;
    const message = this.#outgoing;
    if (message !== undefined && this.#mayHaveUnread) {
      this.#mayHaveUnread = false;
      // What the server said unasked during this turn is to be read first: it would be taken for the answer.
      if (turn.isLong()) {
        afterPoll(() => this.write());
        return;
      }
    }
    this.#outgoing = undefined;
    if (message === undefined || socket.destroyed) return;
    if (message.body === null) {
      socket.write(message.head, "latin1");
      return;
    }
    socket.cork();
    socket.write(message.head, "latin1");
    socket.write(message.body);
    socket.uncork();
  }

  /** Gives the connection to a user, who has it until {@link release}. */
  use(user: ConnectionUser): void {
    this.#user = user;
    this.#mayHaveUnread = this.used;
  }

  /** Takes it from its user. */
  release(): void {
    this.#user = undefined;
    this.used = true;
  }

  resume(): void {
    this.socket.resume();
  }

  /**
   * Finds out whether the server really has closed its side, as `onEnd` said. Node.js before 24 reports a reset behind
   * the last bytes as an end (https://github.com/libuv/libuv/issues/4997): an empty write then fails, and sends nothing
   * otherwise.
   *
   * Below TLS that is not to be found out: no runtime says whether the server has closed the TLS connection
   * (`close_notify`) as well.
   *
   * @param callback gets the error, or undefined for a FIN
   */
  confirmEnd(callback: (error: Error | undefined) => void): void {
    if (this.origin.secure) {
      callback(undefined);
      return;
    }
    this.socket.write(EMPTY, (error) => callback(error ?? undefined));
  }

  destroy(): void {
    this.socket.destroy();
  }

  #nextBuffer(): Buffer {
    const user = this.#user;
    const bytes = user?.nextReadBytes() ?? LARGE_BYTES;
    if (user?.keepsNextRead() !== true) return bytes < LARGE_BYTES ? smallScratch : scratch;
    this.#readInto = Chunk.take(bytes);
    return this.#readInto.bytes;
  }

  #read(length: number, bytes: Buffer): boolean {
    const chunk = this.#readInto;
    this.#readInto = undefined;
    const user = this.#user;
    if (user === undefined) {
      // Not asked for: it would be taken for the response to the next request.
      this.destroy();
      return false;
    }
    if (this.#outgoing !== undefined) {
      chunk?.release();
      user.onUnasked();
      return false;
    }
    try {
      return user.onBytes(bytes, length, chunk);
    } finally {
      chunk?.release();
    }
  }

  /** The socket closes a turn of the event loop later: too late for a reset that came with the last bytes. */
  #failed(error: Error): void {
    this.#error ??= error;
    if (this.#user === undefined) return;
    this.#userTold = true;
    this.#gone(this.#user);
  }

  #closed(): void {
    const user = this.#user;
    if (user !== undefined) this.#gone(user);
    else if (!this.#userTold) this.onIdleEnd?.(this);
  }

  #gone(user: ConnectionUser): void {
    this.#readInto?.release();
    this.#readInto = undefined;
    this.#user = undefined;
    user.onGone(this.#error);
  }
}

const outgoing = new TurnBatch<Connection>((connection) => connection.write());

/**
 * What comes in while a turn of the event loop takes so long is still in the kernel's buffer when the turn ends,
 * milliseconds.
 */
const LONG_TURN_MS = 1;

/** The turns of the event loop at whose end something is written. */
class Turn {
  #lastEndMs = Number.NEGATIVE_INFINITY;
  #endsNow = false;

  /** Whether it has been long since connections were read, as far as is known. */
  isLong(): boolean {
    if (!this.#endsNow) {
      this.#endsNow = true;
      // Once for all that is written at the end of this turn.
      queueMicrotask(() => {
        this.#endsNow = false;
        this.#lastEndMs = performance.now();
      });
    }
    return performance.now() - this.#lastEndMs > LONG_TURN_MS;
  }
}

const turn = new Turn();

/** The settings, with a lookup of the user's own that also calls `resolved`. */
function withNews(settings: ResolvedOptions, resolved: () => void): ResolvedOptions {
  const { lookup } = settings;
  if (lookup === undefined) return settings;
  const told: LookupFunction = (host, options, callback) =>
    lookup(host, options, (...answer) => {
      resolved();
      callback(...answer);
    });
  return { ...settings, lookup: told };
}

type OnRead = NonNullable<TcpNetConnectOpts["onread"]>;

function open(origin: Origin, settings: ResolvedOptions, session: Buffer | undefined, onread: OnRead): Socket {
  const { host, port, secure } = origin;
  const { lookup, tls } = settings;
  const options = { host, port, noDelay: true, onread, ...(lookup && { lookup }) };
  // A socket that is half closed by itself takes no write any more: see `confirmEnd`. Every user destroys it when it
  // has ended.
  if (!secure) return connectTcp({ ...options, allowHalfOpen: true });
  const secured = {
    ...options,
    ...(tls as ConnectionOptions),
    // The name of the server that we connect to, which need not be that of the host field.
    servername: tls.servername ?? (isIP(host) ? "" : host),
    ALPNProtocols: ["http/1.1"],
    ...(session && { session }),
  };
  return connectTls(secured as ConnectionOptions);
}
