package dev.tributary.router.webhook;

import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.delivery.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * One HTTP client for each destination, so that connections that hang are its own. Responses are
 * not decompressed, and their heads are bounded by the client's defaults (8 KiB of headers).
 */
@ApplicationScoped
class VertxTransports implements Transport.Factory {

  private static final int KEEP_ALIVE_SECONDS = 15;

  /** Each client has its own timer; by default it fires every second, used or not. */
  private static final int CLEANER_MILLIS = 5_000;

  private final Vertx vertx;
  private final RouterConfig config;

  VertxTransports(Vertx vertx, RouterConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  @Override
  public Transport open() {
    var connectTimeout = config.timeouts().connect();
    var options =
        new HttpClientOptions()
            .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setTcpNoDelay(true);
    var pool =
        new PoolOptions().setHttp1MaxSize(config.concurrency()).setCleanerPeriod(CLEANER_MILLIS);
    return new VertxTransport(
        vertx.createHttpClient(options, pool),
        new HostAddresses(config.allowPrivateAddresses(), connectTimeout),
        connectTimeout,
        config.timeouts().response());
  }
}
