// app/[id]/route.ts
import { formatJsonRecord, withErrorRedirect } from "@understudy/core";
import { answerLocally } from "../../../answer-locally.ts";
import { readImage } from "../../../images.ts";

export const GET = withErrorRedirect(
  async (_request: Request, { params }: { params: Promise<{ id: string }> }) => {
    const { id } = await params;
    const bytes = await readImage(id);
    return new Response(bytes, { headers: { "content-type": "image/jpeg" } });
  },
  {
    rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
    // Next writes the address of the connection into this field.
    clientOf: ({ headers }) => ({ address: headers.get("x-forwarded-for")?.split(",")[0] }),
    answerLocally,
    onRecord: (record) => console.log(formatJsonRecord(record)),
  },
);
