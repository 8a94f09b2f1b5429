package dev.tributary.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import org.jspecify.annotations.Nullable;

/**
 * The baseline of the Profile API: bare Vert.x that answers with what Redis has under the path. An
 * event loop a core, each with a connection of its own, pipelined. Nobody is asked for a token.
 */
final class BareReads extends AbstractVerticle {

  private final int port;
  private final String redis;
  private @Nullable RedisConnection connection;

  private BareReads(int port, String redis) {
    this.port = port;
    this.redis = redis;
  }

  /** Runs until it is ended: {@code port redisAddress}. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    var options = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    Vertx.vertx().deployVerticle(() -> new BareReads(port, arguments[1]), options);
  }

  @Override
  public void start(Promise<Void> started) {
    Redis.createClient(vertx, redis)
        .connect()
        .compose(connected -> {
          connection = connected;
          return vertx
              .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
              .requestHandler(request -> answer(connected, request))
              .listen();
        })
        .<Void>mapEmpty()
        .onComplete(started);
  }

  @Override
  public void stop() {
    if (connection != null) {
      var _ = connection.close();
    }
  }

  private static void answer(RedisConnection connection, HttpServerRequest request) {
    connection
        .send(Request.cmd(Command.GET).arg(request.uri()))
        .onSuccess(body -> {
          var response = request.response();
          if (body == null) {
            response.setStatusCode(404).end();
          } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(body.toBuffer());
          }
        })
        .onFailure(_ -> request.response().setStatusCode(503).end());
  }
}
