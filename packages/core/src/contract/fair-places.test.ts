import { expect, test } from "vitest";
import { FairPlaces, type Place, type PlaceClient } from "./fair-places.ts";

const places = (options: Partial<ConstructorParameters<typeof FairPlaces>[0]>) =>
  new FairPlaces({ places: 1, perConnection: 0, perAddress: 0, maxWaiting: 100, ...options });

/** Waits in a queue, and notes what becomes of it. */
function queue(fair: FairPlaces, client: PlaceClient | undefined, name: string, notes: string[]) {
  const held: { place?: Place; takeBack?: (() => void) | undefined } = {};
  held.takeBack = fair.wait(client, {
    begin(place) {
      notes.push(name);
      held.place = place;
    },
    refuse: () => notes.push(`${name} refused`),
  });
  return held;
}

test("clients that wait take turns, however many requests each has", () => {
  const fair = places({});
  const [many, one] = [{ connection: {} }, { connection: {} }];
  const first = fair.take(many)!;
  const notes: string[] = [];
  const waiting = ["m1", "m2", "m3"].map((name) => queue(fair, many, name, notes));
  const other = queue(fair, one, "one", notes);
  first.giveBack();
  first.giveBack();
  expect(notes).toEqual(["m1"]);
  waiting[0]!.place!.giveBack();
  other.place!.giveBack();
  waiting[1]!.place!.giveBack();
  expect(notes).toEqual(["m1", "one", "m2", "m3"]);
  waiting[2]!.place!.giveBack();
  expect([fair.taken, fair.waiting]).toEqual([0, 0]);
});

test("a connection that has its share waits for itself alone", () => {
  const fair = places({ places: 10, perConnection: 2 });
  const client = { connection: {} };
  const own = [fair.take(client)!, fair.take(client)!];
  expect(fair.take(client)).toBeUndefined();
  const notes: string[] = [];
  queue(fair, client, "own", notes);
  const other = fair.take({ connection: {} })!;
  other.giveBack();
  expect(notes).toEqual([]);
  own[0]!.giveBack();
  expect(notes).toEqual(["own"]);
});

test("an address has a share over all of its connections", () => {
  const fair = places({ places: 10, perAddress: 1 });
  const at = (address: string) => ({ connection: {}, address });
  const first = fair.take(at("192.0.2.1"))!;
  expect(fair.take(at("192.0.2.1"))).toBeUndefined();
  expect(fair.take(at("192.0.2.2"))).toBeDefined();
  const notes: string[] = [];
  queue(fair, at("192.0.2.1"), "second", notes);
  first.giveBack();
  expect(notes).toEqual(["second"]);
});

test("when the queue is full the client with the most waiting loses its latest, or is refused", () => {
  const fair = places({ maxWaiting: 3 });
  const [many, one] = [{ connection: {} }, { connection: {} }];
  const running = fair.take(many)!;
  const notes: string[] = [];
  for (const name of ["m1", "m2", "m3"]) queue(fair, many, name, notes);
  expect(queue(fair, many, "m4", notes).takeBack).toBeUndefined();
  queue(fair, one, "one", notes);
  expect(notes).toEqual(["m3 refused"]);
  expect(queue(fair, one, "two", notes).takeBack).toBeUndefined();
  running.giveBack();
  expect(notes).toEqual(["m3 refused", "m1"]);
});

test("what is taken back while it waits is not begun", () => {
  const fair = places({});
  const running = fair.take(undefined)!;
  const notes: string[] = [];
  const leaving = queue(fair, undefined, "leaving", notes);
  queue(fair, undefined, "next", notes);
  leaving.takeBack!();
  running.giveBack();
  expect(notes).toEqual(["next"]);
});
