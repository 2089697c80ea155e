import type { Buffer } from "node:buffer";
import { connect as connectTcp, isIP, type Socket, type TcpNetConnectOpts } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { TurnEnd } from "@understudy/core/adapter";
import type { ResolvedOptions } from "../options.ts";
import type { RequestTarget } from "../request-target.ts";
import { Chunk, LARGE_BYTES, scratch, smallScratch } from "./chunk.ts";

/** What uses a connection at the moment, and hears of everything that happens on it. */
export interface ConnectionUser {
  /** It stands: TCP, and TLS for `https`. */
  onConnect(): void;
  /**
   * Bytes have come.
   *
   * @param chunk what they stand in; without one they are gone when this returns
   * @returns whether to read on; if not, {@link Connection.resume} does it
   */
  onBytes(bytes: Buffer, length: number, chunk: Chunk | undefined): boolean;
  /** How much to read next, bytes. */
  nextReadBytes(): number;
  /** Whether what is read next is to stand in memory of its own, which can be handed on. */
  keepsNextRead(): boolean;
  /** The server has closed its side in good order. */
  onEnd(): void;
  /** The connection is gone; `error` is undefined when nothing was wrong with it. */
  onGone(error: Error | undefined): void;
}

/** Called with each new TLS session of a connection, to shorten the next handshake. */
export type SessionListener = (session: Buffer) => void;

/** One connection to a secondary. Between two requests it has no user, and is worth keeping only while it stays silent. */
export class Connection {
  readonly socket: Socket;
  readonly target: RequestTarget;
  /** Whether it has served a request before. */
  used = false;
  /** When it became idle, milliseconds of the monotonic clock. */
  idleSinceMs = 0;
  #user: ConnectionUser | undefined;
  #connected = false;
  #error: Error | undefined;
  #readInto: Chunk | undefined;
  #outgoing: { readonly head: string; readonly body: Uint8Array | null } | undefined;
  /** Called when it closes while nobody uses it. */
  onIdleEnd: ((connection: Connection) => void) | undefined;

  constructor(target: RequestTarget, settings: ResolvedOptions, session: Buffer | undefined, keep: SessionListener) {
    this.target = target;
    this.socket = open(target, settings, session, {
      buffer: () => this.#nextBuffer(),
      callback: (length: number, bytes: Uint8Array) => this.#read(length, bytes as Buffer),
    });
    const { socket } = this;
    if (target.secure) socket.on("session", keep);
    socket.once(target.secure ? "secureConnect" : "connect", () => {
      this.#connected = true;
      this.#user?.onConnect();
    });
    socket.on("error", (error) => {
      this.#error = error;
    });
    socket.on("end", () => {
      if (this.#user === undefined) this.destroy();
      else this.#user.onEnd();
    });
    socket.on("close", () => this.#closed());
    // Without a reader the end of the stream would never be told; what there is to read comes past it.
    socket.resume();
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** Whether everything that was to be sent has left. */
  get flushed(): boolean {
    return this.#outgoing === undefined && this.socket.writableLength === 0;
  }

  /** Sends a request, at the end of this turn of the event loop. What is sent before the connection stands, waits for it. */
  send(head: string, body: Uint8Array | null): void {
    this.#outgoing = { head, body };
    outgoing.add(this);
  }

  /** Writes what is to be sent, if it still is. */
  write(): void {
    const { socket } = this;
    const message = this.#outgoing;
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
  }

  /** Takes it from its user. */
  release(): void {
    this.#user = undefined;
    this.used = true;
  }

  resume(): void {
    this.socket.resume();
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
      // Nobody has asked: it would be taken for the answer to the next request.
      this.destroy();
      return false;
    }
    try {
      return user.onBytes(bytes, length, chunk);
    } finally {
      chunk?.release();
    }
  }

  #closed(): void {
    this.#readInto?.release();
    this.#readInto = undefined;
    const user = this.#user;
    this.#user = undefined;
    if (user === undefined) this.onIdleEnd?.(this);
    else user.onGone(this.#error);
  }
}

const outgoing = new TurnEnd<Connection>((connection) => connection.write());

type OnRead = NonNullable<TcpNetConnectOpts["onread"]>;

function open(target: RequestTarget, settings: ResolvedOptions, session: Buffer | undefined, onread: OnRead): Socket {
  const { host, port, secure } = target;
  const { lookup, tls } = settings;
  const options = { host, port, noDelay: true, onread, ...(lookup && { lookup }) };
  if (!secure) return connectTcp(options);
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
