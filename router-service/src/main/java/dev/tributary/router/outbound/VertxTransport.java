package dev.tributary.router.outbound;

import dev.tributary.connectors.domain.definition.Connector;
import dev.tributary.connectors.domain.request.Request;
import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.Courier;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.destination.Endpoint;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls with pooled connections, each made to an address that was checked; by HTTP/2 where a server
 * offers it over TLS, else by HTTP/1.1. Redirects are not followed.
 */
final class VertxTransport implements Transport {

  private final Context loop;
  private final Clients clients;
  private final HostAddresses addresses;
  private final Duration connectTimeout;
  private final Duration timeout;
  private final Couriers couriers;
  private volatile @Nullable Parsed parsed;

  VertxTransport(
      Context loop,
      Clients clients,
      Couriers couriers,
      HostAddresses addresses,
      Duration connectTimeout,
      Duration timeout) {
    this.loop = loop;
    this.clients = clients;
    this.addresses = addresses;
    this.connectTimeout = connectTimeout;
    this.timeout = timeout;
    this.couriers = couriers;
  }

  private record Parsed(String url, Endpoint endpoint) {}

  /** The clients of one destination: one for plain text, one for TLS. */
  record Clients(LazyClient plain, LazyClient secure) {

    @Nullable HttpClient of(Endpoint endpoint) {
      return endpoint.secure() ? secure.get() : plain.get();
    }

    void close() {
      plain.close();
      secure.close();
    }
  }

  /** What delivers to one destination without requests. */
  record Couriers(KafkaCourier kafka, WarehouseCourier warehouse) {

    void close() {
      kafka.close();
      warehouse.close();
    }
  }

  @Override
  public Answer send(Request request) {
    var endpoint = endpoint(request.url());
    return switch (addresses.find(endpoint.host())) {
      case HostAddresses.Found.Forbidden(var kind) -> new Answer.AddressForbidden(kind);
      case HostAddresses.Found.Unknown(var reason) -> new Answer.Unreachable(reason);
      case HostAddresses.Found.Usable usable -> {
        var options =
            options(endpoint, addresses.choose(usable))
                .setMethod(HttpMethod.valueOf(request.method()));
        var client = clients.of(endpoint);
        var answer =
            client == null
                ? new Answer.Unreachable("the destination is being closed")
                : new Exchange().run(loop, client, options, request, timeout);
        if (answer instanceof Answer.Unreachable) {
          addresses.passOver(endpoint.host());
        }
        yield answer;
      }
    };
  }

  /** Most requests go where the last one went. */
  private Endpoint endpoint(String url) {
    var last = parsed;
    if (last == null || !last.url().equals(url)) {
      last = new Parsed(url, Endpoint.parse(url));
      parsed = last;
    }
    return last.endpoint();
  }

  @Override
  public Courier courier(Connector connector) {
    return switch (connector.reach().transport()) {
      case KAFKA -> couriers.kafka();
      case WAREHOUSE -> couriers.warehouse();
      case HTTP -> throw new IllegalArgumentException("carried by requests");
    };
  }

  @Override
  public void close() {
    clients.close();
    couriers.close();
  }

  private RequestOptions options(Endpoint endpoint, InetAddress address) {
    var host = endpoint.host();
    return new RequestOptions()
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, endpoint.port())))
        .setHost(host.contains(":") ? "[" + host + "]" : host)
        .setPort(endpoint.port())
        .setSsl(endpoint.secure())
        .setURI(endpoint.target())
        .setFollowRedirects(false)
        .setConnectTimeout(connectTimeout.toMillis());
  }
}
