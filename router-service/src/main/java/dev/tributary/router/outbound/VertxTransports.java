package dev.tributary.router.outbound;

import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.delivery.Turns;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/**
 * One HTTP client for each destination, so that connections that hang are its own. Responses are
 * not decompressed, and their heads are bounded by the client's defaults (8 KiB of headers).
 */
@ApplicationScoped
class VertxTransports implements Transport.Factory {

  private static final int KEEP_ALIVE_SECONDS = 15;

  /** Each carries many requests; a second one stands in while a first is replaced. */
  private static final int HTTP2_CONNECTIONS = 2;

  /** Each client has its own timer; by default it fires every second, used or not. */
  private static final int CLEANER_MILLIS = 5_000;

  private final VertxInternal vertx; // for a loop of one's own, which the public API does not give
  private final RouterConfig config;
  private final Turns turns;

  VertxTransports(Vertx vertx, RouterConfig config, Turns turns) {
    this.vertx = (VertxInternal) vertx;
    this.config = config;
    this.turns = turns;
  }

  @Override
  public Transport open() {
    var connectTimeout = config.timeouts().connect();
    var pool =
        new PoolOptions()
            .setHttp1MaxSize(config.concurrency())
            .setHttp2MaxSize(HTTP2_CONNECTIONS)
            .setCleanerPeriod(CLEANER_MILLIS);
    var secure = options().setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
    var addresses = new HostAddresses(config.allowPrivateAddresses(), connectTimeout);
    return new VertxTransport(
        vertx.createEventLoopContext(),
        new VertxTransport.Clients(
            new LazyClient(() -> vertx.createHttpClient(options(), pool)),
            new LazyClient(() -> vertx.createHttpClient(secure, pool))),
        new VertxTransport.Couriers(
            new KafkaCourier(addresses, config.timeouts().response()),
            new WarehouseCourier(
                new Warehouses(
                    addresses,
                    config.warehouseDirectory().map(Path::of),
                    turns,
                    Warehouses.Vendors.REAL))),
        addresses,
        connectTimeout,
        config.timeouts().response());
  }

  private HttpClientOptions options() {
    return new HttpClientOptions()
        .setConnectTimeout(Math.toIntExact(config.timeouts().connect().toMillis()))
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setTcpNoDelay(true);
  }
}
