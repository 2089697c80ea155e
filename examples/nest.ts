// nest.ts
import "reflect-metadata";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type ArgumentsHost,
  Catch,
  Controller,
  Get,
  Header,
  HttpException,
  Module,
  Param,
  StreamableFile,
} from "@nestjs/common";
import { BaseExceptionFilter, HttpAdapterHost, NestFactory } from "@nestjs/core";
import { createErrorHandler } from "@understudy/adapter-node";
import { formatJsonRecord, isSourceError } from "@understudy/core";
import { readImage } from "./images.ts";

const redirect = createErrorHandler({
  rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
  onRecord: (record) => console.log(formatJsonRecord(record)),
});

@Catch()
class RedirectFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    redirect(error, http.getRequest<IncomingMessage>(), http.getResponse<ServerResponse>(), (failure) =>
      super.catch(isSourceError(failure) ? new HttpException(failure.publicMessage, failure.status) : failure, host),
    );
  }
}

@Controller()
class ImageController {
  @Get(":id")
  @Header("content-type", "image/jpeg")
  async image(@Param("id") id: string): Promise<StreamableFile> {
    const bytes = await readImage(id);
    return new StreamableFile(bytes, { length: bytes.byteLength });
  }
}

@Module({ controllers: [ImageController] })
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ["error"] });
app.useGlobalFilters(new RedirectFilter(app.get(HttpAdapterHost).httpAdapter));
await app.listen(Number(process.env.PORT ?? 8080), "127.0.0.1");
console.log(`listening on ${await app.getUrl()}`);
