import type { ConformanceCase } from "../format/case.ts";
import { askGone, missingImageCase, redirected } from "./parts.ts";

const FORGED = [
  ["X-Forwarded-For", "6.6.6.6"],
  ["X-Forwarded-Host", "forged.example"],
  ["X-Forwarded-Proto", "https"],
  ["X-Forwarded-Port", "666"],
  ["Forwarded", "for=6.6.6.6;host=forged.example;proto=https"],
] as const;

/** X05 and X12: fields of the connection, of the way, and of the client. */
export const HEADER_FIELD_CASES: readonly ConformanceCase[] = [
  missingImageCase({
    id: "x05-request-hop-by-hop",
    rules: ["X05"],
    title: "Hop-by-hop fields of the request, and those that Connection names, stay behind.",
    requests: [
      askGone(
        redirected(
          {},
          {
            headers: {
              "X-Hop": { absent: true },
              "Keep-Alive": { absent: true },
              TE: { absent: true },
              "Proxy-Authorization": { absent: true },
              "Proxy-Connection": { absent: true },
              Upgrade: { absent: true },
              "X-End-To-End": { is: "stays" },
            },
          },
        ),
        {
          headers: [
            ["Connection", "keep-alive, X-Hop"],
            ["X-Hop", "1"],
            ["Keep-Alive", "timeout=5"],
            ["TE", "trailers"],
            ["Proxy-Authorization", "Basic eDp5"],
            ["Proxy-Connection", "keep-alive"],
            ["X-End-To-End", "stays"],
          ],
        },
      ),
    ],
  }),
  missingImageCase({
    id: "x05-upgrade-stays-behind",
    rules: ["X05"],
    title: "A wish to upgrade the connection is not passed on.",
    requests: [
      askGone(redirected({}, { headers: { Upgrade: { absent: true } } }), {
        headers: [
          ["Connection", "Upgrade"],
          ["Upgrade", "h2c"],
        ],
      }),
    ],
    kind: "optimal",
    needs: ["socket"],
  }),
  missingImageCase({
    id: "x05-response-hop-by-hop",
    rules: ["X05"],
    title: "Hop-by-hop fields of the answer, and those that Connection names, stay behind.",
    secondary: [
      {
        kind: "answer",
        status: 200,
        headers: [
          ["Connection", "X-Hop, X-Other-Hop"],
          ["X-Hop", "1"],
          ["x-other-hop", "2"],
          ["Keep-Alive", "timeout=77"],
          ["Proxy-Authenticate", "Basic"],
          ["X-End-To-End", "stays"],
        ],
        body: "x",
      },
    ],
    requests: [
      askGone(
        redirected({
          body: { is: "x" },
          headers: {
            "X-Hop": { absent: true },
            "X-Other-Hop": { absent: true },
            "Proxy-Authenticate": { absent: true },
            "X-End-To-End": { is: "stays" },
          },
        }),
      ),
    ],
  }),
  missingImageCase({
    id: "x05-via-both-ways",
    rules: ["X05"],
    title: "Via is set for the secondary and for the client.",
    requests: [
      askGone(
        redirected(
          { headers: { Via: { matches: "^1\\.1 \\S+$" } } },
          { headers: { Via: { matches: "^1\\.1 \\S+$" } } },
        ),
      ),
    ],
  }),
  missingImageCase({
    id: "x05-via-is-appended",
    rules: ["X05"],
    title: "A Via that is there already is kept in front, both ways.",
    secondary: [{ kind: "answer", status: 200, headers: [["Via", "1.0 origin"]], body: "x" }],
    requests: [
      askGone(
        redirected(
          { body: { is: "x" }, headers: { Via: { matches: "^1\\.0 origin, 1\\.1 \\S+$" } } },
          { headers: { Via: { matches: "^1\\.1 front \\(x\\), 1\\.1 \\S+$" } } },
        ),
        { headers: [["Via", "1.1 front (x)"]] },
      ),
    ],
  }),
  missingImageCase({
    id: "x05-host-is-the-root",
    rules: ["X05", "X04"],
    title: "The client's Host is replaced by the root's, and told in X-Forwarded-Host and Forwarded.",
    requests: [
      askGone(
        redirected(
          {},
          {
            headers: {
              Host: { is: "{secondary}" },
              "X-Forwarded-Host": { is: "shop.example" },
              Forwarded: { matches: 'host="?shop\\.example"?' },
            },
          },
        ),
        { headers: [["Host", "shop.example"]] },
      ),
    ],
  }),
  missingImageCase({
    id: "x05-forwarding-fields",
    rules: ["X05"],
    title: "The secondary learns the client's address and scheme.",
    requests: [
      askGone(
        redirected(
          {},
          {
            headers: {
              "X-Forwarded-For": { is: "127.0.0.1" },
              "X-Forwarded-Proto": { is: "http" },
              Forwarded: { matches: 'for="?127\\.0\\.0\\.1"?.*proto="?http"?' },
            },
          },
        ),
      ),
    ],
  }),
  missingImageCase({
    id: "x12-forged-fields-are-dropped",
    rules: ["X12"],
    title: "Forwarding fields that an untrusted client sends are not believed and not passed on.",
    requests: [
      askGone(
        redirected(
          {},
          {
            headers: {
              "X-Forwarded-For": { is: "127.0.0.1" },
              "X-Forwarded-Host": { lacks: ["forged"] },
              "X-Forwarded-Proto": { is: "http" },
              "X-Forwarded-Port": { absent: true },
              Forwarded: { lacks: ["6.6.6.6", "forged", "https"] },
            },
          },
        ),
        { headers: FORGED },
      ),
    ],
  }),
  missingImageCase({
    id: "x12-trusted-fields-are-extended",
    rules: ["X12"],
    title: "Forwarding fields of a trusted proxy are kept and extended.",
    configuration: "trusting",
    requests: [
      askGone(
        redirected(
          {},
          {
            headers: {
              "X-Forwarded-For": { matches: "^198\\.51\\.100\\.7, ?127\\.0\\.0\\.1$" },
              "X-Forwarded-Host": { is: "shop.example" },
              "X-Forwarded-Proto": { is: "https" },
            },
          },
        ),
        {
          headers: [
            ["X-Forwarded-For", "198.51.100.7"],
            ["X-Forwarded-Host", "shop.example"],
            ["X-Forwarded-Proto", "https"],
          ],
        },
      ),
      askGone(
        redirected(
          {},
          { headers: { Forwarded: { matches: '^for=198\\.51\\.100\\.7;proto=https, ?.*for="?127\\.0\\.0\\.1' } } },
        ),
        {
          headers: [["Forwarded", "for=198.51.100.7;proto=https"]],
        },
      ),
    ],
    needs: ["trusted-proxy"],
  }),
];
